package ablyauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the vectors cannot ask: wrong calls, values of Java alone, secrets, threads. */
class CallsTest {
  private static final String KEY = "appId.keyId:s3cret-text";
  private static final Signer SIGNER = Signer.of(KEY);
  private static final Verifier VERIFIER = Verifier.of(KEY);

  private static AblyAuthException refusal(Runnable call) {
    return assertThrows(AblyAuthException.class, call::run);
  }

  @Nested
  class WrongCalls {
    @Test
    void failBeforeAnyWork() {
      Duration negative = Duration.ofNanos(-1);
      assertThrows(IllegalArgumentException.class, () -> VERIFIER.withMaxSkew(negative));
      assertThrows(IllegalArgumentException.class, () -> VERIFIER.withClockTolerance(negative));
      assertThrows(IllegalArgumentException.class, () -> AblyAuth.computeMac("text", ""));
      Map<String, Object> claims = Map.of("exp", 1);
      assertThrows(
          IllegalArgumentException.class,
          () -> AblyAuth.embedToken(claims, "t", null, new byte[0], EmbeddedToken.Place.CLAIM));
      List<Runnable> calls =
          List.of(
              () -> Signer.of(null),
              () -> Verifier.of((String) null),
              () -> Verifier.of((KeyLookup) null),
              () -> SIGNER.withClock(null),
              () -> SIGNER.withNonce(null),
              () -> SIGNER.createTokenRequest(null),
              () -> VERIFIER.withClock(null),
              () -> VERIFIER.verifyTokenRequest((String) null),
              () -> VERIFIER.verifyAblyJwt(null),
              () -> AblyAuth.signText(null),
              () -> AblyAuth.computeMac(null, "secret"),
              () -> Capability.parse(null));
      calls.forEach(call -> assertThrows(NullPointerException.class, call::run));
    }

    @Test
    void blameALookupThatReturnsNoKey() {
      TokenRequest request = SIGNER.createTokenRequest();
      String jwt = SIGNER.createAblyJwt(Map.of()).token();
      for (String answer : List.of("", "appId.keyId", "appId.keyId:a b")) {
        Verifier verifier = Verifier.of(name -> answer);
        assertEquals(50003, refusal(() -> verifier.verifyTokenRequest(request)).code());
        assertEquals(50003, refusal(() -> verifier.verifyAblyJwt(jwt)).code());
      }
      Verifier unknown = Verifier.of(name -> null);
      assertEquals(40400, refusal(() -> unknown.verifyTokenRequest(request)).code());
      assertEquals(Optional.of("kid-unknown"), refusal(() -> unknown.verifyAblyJwt(jwt)).reason());
      Verifier other = Verifier.of(name -> "other.key:s3cret-text");
      assertEquals(40400, refusal(() -> other.verifyTokenRequest(request)).code());
    }

    @Test
    void letErrorsOfALookupThrough() {
      Verifier failing =
          Verifier.of(
              name -> {
                throw new IllegalStateException("the database is away");
              });
      TokenRequest request = SIGNER.createTokenRequest();
      assertThrows(IllegalStateException.class, () -> failing.verifyTokenRequest(request));
    }

    @Test
    void refuseAClockOrANonceOutOfRange() {
      Clock before1970 = Clock.fixed(Instant.ofEpochMilli(-1), ZoneOffset.UTC);
      Signer early = SIGNER.withClock(before1970);
      assertEquals(Optional.of("$.timestamp"), refusal(() -> early.createTokenRequest()).path());
      assertEquals(40003, refusal(() -> early.createAblyJwt(Map.of())).code());
      for (String nonce : Arrays.asList(null, "short", "a line feed\n here")) {
        Signer signer = SIGNER.withNonce(() -> nonce);
        assertEquals(Optional.of("$.nonce"), refusal(() -> signer.createTokenRequest()).path());
      }
    }
  }

