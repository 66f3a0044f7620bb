package ablyauth;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** JSON text as RFC 8785 writes it, members in their own order. */
final class JsonWriter {
  private JsonWriter() {}

  /** The text of a value that is JSON. */
  static String write(Object value) {
    if (value == null || value instanceof Boolean) {
      return String.valueOf(value);
    }
    if (value instanceof Number) {
      return number((Number) value);
    }
    if (value instanceof Collection) {
      return ((Collection<?>) value)
          .stream().map(JsonWriter::write).collect(Collectors.joining(",", "[", "]"));
    }
    if (value instanceof Map) {
      return ((Map<?, ?>) value)
          .entrySet().stream()
              .map(each -> quote((String) each.getKey()) + ":" + write(each.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof String) {
      return quote((String) value);
    }
    throw new IllegalArgumentException("expected JSON, got " + Decoding.got(value));
  }

  /** A string with the shortest escapes, and all else raw. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      if (character >= ' ' && character != '"' && character != '\\') {
        quoted.append(character);
        continue;
      }
      int escape = "\"\\\b\f\n\r\t".indexOf(character);
      if (escape >= 0) {
        quoted.append('\\').append("\"\\bfnrt".charAt(escape));
      } else {
        quoted.append(String.format("\\u%04x", (int) character));
      }
    }
    return quoted.append('"').toString();
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
