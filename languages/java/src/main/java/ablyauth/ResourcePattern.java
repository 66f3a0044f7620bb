package ablyauth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a resource name of a capability stands for: the qualifier's type, then the segments, {@code
 * *} for any; an open pattern goes on with zero or more segments. {@code [meta]foo:*} has the steps
 * {@code meta}, {@code foo} and is open.
 */
final class ResourcePattern {
  final List<String> steps;
  final boolean isOpen;

  ResourcePattern(List<String> steps, boolean isOpen) {
    this.steps = steps;
    this.isOpen = isOpen;
  }

  /**
   * The steps of a resource: the type of its qualifier, empty for an ordinary channel, and its
   * segments. The type ends at {@code =} or {@code ?}, where a channel's filter and params begin:
   * {@code [?rewind=1]foo} is the channel {@code foo}. A bracket that nothing closes is part of the
   * first segment.
   */
  static List<String> stepsOf(String resource) {
    int end = resource.startsWith("[") ? resource.indexOf(']') : -1;
    String qualifier = end > 0 ? resource.substring(1, end) : "";
    List<String> steps = new ArrayList<>();
    steps.add(qualifier.split("[=?]", 2)[0]);
    steps.addAll(Arrays.asList(resource.substring(end + 1).split(":", -1)));
    return steps;
  }

  /** The one resource of that name. */
  static ResourcePattern literal(String resource) {
    return new ResourcePattern(stepsOf(resource), false);
  }

  /** The pattern that a resource of a capability is. */
  static ResourcePattern of(String resource) {
    List<String> steps = stepsOf(resource);
    int last = steps.size() - 1;
    boolean isOpen = steps.get(last).equals("*");
    // Every resource has a segment, so `*` and `*:*` say the same and get the same steps.
    return new ResourcePattern(isOpen && last > 1 ? steps.subList(0, last) : steps, isOpen);
  }

  /** The name of a pattern: the same text for patterns that say the same. */
  String name() {
    String kind = steps.get(0);
    String path = String.join(":", steps.subList(1, steps.size())) + (isOpen ? ":*" : "");
    // Without its empty qualifier, a path such as `[x:y]z` would be read as qualified.
    boolean isPlain = kind.isEmpty() && !path.isEmpty() && !path.startsWith("[");
    return isPlain ? path : "[" + kind + "]" + path;
  }

  /** Whether it stands for one resource, so that of two such patterns only equal ones overlap. */
  boolean isLiteral() {
    return !isOpen && !steps.contains("*");
  }

  /** Whether it stands for all that another one does. */
  boolean contains(ResourcePattern inner) {
    int length = steps.size();
    if (isOpen ? inner.steps.size() < length : inner.isOpen || inner.steps.size() != length) {
      return false;
    }
    for (int index = 0; index < length; index++) {
      String step = steps.get(index);
      if (!step.equals("*") && !step.equals(inner.steps.get(index))) {
        return false;
      }
    }
    return true;
  }

  /**
   * The resources that two patterns have in common, which are a pattern again; null if there are
   * none.
   */
  ResourcePattern cross(ResourcePattern other) {
    boolean isShorter = steps.size() < other.steps.size();
    ResourcePattern shorter = isShorter ? this : other;
    ResourcePattern longer = isShorter ? other : this;
    int length = shorter.steps.size();
    if (length < longer.steps.size() && !shorter.isOpen) {
      return null;
    }
    for (int index = 0; index < length; index++) {
      String one = shorter.steps.get(index);
      String another = longer.steps.get(index);
      if (!one.equals(another) && !one.equals("*") && !another.equals("*")) {
        return null;
      }
    }
    List<String> crossed = new ArrayList<>(longer.steps);
    for (int index = 0; index < length; index++) {
      if (crossed.get(index).equals("*")) {
        crossed.set(index, shorter.steps.get(index));
      }
    }
    return new ResourcePattern(crossed, isOpen && other.isOpen);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResourcePattern
        && steps.equals(((ResourcePattern) other).steps)
        && isOpen == ((ResourcePattern) other).isOpen;
  }

  @Override
  public int hashCode() {
    return steps.hashCode() * 2 + (isOpen ? 1 : 0);
  }
}
