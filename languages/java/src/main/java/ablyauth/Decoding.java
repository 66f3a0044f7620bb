package ablyauth;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is known while a value is decoded, and what a value is in words. */
final class Decoding {
  /** What stands for a value that is not there: null is JSON's null. */
  static final Object ABSENT = new Object();

  /** More issues than this help nobody, and bound the work that a hostile value can cause. */
  static final int MAX_ISSUES = 64;

  /** The greatest whole number that every reader of JSON reads as it is. */
  static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

  /** Whether what senders commonly write for an absent member or a number is read as such. */
  final boolean isLenient;

  /**
   * How a member is read that is a text or an object, where the caller knows more of it; or null.
   */
  final ReadMember textOrObject;

  /** Whether something is missing or of another type, so that there is no value. */
  boolean isUnreadable;

  final List<Issue> issues = new ArrayList<>();
  final List<Leniency> leniencies = new ArrayList<>();

  private Decoding(boolean isLenient, ReadMember textOrObject) {
    this.isLenient = isLenient;
    this.textOrObject = textOrObject;
  }

  /** Reads a value at its path; ABSENT where there is an issue. */
  interface ReadMember {
    Object read(Decoding at, String path, Object raw);
  }

  static Decoding strict() {
    return new Decoding(false, null);
  }

  static Decoding lenient() {
    return new Decoding(true, null);
  }

  static Decoding strict(ReadMember textOrObject) {
    return new Decoding(false, textOrObject);
  }

  /** One that is as lenient, for one of several ways to read a value. */
  Decoding alternative() {
    return new Decoding(isLenient, null);
  }

  /** Whether there are as many issues as are reported; loops over members stop here. */
  boolean isFull() {
    return issues.size() >= MAX_ISSUES;
  }

  /** Notes that a value breaks a rule of its schema, which is named by its keyword. */
  void report(Rule rule, String path, String keyword, String got) {
    report(rule, path, keyword, keyword, rule.words.expected, got);
  }

  /** The same for a rule that has a name or words of its own. */
  void report(Rule rule, String path, String keyword, String name, String expected, String got) {
    Rule.Words words = rule.words;
    String fix = words.fixes.getOrDefault(name, words.fix);
    String message = "expected " + expected + ", got " + got;
    add(new Issue(words.code, path, words.id + "." + name, keyword, message, fix));
  }

  /** Notes that a value breaks a rule that no JSON Schema can say. */
  void breach(Rule.Words words, String path, String keyword, String got) {
    breach(words, words.code, path, keyword, got);
  }

  /** The same with the error code of the place. */
  void breach(Rule.Words words, int code, String path, String keyword, String got) {
    String message = "expected " + words.expected + ", got " + got;
    add(new Issue(code, path, words.id, keyword, message, words.fix));
  }

  private void add(Issue issue) {
    if (!isFull()) {
      issues.add(issue);
    }
  }

  /** Throws where there is an issue; the name is what the value is, for the message. */
  void throwIssues(String name) {
    if (!issues.isEmpty()) {
      throw AblyAuthException.of(issues, name);
    }
  }

  /** Notes what a lenient read tolerated. */
  void tolerate(String path, String kind, String message) {
    if (leniencies.size() < MAX_ISSUES) {
      leniencies.add(new Leniency(path, kind, message));
    }
  }

  /** A member that its closed type does not have, and the one that was probably meant. */
  void unknownMember(Rule.ObjectOf rule, String path, String name, Object raw) {
    if (isFull()) {
      return;
    }
    String where = Paths.member(path, name);
    String id = rule.words.id;
    if (isLenient) {
      if (raw == null) {
        tolerate(where, "null", "null, read as absent");
      } else {
        tolerate(where, "unknown-member", "not a member of " + id + ", dropped"); // RSF1
      }
      return;
    }
    String plain = plain(name);
    String hint = "";
    // Not "remove it": it may be a misspelt capability, without which the token has all of the key.
    String fix = "Use only the members " + String.join(", ", rule.names) + ".";
    for (String each : rule.names) {
      if (plain(each).equals(plain)) {
        hint = "; did you mean " + each + "?";
        fix = "Rename it to " + each + ".";
        break;
      }
    }
    String keyword = "additionalProperties";
    String message = "not a member of " + id + hint;
    add(new Issue(rule.words.code, where, id + "." + keyword, keyword, message, fix));
  }

