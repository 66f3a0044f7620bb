package ablyauth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What this package throws where data is wrong; the shape of Ably's ErrorInfo. A wrong call, such
 * as a negative duration, throws {@link IllegalArgumentException}, and a missing argument {@link
 * NullPointerException}.
 *
 * @serial exclude
 */
public final class AblyAuthException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int code;
  private final int statusCode;
  private final String remediation;
  private final String path;
  private final String reason;

  @SuppressWarnings("serial") // the lists of List.of are serializable
  private final List<Issue> issues;

  private AblyAuthException(
      ErrorCode errorCode,
      String message,
      String remediation,
      String path,
      String reason,
      List<Issue> issues) {
    super(message);
    this.code = errorCode.code();
    this.statusCode = errorCode.statusCode();
    this.remediation = remediation == null ? errorCode.remediation() : remediation;
    this.path = path == null && !issues.isEmpty() ? issues.get(0).path() : path;
    this.reason = reason;
    this.issues = List.copyOf(issues);
  }

  /**
   * An error, about the value at a path where that is not null; a null remediation is that of the
   * code.
   */
  static AblyAuthException at(
      ErrorCode errorCode, String path, String message, String remediation) {
    return new AblyAuthException(errorCode, message, remediation, path, null, List.of());
  }

  /** An error with a reason, and the issues that it comes from, where there are some. */
  static AblyAuthException because(
      String reason, ErrorCode errorCode, String message, String remediation, List<Issue> issues) {
    return new AblyAuthException(errorCode, message, remediation, null, reason, issues);
  }

  /** The error for a value that is not valid: code, message and remediation of the first issue. */
  static AblyAuthException of(List<Issue> issues, String name) {
    Issue first = issues.get(0);
    ErrorCode errorCode = new ErrorCode(first.code(), first.statusCode(), first.remediation());
    String message = name + Paths.shortened(first.path()).substring(1) + ": " + first.message();
    return new AblyAuthException(errorCode, message, null, null, null, issues);
  }

  /**
   * Ably's numeric error code (TI1).
   *
   * @return such as 40101
   */
  public int code() {
    return code;
  }

  /**
   * HTTP status that belongs to the code (TI1).
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

  /**
   * Page that explains the code (TI4, TI5).
   *
   * @return its URL
   */
  public String href() {
    return "https://help.ably.io/error/" + code;
  }

  /**
   * JSONPath of the value that is wrong.
   *
   * @return empty where the error is about no single value
   */
  public Optional<String> path() {
    return Optional.ofNullable(path);
  }

  /**
   * Which of the errors that share the code it is, as a stable word.
   *
   * @return such as {@code expired} or {@code kid-unknown}
   */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /**
   * Every issue found, where several were looked for.
   *
   * @return the issues, in the order in which they were found
   */
  public List<Issue> issues() {
    return issues;
  }

  /**
   * The error as an ErrorInfo for the body of an answer.
   *
   * @return an object of JSON
   */
  public Map<String, Object> toMap() {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("message", getMessage());
    info.put("code", code);
    info.put("statusCode", statusCode);
    info.put("remediation", remediation);
    info.put("href", href());
    path().ifPresent(known -> info.put("path", known));
    reason().ifPresent(known -> info.put("reason", known));
    return info;
  }
}
