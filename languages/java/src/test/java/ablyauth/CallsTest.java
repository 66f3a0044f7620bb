package ablyauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the vectors cannot ask: wrong calls, secrets, threads. */
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
