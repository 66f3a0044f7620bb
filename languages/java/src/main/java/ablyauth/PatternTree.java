package ablyauth;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The patterns of a capability by their steps, so that a look-up passes over those that cannot
 * match.
 */
final class PatternTree {
  private final Map<String, PatternTree> next = new HashMap<>();

  /** Operations on the resource that ends here. */
  private final List<String> here = new ArrayList<>();

  /** Operations on every resource that begins so. */
  private final List<String> below = new ArrayList<>();

  /** Adds the operations that one entry grants. */
  void add(ResourcePattern pattern, Collection<String> operations) {
    PatternTree node = this;
    for (String step : pattern.steps) {
      node = node.next.computeIfAbsent(step, unused -> new PatternTree());
    }
    (pattern.isOpen ? node.below : node.here).addAll(operations);
  }

  /** Whether one entry grants all operations on all that a pattern stands for. */
  boolean grants(ResourcePattern pattern, Collection<String> operations) {
    List<String> steps = pattern.steps;
    Deque<Visit> pending =
        new ArrayDeque<>(); // no recursion: a name may have thousands of segments
    pending.push(new Visit(this, 0));
    while (!pending.isEmpty()) {
      Visit visit = pending.pop();
      if (lists(visit.node.below, operations)) {
        return true;
      }
      if (visit.depth == steps.size()) {
        if (!pattern.isOpen && lists(visit.node.here, operations)) {
          return true;
        }
        continue;
      }
      String step = steps.get(visit.depth);
      visit.follow(pending, step);
      if (!step.equals("*")) {
        visit.follow(pending, "*");
      }
    }
    return false;
  }

  private static boolean lists(List<String> granted, Collection<String> operations) {
    return !granted.isEmpty() && (granted.contains("*") || granted.containsAll(operations));
  }

  private static final class Visit {
    final PatternTree node;
    final int depth;

    Visit(PatternTree node, int depth) {
      this.node = node;
      this.depth = depth;
    }

    void follow(Deque<Visit> pending, String step) {
      PatternTree child = node.next.get(step);
      if (child != null) {
        pending.push(new Visit(child, depth + 1));
      }
    }
  }
}
