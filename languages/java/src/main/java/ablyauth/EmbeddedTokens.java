package ablyauth;

import static ablyauth.Decoding.ABSENT;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** JWTs of an app's own that carry an Ably token. */
final class EmbeddedTokens {
  private static final String MEMBER = "x-ably-token";

  private EmbeddedTokens() {}

  /** The token is a text or TokenDetails. */
  static String embed(
      Map<String, ?> outerClaims,
      Object token,
      Instant innerExpires,
      byte[] secret,
      EmbeddedToken.Place place) {
    Objects.requireNonNull(place, "place");
    if (secret.length == 0) {
      throw new IllegalArgumentException("secret: expected bytes, got none");
    }
    Map<String, Object> claims =
        Decoding.plainObject(Objects.requireNonNull(outerClaims, "outerClaims"));
    Map<String, ?> details = token instanceof String ? Map.of("token", token) : plain(token);
    Object text = details.get("token");
    if (!(text instanceof String) || ((String) text).isEmpty()) {
      throw refuse("token", "a token or TokenDetails", text == null ? token : text);
    }
    Object expires = details.containsKey("expires") ? details.get("expires") : ABSENT;
    if (expires != ABSENT && Decoding.wholeNumber(expires) == null) {
      throw refuse("token.expires", "whole milliseconds since the epoch", expires);
    }
    // Readers would differ on which of two tokens counts.
    if (claims.containsKey(MEMBER)) {
      throw refuse("outerClaims[\"" + MEMBER + "\"]", "no token", claims.get(MEMBER));
    }
    Double known =
        expires == ABSENT ? expiryOfJwt((String) text) : (Double) ((Number) expires).doubleValue();
    if (known == null && innerExpires != null) {
      known = (double) innerExpires.toEpochMilli();
    }
    refuseOutliving(claims.get("exp"), known);
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("typ", "JWT");
    header.put("alg", "HS256");
    (place == EmbeddedToken.Place.HEADER ? header : claims).put(MEMBER, text);
    String json = JwtText.jsonOf(claims, "outerClaims", EmbeddedTokens::refuse);
    return JwtText.signed(header, json, secret);
  }

  private static Map<String, Object> plain(Object details) {
    Map<String, Object> members = Decoding.plainObject(Objects.requireNonNull(details, "details"));
    return members == null ? Map.of() : members;
  }

  static Optional<EmbeddedToken> extract(String jwt) {
    String[] parts = JwtText.parts(jwt);
    if (parts.length != 3 && parts.length != 5) {
      String message = "JWT: expected three or five parts, got " + parts.length;
      throw JwtText.error("malformed", message);
    }
    Map<String, Object> claims =
        parts.length == 3 ? JwtText.decodeObject(parts[1], "JWT claims") : Map.of();
    String inHeader = tokenIn(JwtText.decodeObject(parts[0], "JWT header"), "header");
    String inClaims = tokenIn(claims, "claims");
    if (inHeader != null && inClaims != null && !inHeader.equals(inClaims)) {
      String expected = "\"]: expected the token of the header, got another";
      throw JwtText.error("embedded", "JWT claims[\"" + MEMBER + expected);
    }
    if (inHeader == null && inClaims == null) {
      return Optional.empty();
    }
    Double expires = milliseconds(claims.get("exp"));
    return Optional.of(
        inHeader == null
            ? new EmbeddedToken(inClaims, EmbeddedToken.Place.CLAIM, expires)
            : new EmbeddedToken(inHeader, EmbeddedToken.Place.HEADER, expires));
  }

  private static String tokenIn(Map<String, Object> part, String name) {
    if (!part.containsKey(MEMBER)) {
      return null;
    }
    Object token = part.get(MEMBER);
    if (token instanceof String && !((String) token).isEmpty()) {
      return (String) token;
    }
    String expected = "\"]: expected a token, got " + Decoding.got(token);
    throw JwtText.error("embedded", "JWT " + name + "[\"" + MEMBER + expected);
  }

  /** A time of a JWT in ms; null where it is not a finite number. */
  private static Double milliseconds(Object seconds) {
    if (!Decoding.isNumber(seconds)) {
      return null;
    }
    double number = ((Number) seconds).doubleValue();
    return Double.isNaN(number) || Double.isInfinite(number) ? null : (Double) (number * 1000);
  }

  /** When a JWT says that it expires, in ms; null for an opaque token (TN1). */
  private static Double expiryOfJwt(String token) {
    String[] parts = JwtText.parts(token);
    if (parts.length != 3) {
      return null;
    }
    try {
      return milliseconds(JwtText.decodeObject(parts[1], "JWT claims").get("exp"));
    } catch (AblyAuthException error) {
      return null; // an opaque token may hold dots too
    }
  }

  private static void refuseOutliving(Object exp, Double expires) {
    Double outer = milliseconds(exp);
    if (outer == null) {
      throw refuse("outerClaims.exp", "a time in seconds since the epoch", exp);
    }
    if (expires == null) {
      throw JwtText.error(
          "embedded",
          "expires: expected when the token expires, got nothing",
          "Pass the TokenDetails, or when the token expires.");
    }
    if (outer > expires) {
      String more = JsonWriter.number(outer - expires) + " ms more";
      throw JwtText.error(
          "embedded",
          "outerClaims.exp: expected at most the expiry of the inner token, got " + more,
          "Let the outer JWT expire with the inner token or before it.");
    }
  }

  private static AblyAuthException refuse(String path, String expected, Object value) {
    String message = path + ": expected " + expected + ", got " + Decoding.got(value);
    return JwtText.error("embedded", message, "Correct the argument that the message names.");
  }
}
