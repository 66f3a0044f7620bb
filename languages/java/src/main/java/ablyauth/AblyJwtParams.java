package ablyauth;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an Ably JWT is to say. A map with the names that the methods of its builder have says the
 * same.
 */
public final class AblyJwtParams extends JsonObject {
  private AblyJwtParams(Map<String, Object> members) {
    super(members);
  }

  /**
   * Params to be filled.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Fills {@link AblyJwtParams}; nothing is checked before the JWT is created. */
  public static final class Builder {
    private final Map<String, Object> members = new LinkedHashMap<>();

    private Builder() {}

    private Builder put(String name, Object value) {
      members.put(name, value);
      return this;
    }

    /**
     * Lifetime; 60 minutes by default.
     *
     * @param ttl whole seconds, in milliseconds
     * @return this builder
     */
    public Builder ttl(long ttl) {
      return put("ttl", ttl);
    }

    /**
     * What the token may do; what the key has by default.
     *
     * @param capability JSON text
     * @return this builder
     */
    public Builder capability(String capability) {
      return put("capability", capability);
    }

    /**
     * What the token may do; what the key has by default.
     *
     * @param capability operations by resource
     * @return this builder
     */
    public Builder capability(Map<String, ? extends Collection<String>> capability) {
      return put("capability", capability);
    }

    /**
     * Identity of the bearer; anonymous by default.
     *
     * @param clientId the identity
     * @return this builder
     */
    public Builder clientId(String clientId) {
      return put("clientId", clientId);
    }

    /**
     * Name by which the token can be revoked with a target of type {@code revocationKey}.
     *
     * @param revocationKey the name
     * @return this builder
     */
    public Builder revocationKey(String revocationKey) {
      return put("revocationKey", revocationKey);
    }

    /**
     * Texts that the service attaches to messages of the bearer.
     *
     * @param channelClaims a text by channel name
     * @return this builder
     */
    public Builder channelClaims(Map<String, String> channelClaims) {
      return put("channelClaims", channelClaims);
    }

    /**
     * How many messages per second one attachment of the bearer may publish.
     *
     * @param publishRates a rate by resource
     * @return this builder
     */
    public Builder publishRates(Map<String, ? extends Number> publishRates) {
      return put("publishRates", publishRates);
    }

    /**
     * Claims of the app's own, {@code nbf} among them; they may not replace those that the other
     * members set.
     *
     * @param claims what JSON can say
     * @return this builder
     */
    public Builder claims(Map<String, ?> claims) {
      return put("claims", claims);
    }

    /**
     * The params.
     *
     * @return what was filled in so far
     */
    public AblyJwtParams build() {
      return new AblyJwtParams(members);
    }
  }
}
