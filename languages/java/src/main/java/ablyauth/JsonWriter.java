package ablyauth;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Collection;
import java.util.Map;

/** JSON text as RFC 8785 writes it, members in their own order. */
final class JsonWriter {
  private JsonWriter() {}

  /** The text of a value that is JSON. */
  static String write(Object value) {
    StringBuilder text = new StringBuilder();
    append(text, value);
    return text.toString();
  }

  /** A string with the shortest escapes, and all else raw. */
  static String quote(String text) {
    return write(text);
  }

  private static void append(StringBuilder to, Object value) {
    if (value instanceof String) {
      appendString(to, (String) value);
    } else if (value instanceof Collection) {
      char before = '[';
      for (Object item : (Collection<?>) value) {
        append(to.append(before), item);
        before = ',';
      }
      to.append(before == '[' ? "[]" : "]");
    } else if (value instanceof Map) {
      char before = '{';
      for (Map.Entry<?, ?> member : ((Map<?, ?>) value).entrySet()) {
        append(to.append(before), member.getKey());
        append(to.append(':'), member.getValue());
        before = ',';
      }
      to.append(before == '{' ? "{}" : "}");
    } else if (value == null || value instanceof Boolean) {
      to.append(value);
    } else if (value instanceof Number) {
      to.append(number((Number) value));
    } else {
      throw new IllegalArgumentException("expected JSON, got " + Decoding.got(value));
    }
  }

  private static void appendString(StringBuilder to, String text) {
    to.append('"');
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (character >= ' ' && character != '"' && character != '\\') {
        to.append(character);
        continue;
      }
      int escape = "\"\\\b\f\n\r\t".indexOf(character);
      if (escape >= 0) {
        to.append('\\').append("\"\\bfnrt".charAt(escape));
      } else {
        to.append(String.format("\\u%04x", (int) character));
      }
    }
    to.append('"');
  }

  /** A number as ECMAScript writes it: the fewest digits that are read as it again. */
  static String number(Number number) {
    if (!(number instanceof Double) && !(number instanceof Float)) {
      boolean isHuge = number instanceof BigDecimal || number instanceof BigInteger;
      return isHuge ? number(number.doubleValue()) : number.toString();
    }
    double value = number.doubleValue();
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    // Double.toString has a digit too many in places before Java 19.
    BigDecimal shortest = new BigDecimal(value);
    for (int digits = 17; digits > 0; digits--) {
      BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
      if (rounded.doubleValue() != value) {
        break;
      }
      shortest = rounded;
    }
    shortest = shortest.stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent >= -6 && exponent < 21 || shortest.signum() == 0) {
      return shortest.toPlainString();
    }
    BigDecimal digits = shortest.movePointLeft(exponent).stripTrailingZeros();
    return digits.toPlainString() + "e" + (exponent < 0 ? "" : "+") + exponent;
  }
}