  /** {@code client_id}, {@code ClientID} and {@code clientId} are one name to people. */
  private static String plain(String name) {
    String start = name.substring(0, Math.min(name.length(), 64));
    return start.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
  }

  /** A copy of an object as JSON knows it, taken at once; null if the value is anything else. */
  static Map<String, Object> plainObject(Object value) {
    if (!(value instanceof Map)) {
      return null;
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
      if (!(entry.getKey() instanceof String)) {
        return null;
      }
      copy.put((String) entry.getKey(), entry.getValue());
    }
    return copy;
  }

  /** Whether a value is of a kind that JSON has. */
  static boolean isJson(Object raw) {
    return raw == null
        || raw == ABSENT
        || raw instanceof String
        || raw instanceof Boolean
        || isNumber(raw)
        || raw instanceof Map
        || raw instanceof Collection;
  }

  /** Whether a value is a number as JSON has them, or one that JSON cannot say. */
  static boolean isNumber(Object raw) {
    return raw instanceof Long
        || raw instanceof Integer
        || raw instanceof Double
        || raw instanceof Short
        || raw instanceof Byte
        || raw instanceof Float
        || raw instanceof BigInteger
        || raw instanceof BigDecimal;
  }

  /**
   * What a value is, in words; never the value itself, which may be a secret, except for plain
   * numbers.
   */
  static String got(Object raw) {
    if (raw == ABSENT) {
      return "nothing";
    }
    if (raw == null || raw instanceof Boolean) {
      return String.valueOf(raw);
    }
    if (isNumber(raw)) {
      return JsonWriter.number((Number) raw);
    }
    if (raw instanceof String) {
      return ((String) raw).isEmpty() ? "an empty string" : "a string";
    }
    if (raw instanceof Collection) {
      return "an array";
    }
    if (raw instanceof Map) {
      return plainObject(raw) == null ? "an object whose names are not all text" : "an object";
    }
    return "an instance of a class";
  }

  /**
   * A number without a fraction, as JSON has them: {@code 1.0} is one. One past the range of a long
   * becomes the end of the range, which no rule allows; null for anything else.
   */
  static Long wholeNumber(Object raw) {
    if (raw instanceof Long
        || raw instanceof Integer
        || raw instanceof Short
        || raw instanceof Byte) {
      return ((Number) raw).longValue();
    }
    if (raw instanceof Double || raw instanceof Float) {
      double number = ((Number) raw).doubleValue();
      return number == Math.rint(number) && !Double.isInfinite(number)
          ? (Long) (long) number
          : null;
    }
    if (raw instanceof BigInteger) {
      return inRange((BigInteger) raw);
    }
    if (raw instanceof BigDecimal) {
      BigDecimal number = ((BigDecimal) raw).stripTrailingZeros();
      if (number.scale() > 0) {
        return null;
      }
      // Not written out where it is huge: 1e999999999 would fill the memory.
      BigInteger ofSign =
          BigInteger.ONE.shiftLeft(64).multiply(BigInteger.valueOf(number.signum()));
      return inRange(
          number.precision() - (long) number.scale() > 19 ? ofSign : number.toBigInteger());
    }
    return null;
  }

  /** Whether every reader of JSON reads a whole number as it is. */
  static boolean isSafe(long number) {
    return number >= -MAX_SAFE_INTEGER && number <= MAX_SAFE_INTEGER;
  }

  /** The code points of a text. */
  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static Long inRange(BigInteger number) {
    if (number.bitLength() < 64) {
      return number.longValue();
    }
    return number.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }
}
