package ablyauth;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Answers the tests of {@code ably-auth conformance run} with this package. */
final class ConformanceAdapter {
  private static final Map<String, Function<Input, Map<String, ?>>> OPERATIONS = operations();

  private ConformanceAdapter() {}

  private static Map<String, Function<Input, Map<String, ?>>> operations() {
    Map<String, Function<Input, Map<String, ?>>> all = new LinkedHashMap<>();
    all.put("create-token-request", ConformanceAdapter::create);
    all.put("parse-api-key", ConformanceAdapter::parseApiKey);
    all.put(
        "read-token-request",
        given -> Map.of("request", AblyAuth.readTokenRequest(given.text("text")).value()));
    all.put(
        "read-token-details",
        given -> Map.of("details", AblyAuth.readTokenDetails(given.text("text")).value()));
    all.put(
        "canonicalize-capability",
        given ->
            Map.of("text", given.capability(given.has("text") ? "text" : "capability").text()));
    all.put("parse-capability", given -> Map.of("capability", given.capability("text")));
    all.put("permits", ConformanceAdapter::permits);
    all.put(
        "covers",
        given -> Map.of("covers", given.capability("outer").covers(given.capability("inner"))));
    all.put(
        "intersect",
        given -> Map.of("text", given.capability("a").intersect(given.capability("b")).text()));
    all.put("sign-text", given -> Map.of("text", AblyAuth.signText(given.object("request"))));
    all.put(
        "mac",
        given -> Map.of("mac", AblyAuth.computeMac(given.text("text"), given.text("secret"))));
    all.put("verify-token-request", ConformanceAdapter::verify);
    all.put("create-jwt", ConformanceAdapter::createJwt);
    all.put("verify-jwt", ConformanceAdapter::verifyJwt);
    all.put("embed-token", ConformanceAdapter::embed);
    all.put("extract-embedded-token", ConformanceAdapter::extract);
    return all;
  }

  private static Map<String, ?> create(Input given) {
    Signer signer = Signer.of(given.text("key")).withClock(given.clock());
    if (given.has("nonce")) {
      signer = signer.withNonce(() -> given.text("nonce"));
    }
    Map<String, Object> params = given.has("params") ? given.object("params") : Map.of();
    return Map.of("request", signer.createTokenRequest(params));
  }

  private static Map<String, ?> parseApiKey(Input given) {
    ApiKey key = ApiKey.parse(given.text("key"));
    return Map.of("name", key.name(), "secret", key.secret());
  }

  private static Map<String, ?> permits(Input given) {
    Capability capability = given.capability("capability");
    return Map.of("permits", capability.permits(given.text("resource"), given.text("operation")));
  }

  private static Map<String, ?> verify(Input given) {
    Verifier verifier = Verifier.of(given.text("key")).withClock(given.clock());
    return Map.of("request", verifier.verifyTokenRequest(given.text("text")).request());
  }

  private static Map<String, ?> createJwt(Input given) {
    Signer signer = Signer.of(given.text("key")).withClock(given.clock());
    return Map.of("token", signer.createAblyJwt(given.object("params")).token());
  }

  private static Map<String, ?> verifyJwt(Input given) {
    Verifier verifier = Verifier.of(given.text("key")).withClock(given.clock());
    if (given.has("clockToleranceMs")) {
      verifier = verifier.withClockTolerance(Duration.ofMillis(given.number("clockToleranceMs")));
    }
    VerifiedJwt jwt = verifier.verifyAblyJwt(given.text("token"));
    Map<String, Object> verified = new LinkedHashMap<>();
    verified.put("keyName", jwt.keyName());
    verified.put("issued", jwt.issued().toEpochMilli());
    verified.put("expires", jwt.expires().toEpochMilli());
    verified.put("channelClaims", jwt.channelClaims());
    verified.put("publishRates", jwt.publishRates());
    jwt.capability().ifPresent(each -> verified.put("capability", each.text()));
    jwt.clientId().ifPresent(each -> verified.put("clientId", each));
    jwt.revocationKey().ifPresent(each -> verified.put("revocationKey", each));
    return Map.of("verified", verified);
  }

