package ablyauth;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JSONPaths of values: {@code $}, {@code $.capability}, {@code $["a b"][0]}. */
final class Paths {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]{0,63}");

  /** A quoted name: its first 64 characters, and the rest. */
  private static final Pattern QUOTED_NAME =
      Pattern.compile(
          "\"((?:[^\"\\\\]|\\\\u[0-9a-f]{4}|\\\\[^u]){0,64})((?:[^\"\\\\]|\\\\.)*+)\"",
          Pattern.DOTALL);

  private Paths() {}

  /** The path of a member. */
  static String member(String parent, String name) {
    return IDENTIFIER.matcher(name).matches() ? parent + "." + name : entry(parent, name);
  }

  /** The path of an entry of a map, whose names are data. */
  static String entry(String parent, String name) {
    return parent + "[" + JsonWriter.quote(name) + "]";
  }

  /** A path for a message: long names are cut, so that it stays readable. */
  static String shortened(String path) {
    Matcher matcher = QUOTED_NAME.matcher(path);
    return matcher.replaceAll(
        found ->
            Matcher.quoteReplacement(
                found.group(2).isEmpty() ? found.group() : "\"" + found.group(1) + "…\""));
  }
}
