package ablyauth;

import java.time.Duration;

/** Guards for the arguments of a call. What cannot be compared must never make a check pass. */
final class Options {
  private Options() {}

  /** A duration in milliseconds, which must not be negative. */
  static long milliseconds(String name, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(name + ": expected 0 or more, got less");
    }
    return duration.toMillis();
  }

  /**
   * The key of that name, or null. Anything else than a key from the lookup blames the service, not
   * the request.
   */
  static ApiKey lookedUp(KeyLookup keys, String name) {
    String answer = keys.find(name);
    if (answer == null) {
      return null;
    }
    ApiKey found;
    try {
      found = ApiKey.parse(answer);
    } catch (AblyAuthException error) {
      throw AblyAuthException.at(
          ErrorCodes.SERVICE_UNAVAILABLE,
          null,
          "key: the lookup returned something that is not an API key",
          "Return the whole key from the lookup, or null for a key name that it does not know.");
    }
    return found.name().equals(name) ? found : null;
  }
}
