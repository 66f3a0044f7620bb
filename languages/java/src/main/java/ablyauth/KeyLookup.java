package ablyauth;

/** Finds the whole API key by its name. What it throws comes through. */
@FunctionalInterface
public interface KeyLookup {
  /**
   * Finds a key.
   *
   * @param keyName the name that a request or a JWT says; nobody has vouched for it yet
   * @return the whole API key, or null if there is no such key
   */
  String find(String keyName);
}
