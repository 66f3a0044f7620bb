package ablyauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Ably JWTs: created and verified (TN3). */
final class AblyJwts {
  /** Claims that the app may not set itself. */
  private static final Pattern OF_ABLY = Pattern.compile("(?:iat|exp)\\z|x-ably-|ably\\.");

  /** The members that mean in a JWT what they mean in TokenParams. */
  private static final Set<String> SHARED = Set.of("ttl", "capability", "clientId");

  private AblyJwts() {}

  /**
   * Members whose entries are claims of their own, with a name that ends in a channel or resource.
   */
  private enum Scoped {
    CHANNEL_CLAIMS("channelClaims", "a string"),
    PUBLISH_RATES("publishRates", "a positive number");

    final String member;
    final String prefix;
    final String expected;

    Scoped(String member, String expected) {
      this.member = member;
      this.prefix = Tables.SCOPED_CLAIMS.get(member);
      this.expected = expected;
    }

    boolean accepts(Object value) {
      return this == CHANNEL_CLAIMS
          ? value instanceof String
          : JwtText.isFinite(value) && ((Number) value).doubleValue() > 0;
    }
  }

  static CreatedJwt create(Map<String, ?> params, ApiKey key, Clock clock) {
    long issued = Math.floorDiv(clock.millis(), 1000L);
    Map<String, Object> claims = claimsOf(Decoding.plainObject(params), issued);
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("typ", "JWT");
    header.put("alg", "HS256");
    header.put("kid", key.name());
    String json = JwtText.jsonOf(claims, "claims", AblyJwts::refuse);
    String token = JwtText.signed(header, json, key.secret().getBytes(StandardCharsets.UTF_8));
    int most = Limits.TOKEN_TEXT_MAX_BYTES;
    if (token.length() > most) {
      String message = "expected a JWT of at most " + most + " bytes, got " + token.length();
      throw invalid("params", message, "Shorten the claims or the capability.");
    }
    return new CreatedJwt(token, issued * 1000, (Long) claims.get("exp") * 1000);
  }

  private static Map<String, Object> claimsOf(Map<String, Object> given, long issued) {
    boolean hasRevocationKey = given.containsKey("revocationKey");
    Object revocationKey = given.remove("revocationKey");
    Object own = given.containsKey("claims") ? given.remove("claims") : Map.of();
    Map<Scoped, Object> taken = new LinkedHashMap<>();
    for (Scoped each : Scoped.values()) {
      if (given.containsKey(each.member)) {
        taken.put(each, given.remove(each.member));
      }
    }
    refuseOthers(given);
    Decoder.Decoded decoded = TokenRequests.readParams(given);
    decoded.at.throwIssues("AblyJwtParams");
    Map<String, Object> asked = decoded.members();
    long ttl = asked.containsKey("ttl") ? (Long) asked.get("ttl") : Limits.TTL_DEFAULT_MS;
    if (ttl % 1000 != 0) {
      String message = "expected a multiple of 1000 ms, got " + ttl;
      throw invalid("ttl", message, "Pass whole seconds, in milliseconds.");
    }
    if (hasRevocationKey
        && (!(revocationKey instanceof String) || ((String) revocationKey).isEmpty())) {
      throw refuse("revocationKey", "a string that is not empty", revocationKey);
    }
    Map<String, Object> claims = Decoding.plainObject(own);
    if (claims == null) {
      throw refuse("claims", "a plain object", own);
    }
    for (String name : claims.keySet()) {
      if (OF_ABLY.matcher(name).lookingAt()) {
        throw invalid(
            "claims[" + JwtText.jsonOf(name, "", AblyJwts::refuse) + "]",
            "expected a claim of the app, got one of Ably's",
            "Pass it as ttl, capability, clientId, revocationKey, channelClaims or publishRates.");
      }
    }
    claims.put("iat", issued);
    claims.put("exp", issued + ttl / 1000);
    putIfPresent(claims, "x-ably-capability", asked.get("capability"));
    putIfPresent(claims, "x-ably-clientId", asked.get("clientId"));
    putIfPresent(claims, "x-ably-revocation-key", revocationKey);
    taken.forEach((each, values) -> addScoped(claims, each, values));
    // nbf of the app, a clock before 1970
    AblyAuth.validate("AblyJwtClaims", claims).stream()
        .findFirst()
        .ifPresent(
            issue -> {
              String path = "claims" + issue.path().substring(1);
              throw invalid(path, issue.message(), issue.remediation());
            });
    return claims;
  }