  private static Map<String, ?> embed(Input given) {
    Map<String, Object> claims = given.object("outerClaims");
    byte[] secret = given.text("secret").getBytes(StandardCharsets.UTF_8);
    String name = given.text("place").toUpperCase(Locale.ROOT);
    EmbeddedToken.Place place = EmbeddedToken.Place.valueOf(name);
    Instant expires =
        given.has("innerExpires") ? Instant.ofEpochMilli(given.number("innerExpires")) : null;
    Object token = given.members.get("token");
    return Map.of(
        "token",
        token instanceof String
            ? AblyAuth.embedToken(claims, (String) token, expires, secret, place)
            : AblyAuth.embedToken(claims, given.object("token"), secret, place));
  }

  private static Map<String, ?> extract(Input given) {
    Optional<EmbeddedToken> found = AblyAuth.extractEmbeddedToken(given.text("jwt"));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("embedded", null);
    found.ifPresent(
        embedded -> {
          Map<String, Object> members = new LinkedHashMap<>();
          members.put("token", embedded.token());
          members.put("place", embedded.place().name().toLowerCase(Locale.ROOT));
          embedded.outerExpires().ifPresent(expires -> members.put("outerExpires", expires));
          answer.put("embedded", members);
        });
    return answer;
  }

  /**
   * What one test gives to its operation. A value of another type than the call takes is a wrong
   * call.
   */
  private static final class Input {
    final Map<?, ?> members;

    Input(Map<?, ?> members) {
      this.members = members;
    }

    boolean has(String name) {
      return members.containsKey(name);
    }

    private <T> T as(Class<T> type, String name) {
      Object value = members.get(name);
      if (!type.isInstance(value)) {
        throw new IllegalArgumentException(name + ": expected a " + type.getSimpleName());
      }
      return type.cast(value);
    }

    String text(String name) {
      return as(String.class, name);
    }

    long number(String name) {
      return as(Long.class, name);
    }

    @SuppressWarnings("unchecked") // JSON text has objects with names alone
    Map<String, Object> object(String name) {
      return as(Map.class, name);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // as a caller of other code would
    Capability capability(String name) {
      return members.get(name) instanceof String
          ? Capability.parse(text(name))
          : Capability.of((Map) object(name));
    }

    Clock clock() {
      return has("now")
          ? Clock.fixed(Instant.ofEpochMilli(number("now")), ZoneOffset.UTC)
          : Clock.systemUTC();
    }
  }

  private static Map<String, ?> hello() {
    return Map.of(
        "type",
        "hello",
        "protocol",
        1,
        "sdk",
        "ably-auth (Java)",
        "version",
        "0.1.0",
        "language",
        "Java " + System.getProperty("java.version"),
        "operations",
        OPERATIONS.keySet(),
        "features",
        List.of("fixed-nonce", "fixed-clock", "clock-tolerance"));
  }

  /** The answer to one line. */
  private static Map<String, ?> answer(Map<?, ?> test) {
    if ("hello".equals(test.get("type"))) {
      return hello();
    }
    Object id = test.get("id");
    Map<String, Object> error = new LinkedHashMap<>();
    try {
      Input input = new Input((Map<?, ?>) test.get("input"));
      Map<String, ?> output = OPERATIONS.get((String) test.get("operation")).apply(input);
      return Map.of("id", id, "ok", true, "output", output);
    } catch (AblyAuthException refused) {
      error.put("code", refused.code());
      refused.path().ifPresent(path -> error.put("path", path));
      refused.reason().ifPresent(reason -> error.put("reason", reason));
      refused.issues().stream().findFirst().ifPresent(issue -> error.put("rule", issue.rule()));
      error.put("message", refused.getMessage());
    } catch (RuntimeException | StackOverflowError failed) {
      error.put("message", failed.toString());
      error.put("crash", !(failed instanceof IllegalArgumentException));
    }
    return Map.of("id", id, "ok", false, "error", error);
  }

  /**
   * Reads tests from the standard input, one a line, and answers each with a line.
   *
   * @param args none
   * @throws IOException if a stream fails
   * @throws JsonParser.SyntaxException if a line is not JSON
   */
  public static void main(String[] args) throws IOException, JsonParser.SyntaxException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      out.println(JsonWriter.write(answer((Map<?, ?>) new JsonParser(line).parse("$"))));
    }
  }
}
