package ablyauth;

import java.util.List;
import java.util.Optional;

/** A request that was signed with the key that it names, and is current. */
public final class VerifiedTokenRequest {
  private final TokenRequest request;
  private final Capability capability;
  private final List<Leniency> leniencies;

  VerifiedTokenRequest(TokenRequest request, Capability capability, List<Leniency> leniencies) {
    this.request = request;
    this.capability = capability;
    this.leniencies = List.copyOf(leniencies);
  }

  /**
   * The request as it was read.
   *
   * @return its members in the order of the sign text
   */
  public TokenRequest request() {
    return request;
  }

  /**
   * The capability of the request as it was parsed.
   *
   * @return empty where the request has none: it asks for what the key has
   */
  public Optional<Capability> capability() {
    return Optional.ofNullable(capability);
  }

  /**
   * Where the received form differed from what the protocol says.
   *
   * @return the differences, in the order in which they were found
   */
  public List<Leniency> leniencies() {
    return leniencies;
  }
}