  /**
   * A misspelt clientId would silently give an anonymous token; a nonce or a timestamp would be
   * lost.
   */
  private static void refuseOthers(Map<String, Object> given) {
    Decoding at = Decoding.strict();
    given.keySet().stream()
        .filter(name -> !SHARED.contains(name))
        .map(name -> Paths.member("$", name))
        .forEach(
            path ->
                at.breach(Tables.JWT_PARAMS_MEMBER, path, "additionalProperties", "another one"));
    at.throwIssues("AblyJwtParams");
  }

  private static void putIfPresent(Map<String, Object> claims, String name, Object value) {
    if (value != null) {
      claims.put(name, value);
    }
  }

  private static void addScoped(Map<String, Object> claims, Scoped scoped, Object given) {
    Map<String, Object> values = Decoding.plainObject(given);
    if (values == null) {
      throw refuse(scoped.member, "a plain object", given);
    }
    values.forEach(
        (name, value) -> {
          String quoted = JwtText.jsonOf(name, scoped.member, AblyJwts::refuse);
          String path = scoped.member + "[" + quoted + "]";
          if (name.isEmpty()) {
            throw refuse(path, "a name", name);
          }
          if (!scoped.accepts(value)) {
            throw refuse(path, scoped.expected, value);
          }
          claims.put(scoped.prefix + name, value);
        });
  }

  private static AblyAuthException refuse(String path, String expected, Object value) {
    String message = "expected " + expected + ", got " + Decoding.got(value);
    return invalid(path, message, "Correct the member that the message names.");
  }

  private static AblyAuthException invalid(String path, String message, String remediation) {
    ErrorCode code = ErrorCodes.INVALID_PARAMETER_VALUE;
    return AblyAuthException.at(code, "$." + path, path + ": " + message, remediation);
  }

  static VerifiedJwt verify(
      String token, Function<String, ApiKey> keys, Clock clock, long toleranceMs) {
    String[] parts = JwtText.parts(token);
    if (parts.length != 3) {
      throw JwtText.error("malformed", "JWT: expected three parts, got " + parts.length);
    }
    String keyName = keyNameOf(JwtText.decodeObject(parts[0], "JWT header"));
    ApiKey key = keys.apply(keyName);
    if (key == null) {
      String message = "JWT header.kid: expected the name of a known key, got " + keyName;
      throw JwtText.error("kid-unknown", message);
    }
    byte[] secret = key.secret().getBytes(StandardCharsets.UTF_8);
    byte[] expected =
        JwtText.signature(parts[0] + "." + parts[1], secret).getBytes(StandardCharsets.UTF_8);
    // Of the texts that decode to the same 32 bytes, one is accepted (RFC 4648 §3.5).
    if (!MessageDigest.isEqual(expected, parts[2].getBytes(StandardCharsets.UTF_8))) {
      throw JwtText.error("signature", "JWT signature: expected that of the key, got another");
    }
    Map<String, Object> claims = JwtText.decodeObject(parts[1], "JWT claims");
    return readClaims(keyName, claims, clock.millis(), toleranceMs);
  }

  private static String keyNameOf(Map<String, Object> header) {
    Decoder.Decoded decoded = Decoder.decode(Tables.ABLY_JWT_HEADER, header);
    if (!decoded.at.issues.isEmpty()) {
      Map<String, String> reasons = Map.of("$.alg", "algorithm", "$.kid", "kid-missing");
      throw issueError("header", decoded.at.issues, "malformed", reasons);
    }
    // RFC 7515 §4.1.11: an extension that must be understood, and none is.
    if (header.containsKey("crit")) {
      String got = Decoding.got(header.get("crit"));
      String message = "JWT header.crit: expected no critical extension, got " + got;
      throw JwtText.error("malformed", message, "Sign without the header crit.");
    }
    return (String) header.get("kid");
  }

