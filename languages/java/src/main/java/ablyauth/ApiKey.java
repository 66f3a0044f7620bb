package ablyauth;

import java.util.Objects;

/** An API key in its two parts. Printing it shows the name alone. */
public final class ApiKey {
  private final String name;
  private final String secret;

  private ApiKey(String name, String secret) {
    this.name = name;
    this.secret = secret;
  }

  /**
   * Splits an API key at its first colon into name and secret (RSA11).
   *
   * @param key the whole key, {@code <appId>.<keyId>:<secret>}
   * @return its parts
   * @throws AblyAuthException 40101 if it is not a valid API key; no message quotes it
   */
  public static ApiKey parse(String key) {
    Objects.requireNonNull(key, "key");
    int colon = key.indexOf(':'); // the first: a secret may hold colons
    String name = colon < 0 ? key : key.substring(0, colon);
    String secret = key.substring(colon + 1);
    Decoding at = Decoding.strict();
    if (hasSpaceAround(key)) {
      at.breach(Tables.API_KEY_WHITE_SPACE, "$", "pattern", "white space or a line end around it");
    } else if (colon < 0) {
      at.breach(Tables.API_KEY_COLON, "$", "pattern", "none");
    } else if (Decoding.length(name) > Limits.KEY_NAME_MAX_LENGTH) {
      at.breach(Tables.API_KEY_NAME, "$", "maxLength", Decoding.length(name) + " characters");
    } else if (!Tables.KEY_NAME_PATTERN.matcher(name).matches()) {
      long dots = name.chars().filter(character -> character == '.').count();
      at.breach(
          Tables.API_KEY_NAME, "$", "pattern", dots == 1 ? "other characters" : dots + " dots");
    } else if (secret.isEmpty() || Decoding.length(secret) > Limits.KEY_SECRET_MAX_LENGTH) {
      at.breach(Tables.API_KEY_SECRET, "$", "pattern", Decoding.length(secret) + " characters");
    } else if (!Tables.API_KEY_PATTERN.matcher(key).matches()) {
      at.breach(Tables.API_KEY_SECRET, "$", "pattern", "other characters");
    }
    at.throwIssues("key");
    return new ApiKey(name, secret);
  }

  /**
   * As editors and other languages know white space: a no-break space and a byte order mark too.
   */
  private static boolean hasSpaceAround(String key) {
    return !key.isEmpty() && (isSpace(key.charAt(0)) || isSpace(key.charAt(key.length() - 1)));
  }

  private static boolean isSpace(char unit) {
    return Character.isWhitespace(unit)
        || Character.isSpaceChar(unit)
        || "\u0085\ufeff".indexOf(unit) >= 0;
  }

  /**
   * The public part, {@code <appId>.<keyId>} (RSA17g).
   *
   * @return the key name
   */
  public String name() {
    return name;
  }

  /**
   * The secret part: anyone who has it can sign for the key.
   *
   * @return the key secret
   */
  public String secret() {
    return secret;
  }

  @Override
  public String toString() {
    return "ApiKey[name=" + name + "]";
  }
}
