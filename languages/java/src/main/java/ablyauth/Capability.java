package ablyauth;

import static ablyauth.Decoding.ABSENT;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a token permits: resource to operations, both in canonical order, each once. It does not
 * change, and threads may share it.
 */
public final class Capability extends AbstractMap<String, List<String>> {
  private final Map<String, List<String>> entries;
  private final String text;
  private volatile PatternTree tree;

  private Capability(Map<String, List<String>> entries, String text) {
    this.entries = entries;
    this.text = text;
  }

  /**
   * Reads a capability from its JSON text.
   *
   * @param text JSON text of up to 128 KiB
   * @return the capability
   * @throws AblyAuthException 40000 with the path of what is wrong
   */
  public static Capability parse(String text) {
    return from(Objects.requireNonNull(text, "text"));
  }

  /**
   * Reads a capability from collections.
   *
   * @param capability lists or sets of operations by resource; never changed
   * @return the capability
   * @throws AblyAuthException 40000 with the path of what is wrong
   */
  public static Capability of(Map<String, ? extends Collection<String>> capability) {
    return from(Objects.requireNonNull(capability, "capability"));
  }

  static Capability from(Object capability) {
    Decoding at = Decoding.strict();
    Capability read = read(at, "$", capability);
    if (read == null) {
      throw AblyAuthException.of(at.issues, "capability");
    }
    return read;
  }

  /**
   * The one text that every signer of the capability has to write (RSA9f, TK2b): no white space,
   * resources and operations each in the order of UTF-16 code units, strings escaped as in RFC
   * 8785.
   *
   * @return the canonical text, which is signed
   */
  public String text() {
    return text;
  }

  /**
   * Whether one entry matches a resource and lists an operation, or {@code *}.
   *
   * <p>A segment {@code *} in the middle stands for exactly one segment, at the end for zero or
   * more. {@code *} alone is every ordinary channel, {@code [meta]*} every metachannel, {@code
   * [*]*} everything.
   *
   * @param resource name of one channel, queue or metachannel, such as {@code foo:bar} or {@code
   *     [meta]log}
   * @param operation an operation, such as {@code publish}; {@code *} asks for all
   * @return whether it is permitted
   */
  public boolean permits(String resource, String operation) {
    Objects.requireNonNull(resource, "resource");
    Objects.requireNonNull(operation, "operation");
    return tree().grants(ResourcePattern.literal(resource), List.of(operation));
  }

  /**
   * Whether each operation on each resource of another capability is covered by one entry of this
   * one.
   *
   * <p>A true is certain. A false may be wrong where only several entries together cover one of the
   * other: that is not looked for, since to decide it is coNP-hard.
   *
   * @param inner the other capability
   * @return whether it grants nothing that this one does not grant
   */
  public boolean covers(Capability inner) {
    PatternTree outer = tree();
    return inner.entries.entrySet().stream()
        .allMatch(
            entry -> {
              ResourcePattern pattern = ResourcePattern.of(entry.getKey());
              return entry.getValue().stream()
                  .allMatch(each -> outer.grants(pattern, List.of(each)));
            });
  }

  /**
   * What two capabilities both permit, exactly. The service gives a token what was asked and what
   * the key has.
   *
   * <p>A resource that either side names stays by name, with those operations of its entry that the
   * other side grants on all of it: revocation by channel matches names literally. Two patterns
   * that overlap, such as {@code foo:*:x} and {@code foo:bar:*}, add what they have in common,
   * {@code foo:bar:x}, unless another entry of the result covers it.
   *
   * @param other the other capability
   * @return the intersection; it may be empty
   * @throws AblyAuthException 40000 if there are over a million pairs of resources to compare, or
   *     if what the two have in common is over the limits of a capability
   */
  public Capability intersect(Capability other) {
    return Intersection.of(this, other);
  }

  /**
   * The operations that Ably does not document; every other method takes them as they are (RSA9f).
   *
   * @return their names, sorted
   */
  public List<String> unknownOperations() {
    return entries.values().stream()
        .flatMap(List::stream)
        .filter(operation -> !Operations.KNOWN_OPERATIONS.contains(operation))
        .distinct()
        .sorted()
        .collect(Collectors.toUnmodifiableList());
  }

  /**
   * Its patterns, for look-ups; built at the first use. Two threads may both build it, and build
   * the same.
   */
  private PatternTree tree() {
    PatternTree known = tree;
    if (known == null) {
      known = new PatternTree();
      for (Map.Entry<String, List<String>> entry : entries.entrySet()) {
        known.add(ResourcePattern.of(entry.getKey()), entry.getValue());
      }
      tree = known;
    }
    return known;
  }

  @Override
  public Set<Map.Entry<String, List<String>>> entrySet() {
    return entries.entrySet();
  }

  @Override
  public List<String> get(Object resource) {
    return entries.get(resource);
  }

  @Override
  public boolean containsKey(Object resource) {
    return entries.containsKey(resource);
  }

  @Override
  public String toString() {
    return text;
  }

  /**
   * Reads JSON text or an object; null where there is an issue, whose path is below the given one.
   */
  static Capability read(Decoding at, String path, Object raw) {
    if (raw instanceof Capability) {
      return (Capability) raw;
    }
    Rule rule = Tables.CAPABILITY;
    int code = rule.words.code;
    int before = at.issues.size();
    Object value = raw instanceof String ? JsonText.read(at, path, (String) raw, code) : raw;
    Object members = at.issues.size() == before ? Decoder.read(at, rule, path, value) : ABSENT;
    if (members == ABSENT) {
      return null;
    }
    Map<String, Set<String>> granted = new TreeMap<>();
    for (Map.Entry<?, ?> member : ((Map<?, ?>) members).entrySet()) {
      String name = (String) member.getKey();
      Set<String> operations = new TreeSet<>();
      boolean isWellFormed = JsonText.isWellFormed(name);
      for (Object operation : (List<?>) member.getValue()) {
        operations.add((String) operation);
        isWellFormed &= JsonText.isWellFormed((String) operation);
      }
      granted.put(name, operations);
      if (operations.contains("*") && operations.size() > 1) {
        String got = "other operations beside it";
        at.breach(Tables.CAPABILITY_WILDCARD, Paths.entry(path, name), "maxItems", got);
      }
      if (!isWellFormed) {
        String where = Paths.entry(path, name);
        at.breach(Tables.JSON_WELL_FORMED, code, where, "pattern", "a lone surrogate");
      }
    }
    return at.issues.size() == before ? written(granted) : null;
  }

  /** The canonical text of a capability that is asked for: the one form that is signed (RSA9f). */
  static Object readCanonicalText(Decoding at, String path, Object raw) {
    Capability capability = read(at, path, raw);
    if (capability == null) {
      return ABSENT;
    }
    if (capability.isEmpty()) {
      at.breach(Tables.CAPABILITY_EMPTY, path, "type", "one without resources");
      return ABSENT;
    }
    return capability.text;
  }

  /** What is granted, by sets in their order: Java orders strings by UTF-16 code units. */
  static Capability written(Map<String, Set<String>> granted) {
    Map<String, List<String>> entries = new LinkedHashMap<>();
    new TreeMap<>(granted).forEach((name, each) -> entries.put(name, List.copyOf(each)));
    return new Capability(Collections.unmodifiableMap(entries), JsonWriter.write(entries));
  }
}
