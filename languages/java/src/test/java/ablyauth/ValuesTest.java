package ablyauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Values that only Java has, and what keeps them from doing harm. */
class ValuesTest {
  private static final Signer SIGNER = Signer.of("appId.keyId:s3cret-text");

  private static AblyAuthException refusal(Runnable call) {
    return assertThrows(AblyAuthException.class, call::run);
  }

  @Test
  void readsAnyCollectionOfOperations() {
    Map<String, Set<String>> capability = new LinkedHashMap<>();
    capability.put("b", Set.of("subscribe", "publish"));
    capability.put("a", Set.of("*"));
    String text = "{\"a\":[\"*\"],\"b\":[\"publish\",\"subscribe\"]}";
    assertEquals(text, Capability.of(capability).text());
    assertEquals(Capability.parse(text), Capability.of(capability));
  }

  @Test
  void refusesWhatIsNoJson() {
    Map<String, Object> withNull = new HashMap<>();
    withNull.put("capability", null);
    List<Object> wrong =
        List.of(
            Map.of(1, List.of("*")),
            Map.of("a", "publish"),
            Map.of("a", new String[] {"publish"}),
            Map.of("a", List.of(new StringBuilder("publish"))),
            new Object());
    for (Object value : wrong) {
      Map<String, Object> params = Map.of("capability", value);
      assertEquals(40000, refusal(() -> SIGNER.createTokenRequest(params)).code());
    }
    assertEquals(40000, refusal(() -> SIGNER.createTokenRequest(withNull)).code());
  }

  @Test
  void readsEveryTypeOfNumber() {
    List<Number> same =
        List.of(
            1000, 1000L, (short) 1000, 1000.0, 1000f, new BigDecimal("1e3"), BigInteger.TEN.pow(3));
    for (Number ttl : same) {
      TokenRequest request = SIGNER.createTokenRequest(Map.of("ttl", ttl));
      assertEquals(OptionalLong.of(1000), request.ttl());
    }
    List<Number> wrong =
        List.of(
            0.5,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            1e300,
            Long.MIN_VALUE,
            new BigDecimal("1e999999999"),
            new BigDecimal("1e-999999999"),
            new BigDecimal("0.1"),
            BigInteger.TWO.pow(64).add(BigInteger.valueOf(1000)));
    for (Number ttl : wrong) {
      AblyAuthException refused = refusal(() -> SIGNER.createTokenRequest(Map.of("ttl", ttl)));
      assertEquals(Optional.of("$.ttl"), refused.path(), ttl.toString());
    }
  }

  @Test
  void writesNumbersAsEcmaScriptDoes() {
    Map<Number, String> texts =
        Map.of(
            2.0e-3,
            "0.002",
            1e21,
            "1e+21",
            1e-7,
            "1e-7",
            1e-6,
            "0.000001",
            123456789012345680000.0,
            "123456789012345680000",
            2e23,
            "2e+23",
            -0.0,
            "0",
            Double.MIN_VALUE,
            "5e-324",
            0.1f,
            "0.10000000149011612",
            new BigDecimal("1e3"),
            "1000");
    texts.forEach((number, text) -> assertEquals(text, JsonWriter.number(number)));
  }

  @Test
  void leavesArgumentsAsTheyAre() {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("capability", Map.of("b", List.of("subscribe", "publish")));
    params.put("ttl", 1000);
    Map<String, Object> before = new LinkedHashMap<>(params);
    SIGNER.createTokenRequest(params);
    params.put("claims", Collections.unmodifiableMap(new HashMap<>(Map.of("sub", "x"))));
    before.put("claims", Map.of("sub", "x"));
    SIGNER.createAblyJwt(params);
    assertEquals(before, params);
  }

  @Test
  void keepsWhatWasReadFromChanging() {
    Capability capability = Capability.parse("{\"a\":[\"publish\"]}");
    TokenRequest request = SIGNER.createTokenRequest();
    List<Runnable> changes =
        List.of(
            () -> capability.put("b", List.of("*")),
            () -> capability.get("a").add("*"),
            () -> capability.clear(),
            () -> request.put("ttl", 1),
            () -> request.remove("mac"));
    changes.forEach(each -> assertThrows(UnsupportedOperationException.class, each::run));
    List<String> operations = new ArrayList<>(List.of("publish"));
    TokenParams params =
        TokenParams.builder().capability(Map.of("a", operations)).clientId("alice").build();
    assertEquals(request.getClass(), SIGNER.createTokenRequest(params).getClass());
    assertSame(operations, ((Map<?, ?>) params.get("capability")).get("a"));
  }

