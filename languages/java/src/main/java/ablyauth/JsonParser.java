package ablyauth;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The syntax of JSON (RFC 8259). Objects keep the order of their members; the nesting is not
 * bounded here.
 */
final class JsonParser {
  /** Of the first member that the text names twice; null where none is. */
  String duplicatePath;

  /** Of the first string or name that is not well-formed Unicode; null where all are. */
  String illFormedPath;

  private final String text;
  private int next;
  private String root;

  /** Where the value being read stands: the name or the index at each level. */
  private final Deque<Object> place = new ArrayDeque<>();

  JsonParser(String text) {
    this.text = text;
  }

  /** That a text is not JSON. It says nothing more: the text may hold a secret. */
  static final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    SyntaxException() {
      super("not JSON", null, false, false);
    }
  }

  /** Reads the whole text; the path is where its value stands. */
  Object parse(String path) throws SyntaxException {
    root = path;
    skipSpace();
    Object value = value();
    skipSpace();
    if (next < text.length()) {
      throw new SyntaxException();
    }
    return value;
  }

  private Object value() throws SyntaxException {
    switch (peek()) {
      case '{':
        return object();
      case '[':
        return array();
      case '"':
        String string = string();
        noteIllFormed(string);
        return string;
      case 't':
        return literal("true", Boolean.TRUE);
      case 'f':
        return literal("false", Boolean.FALSE);
      case 'n':
        return literal("null", null);
      default:
        return number();
    }
  }

  private Map<String, Object> object() throws SyntaxException {
    Map<String, Object> members = new LinkedHashMap<>();
    next++;
    skipSpace();
    if (skip('}')) {
      return members;
    }
    do {
      skipSpace();
      String name = string();
      place.addLast(name);
      noteIllFormed(name);
      if (members.containsKey(name) && duplicatePath == null) {
        duplicatePath = path();
      }
      skipSpace();
      require(':');
      skipSpace();
      members.put(name, value());
      place.removeLast();
      skipSpace();
    } while (skip(','));
    require('}');
    return members;
  }

  private List<Object> array() throws SyntaxException {
    List<Object> items = new ArrayList<>();
    next++;
    skipSpace();
    if (skip(']')) {
      return items;
    }
    do {
      skipSpace();
      place.addLast(items.size());
      items.add(value());
      place.removeLast();
      skipSpace();
    } while (skip(','));
    require(']');
    return items;
  }

  private String string() throws SyntaxException {
    require('"');
    int start = next;
    StringBuilder unescaped = null;
    while (true) {
      char character = peek();
      if (character < ' ') {
        throw new SyntaxException();
      }
      if (character != '"' && character != '\\') {
        next++;
        continue;
      }
      if (character == '"' && unescaped == null) {
        return text.substring(start, next++);
      }
      unescaped = unescaped == null ? new StringBuilder() : unescaped;
      unescaped.append(text, start, next++);
      if (character == '"') {
        return unescaped.toString();
      }
      unescaped.append(escaped());
      start = next;
    }
  }

  private char escaped() throws SyntaxException {
    char character = peek();
    next++;
    switch (character) {
      case '"':
      case '\\':
      case '/':
        return character;
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'u':
        return fourDigits();
      default:
        throw new SyntaxException();
    }
  }

  private char fourDigits() throws SyntaxException {
    int unit = 0;
    for (int count = 0; count < 4; count++, next++) {
      char digit = peek();
      // Character.digit takes the digits of every script.
      int number = digit < 128 ? Character.digit(digit, 16) : -1;
      if (number < 0) {
        throw new SyntaxException();
      }
      unit = unit * 16 + number;
    }
    return (char) unit;
  }

  private Object literal(String word, Object value) throws SyntaxException {
    if (!text.startsWith(word, next)) {
      throw new SyntaxException();
    }
    next += word.length();
    return value;
  }

  private Number number() throws SyntaxException {
    int start = next;
    skip('-');
    if (!skip('0')) {
      digits();
    }
    boolean isWhole = true;
    if (skip('.')) {
      isWhole = false;
      digits();
    }
    if (skip('e') || skip('E')) {
      isWhole = false;
      if (!skip('+')) {
        skip('-');
      }
      digits();
    }
    String number = text.substring(start, next);
    return isWhole ? number(number) : (Number) Double.valueOf(number);
  }

  /** A whole number of any length: past 18 digits as every reader of doubles has it. */
  static Number number(String digits) {
    return digits.length() <= 18 ? (Number) Long.valueOf(digits) : (Number) Double.valueOf(digits);
  }

  private void digits() throws SyntaxException {
    int start = next;
    while (next < text.length() && text.charAt(next) >= '0' && text.charAt(next) <= '9') {
      next++;
    }
    if (next == start) {
      throw new SyntaxException();
    }
  }

  private void noteIllFormed(String string) {
    if (illFormedPath == null && !JsonText.isWellFormed(string)) {
      illFormedPath = path();
    }
  }

  /**
   * Written where there is an issue alone: the path of every item of a long list would be long
   * itself.
   */
  private String path() {
    String path = root;
    for (Object step : place) {
      path = step instanceof String ? Paths.member(path, (String) step) : path + "[" + step + "]";
    }
    return path;
  }

  private void skipSpace() {
    while (next < text.length() && " \t\n\r".indexOf(text.charAt(next)) >= 0) {
      next++;
    }
  }

  private char peek() throws SyntaxException {
    if (next >= text.length()) {
      throw new SyntaxException();
    }
    return text.charAt(next);
  }

  private boolean skip(char character) {
    boolean isThere = next < text.length() && text.charAt(next) == character;
    next += isThere ? 1 : 0;
    return isThere;
  }

  private void require(char character) throws SyntaxException {
    if (!skip(character)) {
      throw new SyntaxException();
    }
  }
}
