package ablyauth;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Creates TokenRequests and JWTs with one key, which it keeps to itself. It does not change, and
 * threads may share it.
 *
 * <pre>{@code
 * Signer signer = Signer.of(System.getenv("ABLY_API_KEY"));
 * TokenRequest request = signer.createTokenRequest(TokenParams.builder().clientId("alice").build());
 * }</pre>
 */
public final class Signer {
  private final ApiKey key;
  private final Clock clock;
  private final Supplier<String> nonce;

  private Signer(ApiKey key, Clock clock, Supplier<String> nonce) {
    this.key = key;
    this.clock = Objects.requireNonNull(clock, "clock");
    this.nonce = Objects.requireNonNull(nonce, "nonce");
  }

  /**
   * A signer with the clock of the machine and random nonces.
   *
   * @param key the whole API key, {@code <appId>.<keyId>:<secret>}
   * @return the signer
   * @throws AblyAuthException 40101 if it is not a valid API key
   */
  public static Signer of(String key) {
    return new Signer(ApiKey.parse(key), Clock.systemUTC(), TokenRequests::freshNonce);
  }

  /**
   * The same signer by another clock, such as one offset to the clock of the service (RSA10k).
   *
   * @param clock says when requests and JWTs are made
   * @return a new signer
   */
  public Signer withClock(Clock clock) {
    return new Signer(key, clock, nonce);
  }

  /**
   * The same signer with other nonces.
   *
   * @param nonce makes a fresh text of 16 to 256 characters (RSA9c); 132 random bits by default
   * @return a new signer
   */
  public Signer withNonce(Supplier<String> nonce) {
    return new Signer(key, clock, nonce);
  }

  /**
   * The public part of the key.
   *
   * @return the key name
   */
  public String keyName() {
    return key.name();
  }

  /**
   * Creates a TokenRequest that asks for everything that the service decides by default.
   *
   * @return the signed request
   */
  public TokenRequest createTokenRequest() {
    return createTokenRequest(Map.of());
  }

  /**
   * Creates a TokenRequest and signs it: anyone who gets it can obtain one token with it, without
   * the key (RSA9).
   *
   * @param params what is asked of the token: {@link TokenParams}, or any map with its members. The
   *     service decides what is left out. It is never changed
   * @return the signed request, to be answered as JSON
   * @throws AblyAuthException 40003, 40000 or 40012 if the params are not valid, with every issue
   */
  public TokenRequest createTokenRequest(Map<String, ?> params) {
    return TokenRequests.create(Objects.requireNonNull(params, "params"), key, clock, nonce);
  }

  /**
   * Creates an Ably JWT, signed with HS256 and the key secret (TN3).
   *
   * @param params what it is to say: {@link AblyJwtParams}, or any map with its members. It is
   *     never changed
   * @return the JWT, and when it expires
   * @throws AblyAuthException 40003, 40000 or 40012 if the params are not valid
   */
  public CreatedJwt createAblyJwt(Map<String, ?> params) {
    return AblyJwts.create(Objects.requireNonNull(params, "params"), key, clock);
  }

  @Override
  public String toString() {
    return "Signer[keyName=" + key.name() + "]";
  }
}
