package ablyauth;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What needs no key: reading what arrives, the sign text and its MAC, and tokens embedded in JWTs
 * of an app.
 */
public final class AblyAuth {
  private AblyAuth() {}

  /**
   * Reads a signed TokenRequest as SDKs send it (TE6).
   *
   * <p>Only types are checked: neither length nor range, nor the form of the MAC, nor the MAC.
   * Null, {@code ttl: 0} and an empty capability are read as absent, decimal strings as numbers,
   * and unknown members are dropped.
   *
   * @param json JSON text of 128 KiB at most
   * @return the request, and what was tolerated
   * @throws AblyAuthException 40001 if it is not a JSON object, names a member twice, is too large
   *     or has no keyName; 40003, 40000, 40012 or 40101 if a member is missing or has another type
   */
  public static ReadResult<TokenRequest> readTokenRequest(String json) {
    return readTokenRequest((Object) Objects.requireNonNull(json, "json"));
  }

  /**
   * The same for a request that was read from JSON already.
   *
   * @param request a map with the members of a TokenRequest
   * @return the request, and what was tolerated
   * @throws AblyAuthException as for JSON text
   */
  public static ReadResult<TokenRequest> readTokenRequest(Map<String, ?> request) {
    return readTokenRequest((Object) Objects.requireNonNull(request, "request"));
  }

  private static ReadResult<TokenRequest> readTokenRequest(Object request) {
    return TokenRequests.readLeniently(
        Tables.TOKEN_REQUEST, request, "TokenRequest", TokenRequest::new);
  }

  /**
   * Reads a TokenRequest without a MAC, which comes with Basic auth; it may lack a nonce.
   *
   * @param json JSON text of 128 KiB at most
   * @return the request, and what was tolerated
   * @throws AblyAuthException as for a signed one; 40001 also if it has a MAC, which nobody would
   *     check
   */
  public static ReadResult<UnsignedTokenRequest> readUnsignedTokenRequest(String json) {
    return TokenRequests.readUnsigned(Objects.requireNonNull(json, "json"));
  }

  /**
   * The same for a request that was read from JSON already.
   *
   * @param request a map with the members of a TokenRequest
   * @return the request, and what was tolerated
   * @throws AblyAuthException as for JSON text
   */
  public static ReadResult<UnsignedTokenRequest> readUnsignedTokenRequest(Map<String, ?> request) {
    return TokenRequests.readUnsigned(Objects.requireNonNull(request, "request"));
  }

  /**
   * Reads a TokenDetails as a service or an auth server sends it (TD7).
   *
   * <p>Only types are checked; only {@code token} is required. Null and an empty capability are
   * read as absent, decimal strings as numbers, and unknown members are dropped (RSF1).
   *
   * @param json JSON text of 128 KiB at most
   * @return the details, and what was tolerated
   * @throws AblyAuthException 40001 if it is not a JSON object, names a member twice, is too large,
   *     has no token or a member of another type; 40012 if that is the clientId
   */
  public static ReadResult<TokenDetails> readTokenDetails(String json) {
    return readTokenDetails((Object) Objects.requireNonNull(json, "json"));
  }

  /**
   * The same for details that were read from JSON already.
   *
   * @param details a map with the members of a TokenDetails
   * @return the details, and what was tolerated
   * @throws AblyAuthException as for JSON text
   */
  public static ReadResult<TokenDetails> readTokenDetails(Map<String, ?> details) {
    return readTokenDetails((Object) Objects.requireNonNull(details, "details"));
  }

  private static ReadResult<TokenDetails> readTokenDetails(Object details) {
    return TokenRequests.readLeniently(
        Tables.TOKEN_DETAILS, details, "TokenDetails", TokenDetails::new);
  }

  /**
   * Whether a token has expired (RSA4b1).
   *
   * @param details a {@link TokenDetails}, or any map with its members
   * @param clock the clock of the service, where its offset is known (RSA10k)
   * @return empty where the expiry is not known
   */
  public static Optional<Boolean> isTokenExpired(Map<String, ?> details, Clock clock) {
    Object expires = details.get("expires");
    // Anything but a time counts as not known: NaN compares false, and the token would never
    // expire.
    if (!Decoding.isNumber(expires) || Double.isNaN(((Number) expires).doubleValue())) {
      return Optional.empty();
    }
    return Optional.of(((Number) expires).doubleValue() <= clock.millis());
  }

