# frozen_string_literal: true

module AblyAuth
  # What a resource name of a capability stands for: the qualifier's type, then the segments, `*` for any; an open
  # pattern goes on with zero or more segments. `[meta]foo:*` has the steps `meta`, `foo` and is open.
  class Pattern
    attr_reader :steps

    def initialize(steps, open:)
      @steps = steps
      @open = open
    end

    # The pattern that a resource of a capability is.
    def self.of(resource)
      steps = steps_of(resource)
      open = steps.last == "*"
      # Every resource has a segment, so `*` and `*:*` say the same and get the same steps.
      new(open && steps.size > 2 ? steps[0..-2] : steps, open: open)
    end

    # The steps of a resource: the type of its qualifier, empty for an ordinary channel, and its segments.
    #
    # The type ends at `=` or `?`, where a channel's filter and params begin: `[?rewind=1]foo` is the channel `foo`. A
    # bracket that nothing closes is part of the first segment.
    def self.steps_of(resource)
      resource = resource.b unless resource.valid_encoding? # no capability names it, but a pattern may stand for it
      last = resource.start_with?("[") ? resource.index("]") : nil
      qualifier = last ? resource[1...last].partition("=").first.partition("?").first : ""
      rest = last ? resource[(last + 1)..] : resource
      [qualifier, *(rest.empty? ? [""] : rest.split(":", -1))]
    end

    def open?
      @open
    end

    # Whether it stands for one resource, so that of two such patterns only equal ones overlap.
    def literal?
      !open? && !steps.include?("*")
    end

    # Its name: the same text for patterns that say the same.
    def name
      kind, *segments = steps
      path = (open? ? [*segments, "*"] : segments).join(":")
      # Without its empty qualifier, a path such as `[x:y]z` would be read as qualified.
      kind.empty? && !path.empty? && !path.start_with?("[") ? path : "[#{kind}]#{path}"
    end

    # Whether it stands for all that another one does.
    def contains?(inner)
      count = inner.steps.size
      return false if open? ? count < steps.size : inner.open? || count != steps.size

      steps.each_with_index.all? { |step, index| step == "*" || step == inner.steps[index] }
    end

    # The resources that it has in common with another one, which are a pattern again; nil if there are none.
    def cross(other)
      short, long = steps.size < other.steps.size ? [self, other] : [other, self]
      return if short.steps.size < long.steps.size && !short.open?

      crossed = long.steps.dup
      short.steps.each_with_index do |step, index|
        if crossed[index] == "*"
          crossed[index] = step
        elsif step != "*" && step != crossed[index]
          return nil
        end
      end
      Pattern.new(crossed, open: open? && other.open?)
    end

    # An order in which every pattern comes after those that contain it.
    def width
      [steps.count { |step| step != "*" }, steps.size, open? ? 0 : 1]
    end
  end

  # The patterns of a capability by their steps, so that a look-up passes over those that cannot match.
  class PatternTree
    # Operations on the resource that ends here, and on every resource that begins so.
    attr_accessor :here, :below
    attr_reader :children

    def initialize
      @children = {}
      @here = []
      @below = []
    end

    # Adds the operations that one entry grants.
    def add(pattern, operations)
      node = pattern.steps.inject(self) { |parent, step| parent.children[step] ||= PatternTree.new }
      pattern.open? ? node.below += operations : node.here += operations
    end

    # Whether one entry grants all operations on all that a pattern stands for.
    def grants?(pattern, operations)
      pending = [[self, 0]] # no recursion: a name may have thousands of segments
      while (node, depth = pending.pop)
        return true if lists?(node.below, operations)

        step = pattern.steps[depth]
        if step.nil?
          return true if !pattern.open? && lists?(node.here, operations)
        else
          [step, "*"].uniq.each do |each|
            child = node.children[each]
            pending << [child, depth + 1] if child
          end
        end
      end
      false
    end

    private

    def lists?(granted, operations)
      !granted.empty? && (granted.include?("*") || operations.all? { |operation| granted.include?(operation) })
    end
  end
end
