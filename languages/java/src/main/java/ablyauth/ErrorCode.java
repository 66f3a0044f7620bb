package ablyauth;

/** What an error code stands for; the known ones are in {@link ErrorCodes}. */
public final class ErrorCode {
  private final int code;
  private final int statusCode;
  private final String remediation;

  ErrorCode(int code, int statusCode, String remediation) {
    this.code = code;
    this.statusCode = statusCode;
    this.remediation = remediation;
  }

  /**
   * Ably's numeric error code.
   *
   * @return such as 40101
   */
  public int code() {
    return code;
  }

  /**
   * HTTP status that a service answers with.
   *
   * @return such as 401
   */
  public int statusCode() {
    return statusCode;
  }

  /**
   * How to fix it.
   *
   * @return one sentence
   */
  public String remediation() {
    return remediation;
  }

  @Override
  public String toString() {
    return Integer.toString(code);
  }
}