  /**
   * The text that the MAC of a request covers: each field with a line feed after it, an absent one
   * empty (RSA9g).
   *
   * <p>The text is not escaped. So that no two requests share it, control characters in keyName,
   * clientId and nonce, a line feed in the capability, and text that has no UTF-8 form are refused.
   * Length and range are not checked.
   *
   * @param request its members as they stand; the capability is signed literally
   * @return the sign text
   * @throws AblyAuthException 40001, 40003, 40000 or 40012, by the field that cannot be signed
   */
  public static String signText(Map<String, ?> request) {
    return SignText.of(request);
  }

  /**
   * HMAC-SHA-256 of a text's UTF-8 bytes, keyed with the secret's, as base64 with padding (RSA9g).
   *
   * @param text the sign text
   * @param secret the part of the API key after the first colon
   * @return the MAC
   * @throws IllegalArgumentException if the secret is empty
   */
  public static String computeMac(String text, String secret) {
    if (secret.isEmpty()) {
      throw new IllegalArgumentException("secret: expected a string that is not empty");
    }
    return SignText.mac(Objects.requireNonNull(text, "text"), secret);
  }

  /**
   * Creates a JWT of the app's own, signed with HS256, that carries an Ably token or an Ably JWT.
   *
   * <p>The outer signature is the app's: the Ably service does not check it, only the inner token
   * grants anything.
   *
   * @param outerClaims the claims of the app, among them {@code exp} in seconds since the epoch;
   *     never changed
   * @param details the token as {@link TokenDetails}, or any map with its members
   * @param secret what the app signs with
   * @param place where the token goes
   * @return the JWT in compact form
   * @throws IllegalArgumentException if the secret is empty
   * @throws AblyAuthException 40144 with reason {@code embedded} if the outer JWT would outlive the
   *     inner token, if it is not known when that expires, if there is no token, or another one
   *     among the claims, or if JSON cannot say the claims
   */
  public static String embedToken(
      Map<String, ?> outerClaims,
      Map<String, ?> details,
      byte[] secret,
      EmbeddedToken.Place place) {
    return EmbeddedTokens.embed(outerClaims, details, null, secret, place);
  }

  /**
   * The same for the text of a token.
   *
   * @param outerClaims the claims of the app, among them {@code exp} in seconds since the epoch;
   *     never changed
   * @param token an Ably token or an Ably JWT
   * @param expires when it expires; may be null for an Ably JWT, which says so itself
   * @param secret what the app signs with
   * @param place where the token goes
   * @return the JWT in compact form
   * @throws IllegalArgumentException if the secret is empty
   * @throws AblyAuthException as for details
   */
  public static String embedToken(
      Map<String, ?> outerClaims,
      String token,
      Instant expires,
      byte[] secret,
      EmbeddedToken.Place place) {
    Objects.requireNonNull(token, "token");
    return EmbeddedTokens.embed(outerClaims, token, expires, secret, place);
  }

  /**
   * Finds the Ably token that a JWT of an app carries, in the JOSE header or, if it is not
   * encrypted, in the claims.
   *
   * <p>The outer signature is not checked: it is the app's own.
   *
   * @param jwt the outer JWT in compact form, signed (three parts) or encrypted (five)
   * @return empty if the JWT carries no token
   * @throws AblyAuthException 40144 if it is malformed, or carries two different tokens
   */
  public static Optional<EmbeddedToken> extractEmbeddedToken(String jwt) {
    return EmbeddedTokens.extract(Objects.requireNonNull(jwt, "jwt"));
  }

  /**
   * Every issue of a value that should be of a type of the protocol.
   *
   * @param typeName such as {@code TokenParams}
   * @param value maps, collections, strings, numbers, booleans and nulls
   * @return the issues; none if the value is valid
   * @throws IllegalArgumentException if there is no such type
   */
  public static List<Issue> validate(String typeName, Object value) {
    Rule rule = Tables.TYPES.get(typeName);
    if (rule == null) {
      throw new IllegalArgumentException("typeName: expected a type of the protocol");
    }
    return List.copyOf(Decoder.decode(rule, value).at.issues);
  }
}
