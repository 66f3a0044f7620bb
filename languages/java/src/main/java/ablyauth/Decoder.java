package ablyauth;

import static ablyauth.Decoding.ABSENT;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads values by the generated tables: the one way in which data enters. */
final class Decoder {
  final Decoding at;

  private Decoder(Decoding at) {
    this.at = at;
  }

  /** What was decoded, ABSENT where it cannot be read, and what is known of it. */
  static final class Decoded {
    final Object value;
    final Decoding at;

    Decoded(Object value, Decoding at) {
      this.value = value;
      this.at = at;
    }

    /** The members of an object that could be read. */
    @SuppressWarnings("unchecked")
    Map<String, Object> members() {
      return (Map<String, Object>) value;
    }
  }

  /** Decodes a value. */
  static Decoded decode(Rule rule, Object value) {
    return decode(rule, Decoding.strict(), value);
  }

  /** Decodes a value as senders commonly write it, or its JSON text. */
  static Decoded decodeLeniently(Rule rule, Object value) {
    Decoding at = Decoding.lenient();
    if (value instanceof String) {
      Object raw = JsonText.read(at, "$", (String) value, null);
      return at.issues.isEmpty() ? decode(rule, at, raw) : new Decoded(ABSENT, at);
    }
    Decoded decoded = decode(rule, at, value);
    // RSA4f: an object is bounded as its JSON text is.
    if (!at.isUnreadable && isLarge(decoded.value)) {
      at.breach(Tables.JSON_SIZE, "$", "type", "more");
      return new Decoded(ABSENT, at);
    }
    return decoded;
  }

  private static Decoded decode(Rule rule, Decoding at, Object raw) {
    Decoder decoder = new Decoder(at);
    Object value =
        raw == null ? decoder.mistyped(rule, "$", null) : rule.read(decoder, "$", raw, true);
    return new Decoded(at.isUnreadable ? ABSENT : value, at);
  }

  /**
   * Reads a required value, or says what is wrong with it; ABSENT where there is nothing to read.
   */
  static Object read(Decoding at, Rule rule, String path, Object raw) {
    return rule.read(new Decoder(at), path, raw, true);
  }

  /** What remains of a value that is not of its type: an absent member, or an issue. */
  Object absent(Rule rule, String path, Object raw, boolean isRequired) {
    if (raw == null && at.isLenient) {
      at.tolerate(path, "null", "null, read as absent");
    } else if (raw != ABSENT) {
      return mistyped(rule, path, raw);
    }
    if (isRequired) {
      at.isUnreadable = true;
      at.report(rule, path, "required", "nothing");
    }
    return ABSENT;
  }

  private Object mistyped(Rule rule, String path, Object raw) {
    at.isUnreadable = true;
    at.report(rule, path, "type", Decoding.got(raw));
    return ABSENT;
  }

  Object readList(Rule.ListOf rule, String path, Object raw, boolean isRequired) {
    if (!(raw instanceof Collection)) {
      return absent(rule, path, raw, isRequired);
    }
    Object[] items = ((Collection<?>) raw).toArray();
    if (items.length < rule.min) {
      at.report(rule, path, "minItems", "an empty list");
    }
    List<Object> values = new ArrayList<>();
    if (items.length > rule.max) {
      at.isUnreadable = true;
      at.report(rule, path, "maxItems", items.length + " entries");
      return values;
    }
    for (int index = 0; index < items.length && !at.isFull(); index++) {
      Object value = rule.items.read(this, path + "[" + index + "]", items[index], true);
      if (value != ABSENT) {
        values.add(value);
      }
    }
    return values;
  }

