package ablyauth;

import static ablyauth.Decoding.ABSENT;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads texts, whole numbers and choices. */
final class ScalarDecoder {
  private static final Pattern DECIMAL = Pattern.compile("0|-?[1-9][0-9]*");

  /** Numbers with a unit, which are not secrets: {@code 1h}, {@code 3600s}. */
  private static final Pattern QUANTITY = Pattern.compile("[0-9][0-9.,]{0,15} ?[A-Za-z]{0,7}");

  private ScalarDecoder() {}

  static Object readText(
      Decoder decoder, Rule.Text rule, String path, Object raw, boolean isRequired) {
    Decoding at = decoder.at;
    if (!(raw instanceof String)) {
      return decoder.absent(rule, path, raw, isRequired);
    }
    String text = (String) raw;
    if (at.isLenient && text.equals(rule.absentAs)) {
      at.tolerate(path, "empty-capability", "empty text, read as absent");
      return decoder.absent(rule, path, ABSENT, isRequired);
    }
    int length = Decoding.length(text);
    if (length < rule.min) {
      at.report(rule, path, "minLength", characters(length));
    }
    if (length > rule.max) {
      at.report(rule, path, "maxLength", characters(length));
    } else if (rule.pattern != null) {
      Matcher matcher = rule.pattern.matcher(text);
      if (!matcher.matches()) {
        reportPattern(at, rule, path, text, matcher);
      }
    }
    return text;
  }

  private static String characters(int length) {
    if (length == 0) {
      return "an empty string";
    }
    return length == 1 ? "1 character" : length + " characters";
  }

  /**
   * Says which character a pattern refuses, where it refuses some: it then matches the empty text.
   */
  private static void reportPattern(
      Decoding at, Rule.Text rule, String path, String text, Matcher matcher) {
    if (!rule.pattern.matcher("").matches() || !matcher.lookingAt()) {
      at.report(rule, path, "pattern", "a string of another form");
      return;
    }
    int codePoint = text.codePointAt(matcher.end());
    if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
      at.report(rule, path, "pattern", "wellFormed", rule.words.expected, "a lone surrogate");
    } else {
      int index = text.codePointCount(0, matcher.end());
      at.report(rule, path, "pattern", String.format("U+%04X", codePoint) + " at index " + index);
    }
  }

  static Object readWhole(
      Decoder decoder, Rule.Whole rule, String path, Object raw, boolean isRequired) {
    Decoding at = decoder.at;
    Object given = raw;
    boolean isDecimal = false;
    if (raw instanceof String) {
      String text = (String) raw;
      isDecimal = at.isLenient && DECIMAL.matcher(text).matches();
      if (!isDecimal) {
        at.isUnreadable = true;
        String quoted = QUANTITY.matcher(text).matches() ? "\"" + text + "\"" : Decoding.got(raw);
        at.report(rule, path, "type", quoted);
        return ABSENT;
      }
      given = JsonParser.number(text);
    }
    Long number = Decoding.wholeNumber(given);
    // Past 2^53 two readers may see different numbers.
    if (number == null || (at.isLenient && !Decoding.isSafe(number))) {
      return decoder.absent(rule, path, given, isRequired);
    }
    if (isDecimal) {
      at.tolerate(path, "decimal-string", "decimal text, read as a number");
    }
    if (at.isLenient && rule.absentAs != null && number == rule.absentAs.longValue()) {
      at.tolerate(path, "zero-ttl", "0, read as absent");
      return decoder.absent(rule, path, ABSENT, isRequired);
    }
    if (number < rule.min) {
      at.report(rule, path, "minimum", number.toString());
    } else if (number > rule.max) {
      at.report(rule, path, "maximum", number.toString());
    }
    return number;
  }

  static Object readChoice(
      Decoder decoder, Rule.Choice rule, String path, Object raw, boolean isRequired) {
    Decoding at = decoder.at;
    if (!(raw instanceof String)) {
      return decoder.absent(rule, path, raw, isRequired);
    }
    if (rule.choices.contains(raw)) {
      return raw;
    }
    at.isUnreadable = true;
    at.report(rule, path, rule.choices.size() == 1 ? "const" : "enum", "another string");
    return ABSENT;
  }
}
