package ablyauth;

import java.io.Serializable;

/**
 * One error in a value: where it is, which rule it breaks, and how to fix it.
 *
 * @serial exclude
 */
public final class Issue implements Serializable {
  private static final long serialVersionUID = 1;

  private final String path;
  private final String rule;
  private final String keyword;
  private final int code;
  private final String message;
  private final String remediation;

  Issue(int code, String path, String rule, String keyword, String message, String remediation) {
    this.code = code;
    this.path = path;
    this.rule = rule;
    this.keyword = keyword;
    this.message = message;
    this.remediation = remediation;
  }

  /**
   * JSONPath of the value; of a missing member, where it should be.
   *
   * @return such as {@code $.capability["a b"][0]}
   */
  public String path() {
    return path;
  }

  /**
   * Stable id of the rule.
   *
   * @return such as {@code ttl.maximum} or {@code capability.wildcard}
   */
  public String rule() {
    return rule;
  }

  /**
   * The JSON Schema keyword that the value misses.
   *
   * @return such as {@code maximum}
   */
  public String keyword() {
    return keyword;
  }

  /**
   * Ably's numeric error code.
   *
   * @return such as 40003
   */
  public int code() {
    return code;
  }

  /**
   * HTTP status that belongs to the code.
   *
   * @return such as 400
   */
  public int statusCode() {
    return code / 100;
  }

  /**
   * What was expected and what came; never quotes the value, which may be a secret.
   *
   * @return half a sentence, to follow the path
   */
  public String message() {
    return message;
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
    return path + ": " + message;
  }
}
