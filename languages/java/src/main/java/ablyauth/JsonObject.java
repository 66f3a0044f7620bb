package ablyauth;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * An object of the protocol: a map with the names that go over the wire, which does not change,
 * with a method for each member that is known. JSON libraries write it as any map. Printing it
 * shows the names alone.
 */
public abstract class JsonObject extends AbstractMap<String, Object> {
  private final Map<String, Object> members;

  JsonObject(Map<String, Object> members) {
    this.members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /** The members of an object that is valid by its rule. */
  static Map<String, Object> checked(Rule rule, Map<String, ?> members) {
    Decoder.Decoded decoded = Decoder.decode(rule, members);
    decoded.at.throwIssues(rule.words.id);
    return decoded.members();
  }

  @SuppressWarnings("unchecked") // each member is read by the rule that says its type
  final <T> T member(String name) {
    return (T) members.get(name);
  }

  final OptionalLong optionalLong(String name) {
    Long number = member(name);
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }

  final <T> Optional<T> optionalObject(String name, Function<Map<String, Object>, T> of) {
    return Optional.ofNullable(Decoding.plainObject(members.get(name))).map(of);
  }

  /**
   * The object as JSON text, members in their order.
   *
   * @return compact JSON text
   */
  public final String toJson() {
    return JsonWriter.write(members);
  }

  @Override
  public final Set<Map.Entry<String, Object>> entrySet() {
    return members.entrySet();
  }

  @Override
  public final Object get(Object name) {
    return members.get(name);
  }

  @Override
  public final boolean containsKey(Object name) {
    return members.containsKey(name);
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + keySet();
  }
}
