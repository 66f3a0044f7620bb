package ablyauth;

/** One difference between what was received and what was read. */
public final class Leniency {
  private final String path;
  private final String kind;
  private final String message;

  Leniency(String path, String kind, String message) {
    this.path = path;
    this.kind = kind;
    this.message = message;
  }

  /**
   * JSONPath of the member.
   *
   * @return such as {@code $.ttl}
   */
  public String path() {
    return path;
  }

  /**
   * What was tolerated.
   *
   * @return {@code null}, {@code zero-ttl}, {@code empty-capability}, {@code decimal-string} or
   *     {@code unknown-member}
   */
  public String kind() {
    return kind;
  }

  /**
   * What was received and how it was read; never quotes the value.
   *
   * @return half a sentence, to follow the path
   */
  public String message() {
    return message;
  }

  @Override
  public String toString() {
    return path + ": " + message;
  }
}