  private static VerifiedJwt readClaims(
      String keyName, Map<String, Object> claims, long now, long toleranceMs) {
    Decoder.Decoded decoded = Decoder.decode(Tables.ABLY_JWT_CLAIMS, claims);
    if (!decoded.at.issues.isEmpty()) {
      boolean isMissing = decoded.at.issues.get(0).keyword().equals("required");
      String capability = "$[\"x-ably-capability\"]";
      Map<String, String> reasons =
          isMissing
              ? Map.of(capability, "capability", "$.iat", "iat-missing", "$.exp", "exp-missing")
              : Map.of(capability, "capability");
      throw issueError("claims", decoded.at.issues, "claims", reasons);
    }
    AblyJwtClaims known = new AblyJwtClaims(decoded.members());
    requireLife(known, now, toleranceMs);
    return new VerifiedJwt(
        keyName,
        known,
        readCapability(known.xAblyCapability().orElse(null)),
        readScoped(claims, Scoped.CHANNEL_CLAIMS),
        readScoped(claims, Scoped.PUBLISH_RATES));
  }

  private static void requireLife(AblyJwtClaims claims, long now, long toleranceMs) {
    long life = claims.exp() - claims.iat();
    long most = Limits.TTL_MAX_MS / 1000;
    if (life <= 0 || life > most) {
      String expected = "JWT claims.exp: expected 1 to " + most + " s after iat, got ";
      throw JwtText.error("ttl", expected + life + " s");
    }
    requirePast("iat", "iat-in-future", claims.iat(), now, toleranceMs);
    requirePast("nbf", "not-yet-valid", claims.nbf().orElse(claims.iat()), now, toleranceMs);
    long left = Math.subtractExact(claims.exp() * 1000, now);
    if (left <= 0) {
      String message = "JWT claims.exp: expected a time in the future, got one ";
      throw JwtText.error("expired", message + -left + " ms ago");
    }
  }

  private static void requirePast(
      String claim, String reason, long seconds, long now, long toleranceMs) {
    long ahead = Math.subtractExact(seconds * 1000, now);
    if (ahead > toleranceMs) {
      String expected = ": expected a time in the past, got one " + ahead + " ms ahead";
      throw JwtText.error(reason, "JWT claims." + claim + expected);
    }
  }

  private static Capability readCapability(String text) {
    try {
      return text == null ? null : Capability.parse(text);
    } catch (AblyAuthException error) {
      String message = "JWT claims[\"x-ably-capability\"]: " + error.getMessage();
      throw JwtText.error("capability", message);
    }
  }

  @SuppressWarnings("unchecked") // what the scope accepts
  private static <T> Map<String, T> readScoped(Map<String, Object> claims, Scoped scoped) {
    Map<String, T> found = new LinkedHashMap<>();
    claims.forEach(
        (claim, value) -> {
          if (!claim.startsWith(scoped.prefix)) {
            return;
          }
          if (!scoped.accepts(value)) {
            String where = "JWT claims[" + JsonWriter.quote(claim) + "]: expected ";
            String got = scoped.expected + ", got " + Decoding.got(value);
            throw JwtText.error("claims", where + got);
          }
          found.put(claim.substring(scoped.prefix.length()), (T) value);
        });
    return Collections.unmodifiableMap(found);
  }

  private static AblyAuthException issueError(
      String part, List<Issue> issues, String otherwise, Map<String, String> reasons) {
    // The algorithm first: with another one nothing else in the header means anything.
    Issue first =
        issues.stream()
            .filter(issue -> issue.path().equals("$.alg"))
            .findFirst()
            .orElse(issues.get(0));
    String message = "JWT " + part + first.path().substring(1) + ": " + first.message();
    return JwtText.error(reasons.getOrDefault(first.path(), otherwise), message, issues);
  }
}
