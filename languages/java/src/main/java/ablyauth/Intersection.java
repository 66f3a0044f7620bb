package ablyauth;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What two capabilities both permit. */
final class Intersection {
  /** An order in which every pattern comes after those that contain it. */
  private static final Comparator<Map.Entry<ResourcePattern, Set<String>>> WIDEST_FIRST =
      Comparator.<Map.Entry<ResourcePattern, Set<String>>>comparingLong(
              each -> each.getKey().steps.stream().filter(step -> !step.equals("*")).count())
          .thenComparing(each -> each.getKey().steps.size())
          .thenComparing(each -> !each.getKey().isOpen);

  private final List<Entry> left;
  private final List<Entry> right;

  /** What both grant on the resources that either names, then also on what else overlaps. */
  private final Map<String, Set<String>> granted = new LinkedHashMap<>();

  private Intersection(Capability left, Capability right) {
    this.left = entriesOf(left);
    this.right = entriesOf(right);
  }

  static Capability of(Capability left, Capability right) {
    long pairs = (long) left.size() * right.size();
    limit(pairs, Limits.INTERSECT_MAX_PAIRS, "pairs of resources");
    Intersection intersection = new Intersection(left, right);
    if (intersection.addNamed()) {
      intersection.addCrossed();
    }
    return Capability.written(intersection.withinLimits());
  }

  private static List<Entry> entriesOf(Capability capability) {
    return capability.entrySet().stream()
        .map(entry -> new Entry(entry.getKey(), entry.getValue()))
        .collect(Collectors.toList());
  }

  /** Adds what both grant on the resources that either names; returns whether others overlap. */
  private boolean addNamed() {
    boolean[] isOverlapping = {false};
    forEachCrossing(
        (p, q, crossed) -> {
          boolean isWithin = q.pattern.contains(p.pattern);
          boolean isAround = p.pattern.contains(q.pattern);
          if (isWithin) {
            add(granted, p.resource, p.operationsInCommon(q));
          }
          if (isAround) {
            add(granted, q.resource, p.operationsInCommon(q));
          }
          isOverlapping[0] |= !isWithin && !isAround;
        });
    return isOverlapping[0];
  }

  /** Adds what patterns that overlap have in common, unless another entry covers it. */
  private void addCrossed() {
    PatternTree tree = new PatternTree();
    granted.forEach((name, operations) -> tree.add(ResourcePattern.of(name), operations));
    Map<ResourcePattern, Set<String>> crossed = new LinkedHashMap<>();
    forEachCrossing(
        (p, q, pattern) -> {
          Collection<String> operations = p.operationsInCommon(q);
          if (!tree.grants(pattern, operations)) {
            add(crossed, ResourcePattern.of(pattern.name()), operations);
            limitResources(granted.size() + crossed.size());
          }
        });
    // The widest first, so that the entry that covers another one already is in the tree.
    List<Map.Entry<ResourcePattern, Set<String>>> widestFirst = new ArrayList<>(crossed.entrySet());
    widestFirst.sort(WIDEST_FIRST);
    for (Map.Entry<ResourcePattern, Set<String>> each : widestFirst) {
      if (!tree.grants(each.getKey(), each.getValue())) {
        add(granted, each.getKey().name(), each.getValue());
        tree.add(each.getKey(), each.getValue());
      }
    }
  }

  /**
   * Of two capabilities within the limits, a crossing can have a longer name, and {@code *} many
   * operations.
   */
  private Map<String, Set<String>> withinLimits() {
    limitResources(granted.size());
    granted.replaceAll((name, operations) -> operations.contains("*") ? Set.of("*") : operations);
    granted.forEach(
        (name, operations) -> {
          String shorter = "Use shorter resource names.";
          limit(Decoding.length(name), Limits.RESOURCE_MAX_LENGTH, "characters in a name", shorter);
          String fewer = "List fewer operations, or \"*\" alone.";
          limit(
              operations.size(), Limits.RESOURCE_MAX_OPERATIONS, "operations on a resource", fewer);
        });
    return granted;
  }

  /** What is done with two entries and what they have in common. */
  private interface Crossing {
    void of(Entry p, Entry q, ResourcePattern crossed);
  }

  /**
   * Passes over the pairs that have resources in common; none is kept, since there may be a
   * million.
   */
  private void forEachCrossing(Crossing crossing) {
    for (Entry p : left) {
      for (Entry q : right) {
        if (p.isLiteral && q.isLiteral && !p.pattern.equals(q.pattern)) {
          continue;
        }
        ResourcePattern crossed = p.pattern.cross(q.pattern);
        if (crossed != null) {
          crossing.of(p, q, crossed);
        }
      }
    }
  }

  private static <T> void add(Map<T, Set<String>> to, T resource, Collection<String> operations) {
    if (!operations.isEmpty()) {
      to.computeIfAbsent(resource, unused -> new TreeSet<>()).addAll(operations);
    }
  }

  private static void limitResources(int count) {
    limit(count, Limits.CAPABILITY_MAX_RESOURCES, "resources in common");
  }

  private static void limit(long count, int most, String what) {
    limit(
        count,
        most,
        what,
        "Name fewer resources: one pattern in place of the names that it covers.");
  }

  private static void limit(long count, int most, String what, String remediation) {
    if (count > most) {
      String message = "intersect: expected at most " + most + " " + what + ", got more";
      throw AblyAuthException.at(ErrorCodes.BAD_REQUEST, "$", message, remediation);
    }
  }

  private static final class Entry {
    final String resource;
    final List<String> operations;
    final ResourcePattern pattern;
    final boolean isLiteral;

    Entry(String resource, List<String> operations) {
      this.resource = resource;
      this.operations = operations;
      this.pattern = ResourcePattern.of(resource);
      this.isLiteral = pattern.isLiteral();
    }

    Collection<String> operationsInCommon(Entry other) {
      if (operations.get(0).equals("*")) {
        return other.operations;
      }
      if (other.operations.get(0).equals("*")) {
        return operations;
      }
      return operations.stream().filter(other.operations::contains).collect(Collectors.toList());
    }
  }
}