  Object readMap(Rule.MapOf rule, String path, Object raw, boolean isRequired) {
    Map<String, Object> members = Decoding.plainObject(raw);
    if (members == null) {
      return absent(rule, path, raw, isRequired);
    }
    if (members.size() > rule.maxMembers) {
      at.isUnreadable = true;
      String expected = "at most " + rule.maxMembers + " members";
      String keyword = "maxProperties";
      at.report(rule, path, keyword, keyword, expected, Integer.toString(members.size()));
      return ABSENT;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, Object> member : members.entrySet()) {
      if (at.isFull()) {
        break;
      }
      String name = member.getKey();
      String where = Paths.entry(path, name);
      int length = Decoding.length(name);
      if (length < rule.minName || length > rule.maxName) {
        String expected = "a name of " + rule.minName + " to " + rule.maxName + " characters";
        String got = name.isEmpty() ? "an empty name" : "a longer one";
        at.report(rule, where, "propertyNames", "propertyNames", expected, got);
      }
      Object value = rule.values.read(this, where, member.getValue(), true);
      if (value != ABSENT) {
        values.put(name, value);
      }
    }
    return values;
  }

  /** The issues are those of the type that the value nearly is. */
  Object readEither(Rule.Either rule, String path, Object raw, boolean isRequired) {
    if (raw == ABSENT || (raw == null && at.isLenient)) {
      return absent(rule, path, raw, isRequired);
    }
    Map<String, Object> copy = Decoding.plainObject(raw);
    Object given = copy == null ? raw : copy;
    Decoding first = at.alternative();
    Decoding second = at.alternative();
    Object firstValue = rule.first.read(new Decoder(first), path, given, true);
    Object secondValue = rule.second.read(new Decoder(second), path, given, true);
    boolean isSecond = second.issues.size() < first.issues.size();
    Decoding better = isSecond ? second : first;
    if (!better.issues.isEmpty()) {
      at.report(rule, path, "anyOf", "another object");
    }
    better.issues.stream().limit(Decoding.MAX_ISSUES - at.issues.size()).forEach(at.issues::add);
    for (Leniency leniency : better.leniencies) {
      at.tolerate(leniency.path(), leniency.kind(), leniency.message());
    }
    at.isUnreadable |= better.isUnreadable;
    return isSecond ? secondValue : firstValue;
  }

  Object readTextOrObject(Rule.TextOrObject rule, String path, Object raw, boolean isRequired) {
    if (raw == null && at.isLenient) {
      return absent(rule, path, null, isRequired);
    }
    if (at.textOrObject != null && raw != ABSENT) {
      return at.textOrObject.read(at, path, raw);
    }
    Rule either = raw instanceof String ? rule.text : rule.object;
    return either.read(this, path, raw, isRequired);
  }

  Object readObject(Rule.ObjectOf rule, String path, Object raw, boolean isRequired) {
    Map<String, Object> source = Decoding.plainObject(raw);
    if (source == null) {
      return absent(rule, path, raw, isRequired);
    }
    Map<String, Object> others = new LinkedHashMap<>();
    source.forEach(
        (name, value) -> {
          if (!rule.names.contains(name)) {
            others.put(name, value);
          }
        });
    if (at.isLenient || !rule.isOpen) {
      others.forEach((name, value) -> at.unknownMember(rule, path, name, value));
    }
    Map<String, Object> value = new LinkedHashMap<>();
    for (Rule.Member member : rule.members) {
      Object given = source.getOrDefault(member.name, ABSENT);
      if (given == ABSENT && !member.isRequired) {
        continue;
      }
      String where = Paths.member(path, member.name);
      Object read = member.rule.read(this, where, given, member.isRequired);
      if (read != ABSENT) {
        value.put(member.name, read);
      }
    }
    if (rule.isOpen && !at.isLenient) {
      value.putAll(others);
    }
    return value;
  }

  private static boolean isLarge(Object value) {
    // What is read of a request or its details is flat.
    Collection<?> texts = value instanceof Map ? ((Map<?, ?>) value).values() : List.of();
    long length = 0;
    for (Object text : texts) {
      length += text instanceof String ? ((String) text).length() : 0;
    }
    // A character takes six bytes at most, so an eighth of the bound in characters leaves a quarter
    // of it, which the names and numbers never fill.
    return length * 8 > Limits.TOKEN_TEXT_MAX_BYTES
        && JsonText.exceedsBytes(JsonWriter.write(value), Limits.TOKEN_TEXT_MAX_BYTES);
  }
}