  @Nested
  class Values {
    @Test
    void ofAnyCollectionAreOperations() {
      Map<String, Set<String>> capability = new LinkedHashMap<>();
      capability.put("b", Set.of("subscribe", "publish"));
      capability.put("a", Set.of("*"));
      String text = "{\"a\":[\"*\"],\"b\":[\"publish\",\"subscribe\"]}";
      assertEquals(text, Capability.of(capability).text());
      assertEquals(Capability.parse(text), Capability.of(capability));
    }

    @Test
    void thatAreNoJsonAreRefused() {
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
    void ofEveryTypeOfNumberAreRead() {
      List<Number> same =
          List.of(
              1000,
              1000L,
              (short) 1000,
              1000.0,
              1000f,
              new BigDecimal("1e3"),
              BigInteger.TEN.pow(3));
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
    void ofNumbersAreWrittenAsEcmaScriptDoes() {
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
    void ofArgumentsStayAsTheyAre() {
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
    void thatWereReadDoNotChange() {
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
    void areBoundedAsTheirTextIs() {
      Map<String, Object> details = Map.of("token", "t", "keyName", "k".repeat(131_072));
      assertTrue(
          refusal(() -> AblyAuth.readTokenDetails(details)).getMessage().contains("bytes of JSON"));
    }

    @Test
    void thatNestDeeplyOrAreHugeAreRefusedWithoutWork() {
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
    void ofTypesAreCheckedOnceAndTyped() {
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
  }

  @Nested
  class Secrets {
    @Test
    void areInNoText() {
      CreatedJwt jwt = SIGNER.createAblyJwt(Map.of());
      List<Object> printed = new ArrayList<>();
      Collections.addAll(printed, ApiKey.parse(KEY), SIGNER, VERIFIER, jwt);
      printed.add(AuthOptions.builder().key(KEY).build());
      for (String wrong : List.of("s3cret-text", KEY + " ", "appIdkeyId:s3cret-text", KEY + "é")) {
        AblyAuthException refused = refusal(() -> ApiKey.parse(wrong));
        Collections.addAll(printed, refused, refused.toMap(), refused.issues());
      }
      printed.forEach(each -> assertFalse(each.toString().contains("s3cret"), each.toString()));
      byte[] secret = "s3cret".getBytes(StandardCharsets.UTF_8);
      Map<String, Object> claims = Map.of("exp", 1);
      Instant expires = Instant.ofEpochSecond(1);
      String outer =
          AblyAuth.embedToken(claims, "a.token", expires, secret, EmbeddedToken.Place.HEADER);
      Optional<EmbeddedToken> found = AblyAuth.extractEmbeddedToken(outer);
      assertEquals("a.token", found.orElseThrow().token());
      assertFalse(found.toString().contains("a.token"));
      assertFalse(jwt.toString().contains(jwt.token()));
    }
  }

  @Nested
  class Threads {
    @Test
    void shareASignerAVerifierAndACapability() {
      Capability capability = Capability.parse("{\"chat:*\":[\"publish\"],\"*\":[\"history\"]}");
      boolean allAgree =
          IntStream.range(0, 2000)
              .parallel()
              .allMatch(
                  number -> {
                    String name = Integer.toString(number);
                    TokenParams params = TokenParams.builder().clientId(name).build();
                    TokenRequest request = SIGNER.createTokenRequest(params);
                    return VERIFIER.verifyTokenRequest(request).request().equals(request)
                        && capability.permits("chat:" + name, "publish");
                  });
      assertTrue(allAgree);
    }

    @Test
    void neverShareANonce() {
      Set<String> nonces =
          IntStream.range(0, 1000)
              .parallel()
              .mapToObj(number -> SIGNER.createTokenRequest().nonce())
              .collect(Collectors.toSet());
      assertEquals(1000, nonces.size());
      nonces.forEach(nonce -> assertTrue(nonce.matches("[A-Za-z0-9_-]{22}"), nonce));
    }
  }
}
