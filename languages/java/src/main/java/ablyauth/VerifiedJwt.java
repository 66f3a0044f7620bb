package ablyauth;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a verified JWT says. */
public final class VerifiedJwt {
  private final String keyName;
  private final AblyJwtClaims claims;
  private final Capability capability;
  private final Map<String, String> channelClaims;
  private final Map<String, Number> publishRates;

  VerifiedJwt(
      String keyName,
      AblyJwtClaims claims,
      Capability capability,
      Map<String, String> channelClaims,
      Map<String, Number> publishRates) {
    this.keyName = keyName;
    this.claims = claims;
    this.capability = capability;
    this.channelClaims = channelClaims;
    this.publishRates = publishRates;
  }

  /**
   * Name of the key that signed it.
   *
   * @return the key name
   */
  public String keyName() {
    return keyName;
  }

  /**
   * When it was issued.
   *
   * @return a whole second
   */
  public Instant issued() {
    return Instant.ofEpochSecond(claims.iat());
  }

  /**
   * When it expires.
   *
   * @return a whole second
   */
  public Instant expires() {
    return Instant.ofEpochSecond(claims.exp());
  }

  /**
   * What it asks for: the token has the intersection with what the key has.
   *
   * @return empty: what the key has
   */
  public Optional<Capability> capability() {
    return Optional.ofNullable(capability);
  }

  /**
   * Identity of the bearer.
   *
   * @return empty: anonymous
   */
  public Optional<String> clientId() {
    return claims.xAblyClientId();
  }

  /**
   * Name by which the token can be revoked.
   *
   * @return empty if it has none
   */
  public Optional<String> revocationKey() {
    return claims.xAblyRevocationKey();
  }

  /**
   * Texts that the service attaches to messages of the bearer.
   *
   * @return a text by channel name
   */
  public Map<String, String> channelClaims() {
    return channelClaims;
  }

  /**
   * How many messages per second one attachment of the bearer may publish.
   *
   * @return a rate by resource
   */
  public Map<String, Number> publishRates() {
    return publishRates;
  }

  /**
   * Every claim, as it stands.
   *
   * @return the claims, those of the app among them
   */
  public AblyJwtClaims claims() {
    return claims;
  }
}
