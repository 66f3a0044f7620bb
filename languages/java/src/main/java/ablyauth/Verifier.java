package ablyauth;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Verifies TokenRequests and JWTs. It does not change, and threads may share it where they may
 * share its key lookup.
 *
 * <pre>{@code
 * Verifier verifier = Verifier.of(name -> keys.get(name)).withMaxSkew(Duration.ofSeconds(30));
 * }</pre>
 */
public final class Verifier {
  private final Function<String, ApiKey> keys;
  private final Clock clock;
  private final long maxSkewMs;
  private final long clockToleranceMs;

  private Verifier(
      Function<String, ApiKey> keys, Clock clock, long maxSkewMs, long clockToleranceMs) {
    this.keys = keys;
    this.clock = Objects.requireNonNull(clock, "clock");
    this.maxSkewMs = maxSkewMs;
    this.clockToleranceMs = clockToleranceMs;
  }

  /**
   * A verifier that knows one key.
   *
   * @param key the whole API key, {@code <appId>.<keyId>:<secret>}
   * @return the verifier
   * @throws AblyAuthException 40101 if it is not a valid API key
   */
  public static Verifier of(String key) {
    ApiKey known = ApiKey.parse(key);
    return withKeys(name -> known.name().equals(name) ? known : null);
  }

  /**
   * A verifier that looks keys up.
   *
   * @param keys finds the whole API key by its name
   * @return the verifier
   */
  public static Verifier of(KeyLookup keys) {
    Objects.requireNonNull(keys, "keys");
    return withKeys(name -> Options.lookedUp(keys, name));
  }

  private static Verifier withKeys(Function<String, ApiKey> keys) {
    return new Verifier(keys, Clock.systemUTC(), Limits.TIMESTAMP_MAX_SKEW_MS, 0);
  }

  /**
   * The same verifier by another clock.
   *
   * @param clock the clock of the service; that of the machine by default
   * @return a new verifier
   */
  public Verifier withClock(Clock clock) {
    return new Verifier(keys, clock, maxSkewMs, clockToleranceMs);
  }

  /**
   * The same verifier with another bound on the age of requests.
   *
   * @param maxSkew how far the timestamp of a TokenRequest may be from the clock, either way; 2
   *     minutes by default
   * @return a new verifier
   * @throws IllegalArgumentException if it is negative
   */
  public Verifier withMaxSkew(Duration maxSkew) {
    long milliseconds = Options.milliseconds("maxSkew", maxSkew);
    return new Verifier(keys, clock, milliseconds, clockToleranceMs);
  }

  /**
   * The same verifier with a tolerance for the clocks of those who sign JWTs.
   *
   * @param tolerance how far they may be ahead; it applies to {@code iat} and {@code nbf}, never to
   *     {@code exp}; none by default
   * @return a new verifier
   * @throws IllegalArgumentException if it is negative
   */
  public Verifier withClockTolerance(Duration tolerance) {
    return new Verifier(keys, clock, maxSkewMs, Options.milliseconds("tolerance", tolerance));
  }

  /**
   * Verifies a signed TokenRequest: its form, its key, its MAC, what its capability says and its
   * timestamp.
   *
   * <p>It does not know used nonces: anyone who issues tokens must also refuse a request with the
   * key name, timestamp and nonce of an earlier one. Nor does it know what the key may do. The MAC
   * is checked over the capability text as it stands.
   *
   * @param json JSON text of 128 KiB at most; read as by {@link AblyAuth#readTokenRequest(String)}
   * @return the request and its capability
   * @throws AblyAuthException 40001, 40003, 40000 or 40012 if the request is malformed; 40400 if
   *     the key is not known; 40101 if the MAC is wrong; 40000 if its capability is not valid;
   *     40104 if the timestamp is not current; 50003 if the lookup returns something that is not a
   *     key
   */
  public VerifiedTokenRequest verifyTokenRequest(String json) {
    Objects.requireNonNull(json, "json");
    return TokenRequests.verify(json, keys, clock, maxSkewMs);
  }

  /**
   * The same for a request that was read from JSON already.
   *
   * @param request a {@link TokenRequest}, or any map with its members
   * @return the request and its capability
   * @throws AblyAuthException as for JSON text
   */
  public VerifiedTokenRequest verifyTokenRequest(Map<String, ?> request) {
    Objects.requireNonNull(request, "request");
    return TokenRequests.verify(request, keys, clock, maxSkewMs);
  }

  /**
   * Verifies an Ably JWT: form, algorithm, key, signature, claims, life, in this order. HS256 alone
   * is accepted.
   *
   * <p>It does not know what the key may do, whether its tokens are revocable, nor what was
   * revoked.
   *
   * @param token the JWT in compact form, 128 KiB at most
   * @return what the JWT says
   * @throws AblyAuthException 40142 if it has expired, else 40144, with a {@link
   *     AblyAuthException#reason() reason}; 50003 if the lookup returns something that is not a key
   */
  public VerifiedJwt verifyAblyJwt(String token) {
    Objects.requireNonNull(token, "token");
    return AblyJwts.verify(token, keys, clock, clockToleranceMs);
  }
}