  @Test
  void boundsAnObjectAsItsText() {
    int escapes = (131_072 - "{\"token\":\"\"}".length()) / 6;
    AblyAuth.readTokenDetails(Map.of("token", "\1".repeat(escapes)));
    for (Map<String, Object> details :
        List.<Map<String, Object>>of(
            Map.of("token", "t", "keyName", "k".repeat(131_072)),
            Map.of("token", "\1".repeat(escapes + 1)))) {
      assertTrue(
          refusal(() -> AblyAuth.readTokenDetails(details)).getMessage().contains("bytes of JSON"));
    }
  }

  @Test
  void refusesDeepAndHugeValues() {
    List<String> texts =
        List.of(
            "[".repeat(100_000),
            "{\"a\":".repeat(20_000),
            "\"" + "\\".repeat(100_000),
            "1".repeat(100_000),
            "[1e999]",
            "NaN",
            "\ufeff{}",
            "[\"\\u00\u0661\u0661\"]");
    for (String text : texts) {
      assertEquals(40001, refusal(() -> AblyAuth.readTokenRequest(text)).code());
    }
    Map<String, Object> itself = new HashMap<>();
    itself.put("itself", itself);
    assertEquals(40003, refusal(() -> SIGNER.createAblyJwt(Map.of("claims", itself))).code());
  }

  @Test
  void checksTypesOnce() {
    TokenDetails details = TokenDetails.of(Map.of("token", "t", "expires", 2000));
    assertEquals(OptionalLong.of(2000), details.expires());
    assertEquals(Optional.empty(), details.clientId());
    assertThrows(AblyAuthException.class, () -> TokenDetails.of(Map.of()));
    Clock clock = Clock.fixed(Instant.ofEpochMilli(2000), ZoneOffset.UTC);
    assertEquals(Optional.of(true), AblyAuth.isTokenExpired(details, clock));
    for (Object expires : List.of("2000", Double.NaN)) {
      Map<String, Object> unknown = Map.of("token", "t", "expires", expires);
      assertEquals(Optional.empty(), AblyAuth.isTokenExpired(unknown, clock));
    }
    AuthOptions options = AuthOptions.of(Map.of("tokenDetails", details, "force", true));
    assertEquals(Optional.of(details), options.tokenDetails());
    assertEquals(Optional.of(true), options.force());
  }

  @Test
  void namesTheFirstErrorOfATextWithoutTheWorkOfEveryPath() {
    String name = "n".repeat(60_000);
    String text = "{\"" + name + "\":[" + "0,".repeat(30_000) + "{\"a\":[1,{\"b\":1,\"b\":2}]}]}";
    AblyAuthException refused = refusal(() -> Capability.parse(text));
    assertEquals("json.duplicate", refused.issues().get(0).rule());
    String path = "$[\"" + name + "\"][30000].a[1].b";
    assertEquals(path, refused.path().orElseThrow());
    assertTrue(refused.getMessage().length() < 200, refused.getMessage());
  }

  @Test
  void writesTheSameTextsInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      for (String tag : List.of("ar-EG-u-nu-arab", "tr")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        Map<String, Object> params = Map.of("clientId", "0123456789\nI", "CLIENTID", "x");
        List<Issue> issues = refusal(() -> SIGNER.createTokenRequest(params)).issues();
        assertTrue(issues.get(0).message().contains("did you mean clientId?"));
        assertTrue(issues.get(1).message().endsWith("U+000A at index 10"));
        String claim = "x".repeat(10_000);
        CreatedJwt jwt = SIGNER.createAblyJwt(Map.of("claims", Map.of("claim", claim)));
        assertTrue(jwt.warning().orElseThrow().contains("has 13"), jwt.warning().toString());
        assertEquals("\"\\u0001\"", JsonWriter.quote("\1"));
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}
