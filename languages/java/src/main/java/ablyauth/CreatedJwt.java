package ablyauth;

import java.time.Instant;
import java.util.Optional;

/** A JWT, and when it begins and ends. Printing it shows the times alone. */
public final class CreatedJwt {
  private final String token;
  private final long issued;
  private final long expires;

  CreatedJwt(String token, long issued, long expires) {
    this.token = token;
    this.issued = issued;
    this.expires = expires;
  }

  /**
   * The JWT in compact form.
   *
   * @return its text
   */
  public String token() {
    return token;
  }

  /**
   * When it was issued.
   *
   * @return a whole second
   */
  public Instant issued() {
    return Instant.ofEpochMilli(issued);
  }

  /**
   * When it expires.
   *
   * @return a whole second
   */
  public Instant expires() {
    return Instant.ofEpochMilli(expires);
  }

  /**
   * Present if the JWT is so long that it may not fit in an HTTP header.
   *
   * @return the warning
   */
  public Optional<String> warning() {
    if (token.length() <= Limits.JWT_ADVISED_MAX_BYTES) {
      return Optional.empty();
    }
    String most = " bytes and may not fit in an HTTP header (" + Limits.JWT_ADVISED_MAX_BYTES;
    String advice = " is safe). An Ably token stays short with any capability.";
    return Optional.of("The JWT has " + token.length() + most + advice);
  }

  @Override
  public String toString() {
    return "CreatedJwt[issued=" + issued() + ", expires=" + expires() + "]";
  }
}
