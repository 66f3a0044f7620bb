package ablyauth;

import static ablyauth.Decoding.ABSENT;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** TokenRequests: created, read and verified. */
final class TokenRequests {
  private static final SecureRandom RANDOM = new SecureRandom();

  private TokenRequests() {}

  /** The params with the capability as canonical text, and what is wrong with them. */
  static Decoder.Decoded readParams(Map<String, ?> params) {
    Decoding at = Decoding.strict(Capability::readCanonicalText);
    return new Decoder.Decoded(Decoder.read(at, Tables.TOKEN_PARAMS, "$", params), at);
  }

  static TokenRequest create(
      Map<String, ?> params, ApiKey key, Clock clock, Supplier<String> nonce) {
    Decoder.Decoded decoded = readParams(params);
    Decoding at = decoded.at;
    at.throwIssues("TokenParams");
    Map<String, Object> asked = decoded.members();
    if (!asked.containsKey("timestamp")) { // RSA9d
      Object now = Decoder.read(at, Tables.TIMESTAMP, "$.timestamp", clock.millis());
      asked.put("timestamp", now);
    }
    if (!asked.containsKey("nonce")) { // RSA9c
      asked.put("nonce", Decoder.read(at, Tables.NONCE, "$.nonce", nonce.get()));
    }
    at.throwIssues("TokenParams");
    asked.put("keyName", key.name());
    // Members in the order of the sign text; an absent one stays absent (RSA5, RSA6, TK2c).
    Map<String, Object> request = new LinkedHashMap<>();
    for (String name : Tables.SIGNED_FIELDS) {
      if (asked.containsKey(name)) {
        request.put(name, asked.get(name));
      }
    }
    request.put("mac", SignText.mac(SignText.join(request), key.secret())); // RSA9g
    return new TokenRequest(request);
  }

  static String freshNonce() {
    int length = Limits.NONCE_RANDOM_BITS / 6; // a character of base64url has six bits
    byte[] random = new byte[length];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().encodeToString(random).substring(0, length);
  }

  /**
   * Reads what arrives. Ranges, lengths and forms are not checked: public fixtures have short
   * nonces and MACs.
   */
  static <T> ReadResult<T> readLeniently(
      Rule rule, Object value, String name, Function<Map<String, Object>, T> of) {
    Decoder.Decoded decoded = Decoder.decodeLeniently(rule, value);
    List<Issue> issues = decoded.at.issues;
    if (decoded.value != ABSENT) {
      return new ReadResult<>(of.apply(decoded.members()), decoded.at.leniencies);
    }
    List<Issue> mistyped =
        issues.stream()
            .filter(issue -> List.of("type", "required").contains(issue.keyword()))
            .collect(Collectors.toList());
    throw AblyAuthException.of(mistyped.isEmpty() ? issues : mistyped, name);
  }

  static ReadResult<UnsignedTokenRequest> readUnsigned(Object value) {
    ReadResult<UnsignedTokenRequest> result =
        readLeniently(
            Tables.UNSIGNED_TOKEN_REQUEST, value, "TokenRequest", UnsignedTokenRequest::new);
    for (Leniency leniency : result.leniencies()) {
      if (leniency.path().equals("$.mac") && !leniency.kind().equals("null")) {
        throw AblyAuthException.at(
            ErrorCodes.INVALID_REQUEST_BODY,
            "$.mac",
            "TokenRequest.mac: expected no MAC in an unsigned request",
            "Read and verify a signed request with Verifier.verifyTokenRequest.");
      }
    }
    return result;
  }

  /**
   * Checks form, key and MAC, then what the MAC vouches for: nobody else may buy the work of the
   * rest.
   */
  static VerifiedTokenRequest verify(
      Object given, Function<String, ApiKey> keys, Clock clock, long maxSkewMs) {
    Decoder.Decoded decoded = Decoder.decodeLeniently(Tables.TOKEN_REQUEST, given);
    // The form of the MAC is checked with the MAC.
    List<Issue> malformed =
        decoded.at.issues.stream()
            .filter(issue -> !issue.path().equals("$.mac") || !issue.keyword().equals("pattern"))
            .collect(Collectors.toList());
    if (!malformed.isEmpty()) {
      throw AblyAuthException.of(malformed, "TokenRequest");
    }
    TokenRequest request = new TokenRequest(decoded.members());
    ApiKey key = keys.apply(request.keyName());
    if (key == null) {
      String message = "TokenRequest.keyName: no such key";
      throw AblyAuthException.at(ErrorCodes.NOT_FOUND, "$.keyName", message, null);
    }
    Decoding at = Decoding.lenient();
    Capability capability = null;
    if (!decoded.at.issues.isEmpty() || !macMatches(request, key.secret())) {
      at.breach(Tables.MAC_MATCH, "$.mac", "const", "another one");
    } else if (request.containsKey("capability")) {
      capability = Capability.read(at, "$.capability", request.get("capability"));
    }
    if (at.issues.isEmpty()) {
      requireCurrent(at, Math.subtractExact(request.timestamp(), clock.millis()), maxSkewMs);
    }
    at.throwIssues("TokenRequest");
    return new VerifiedTokenRequest(request, capability, decoded.at.leniencies);
  }

  private static boolean macMatches(TokenRequest request, String secret) {
    byte[] expected =
        SignText.hmac(SignText.join(request), secret.getBytes(StandardCharsets.UTF_8));
    return MessageDigest.isEqual(expected, Base64.getDecoder().decode(request.mac()));
  }

  private static void requireCurrent(Decoding at, long skew, long maxSkewMs) {
    if (skew > maxSkewMs || skew < -maxSkewMs) {
      String direction = skew < 0 ? " ms behind it, with " : " ms ahead of it, with ";
      String got = Math.abs(skew) + direction + maxSkewMs + " ms allowed";
      at.breach(Tables.TIMESTAMP_CURRENT, "$.timestamp", skew < 0 ? "minimum" : "maximum", got);
    }
  }
}
