package ablyauth;

import static ablyauth.Decoding.ABSENT;

/**
 * JSON text, read strictly: a member named twice, text over the limits and a lone surrogate are
 * refused.
 */
final class JsonText {
  private JsonText() {}

  /**
   * Reads JSON text; ABSENT where something is wrong with it. An issue goes to {@code at}, with a
   * path that continues the given one, and with the given code, or that of the rule where it is
   * null.
   */
  static Object read(Decoding at, String path, String text, Integer code) {
    if (exceedsBytes(text, Limits.TOKEN_TEXT_MAX_BYTES)) {
      return refuse(at, Tables.JSON_SIZE, path, "more", code);
    }
    if (isTooDeep(text)) {
      return refuse(at, Tables.JSON_DEPTH, path, "more", code);
    }
    JsonParser parser = new JsonParser(text);
    Object value;
    try {
      value = parser.parse(path);
    } catch (JsonParser.SyntaxException error) {
      return refuse(at, Tables.JSON_SYNTAX, path, "other text", code);
    }
    if (parser.duplicatePath != null) {
      return refuse(at, Tables.JSON_DUPLICATE, parser.duplicatePath, "a second one", code);
    }
    if (parser.illFormedPath != null) {
      return refuse(at, Tables.JSON_WELL_FORMED, parser.illFormedPath, "a lone surrogate", code);
    }
    return value;
  }

  private static Object refuse(
      Decoding at, Rule.Words words, String path, String got, Integer code) {
    at.breach(words, code == null ? words.code : code, path, "type", got);
    return ABSENT;
  }

  /** Whether a text has more bytes in UTF-8, where a lone surrogate counts three. */
  static boolean exceedsBytes(String text, int most) {
    if (text.length() > most) {
      return true;
    }
    if (text.length() * 3L <= most) {
      return false;
    }
    long bytes = 0;
    for (int index = 0; index < text.length(); index++) {
      char unit = text.charAt(index);
      boolean isPair = Character.isHighSurrogate(unit) && isLowAt(text, index + 1);
      bytes += unit < 0x80 ? 1 : unit < 0x800 ? 2 : isPair ? 4 : 3;
      index += isPair ? 1 : 0;
    }
    return bytes > most;
  }

  /** Whether a text has a UTF-8 form: no lone surrogate. */
  static boolean isWellFormed(String text) {
    for (int index = 0; index < text.length(); index++) {
      if (!Character.isSurrogate(text.charAt(index))) {
        continue;
      }
      if (Character.isLowSurrogate(text.charAt(index)) || !isLowAt(text, index + 1)) {
        return false;
      }
      index++;
    }
    return true;
  }

  private static boolean isLowAt(String text, int index) {
    return index < text.length() && Character.isLowSurrogate(text.charAt(index));
  }

  private static boolean isTooDeep(String text) {
    int depth = 0;
    boolean isInString = false;
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (isInString && character == '\\') {
        index++;
      } else if (character == '"') {
        isInString = !isInString;
      } else if (!isInString && (character == '[' || character == '{')) {
        if (++depth > Limits.JSON_MAX_DEPTH) {
          return true;
        }
      } else if (!isInString && (character == ']' || character == '}')) {
        depth--;
      }
    }
    return false;
  }
}
