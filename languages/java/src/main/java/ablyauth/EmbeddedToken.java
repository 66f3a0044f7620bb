package ablyauth;

import java.util.OptionalDouble;

/** A token that a JWT carries. */
public final class EmbeddedToken {
  private final String token;
  private final Place place;
  private final Double outerExpires;

  EmbeddedToken(String token, Place place, Double outerExpires) {
    this.token = token;
    this.place = place;
    this.outerExpires = outerExpires;
  }

  /** Where a JWT carries a token. */
  public enum Place {
    /** The JOSE header {@code x-ably-token}. */
    HEADER,
    /** The claim of that name. */
    CLAIM
  }

  /**
   * The Ably token or Ably JWT.
   *
   * @return its text
   */
  public String token() {
    return token;
  }

  /**
   * Where it was.
   *
   * @return header or claim
   */
  public Place place() {
    return place;
  }

  /**
   * When the outer JWT says that it expires, in ms since the epoch.
   *
   * @return empty if it does not say, or is encrypted
   */
  public OptionalDouble outerExpires() {
    return outerExpires == null ? OptionalDouble.empty() : OptionalDouble.of(outerExpires);
  }
}
