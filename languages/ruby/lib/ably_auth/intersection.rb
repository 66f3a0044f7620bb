# frozen_string_literal: true

require_relative "errors"
require_relative "pattern"
require_relative "gen/error_codes"
require_relative "gen/limits"

module AblyAuth
  # What two capabilities both permit.
  class Intersection
    Entry = Struct.new(:resource, :operations, :pattern, :literal)
    private_constant :Entry

    def self.of(left, right)
      limit(left.size * right.size, Limits::INTERSECT_MAX_PAIRS, "pairs of resources")
      granted = new(left, right).common
      limit(granted.size, Limits::CAPABILITY_MAX_RESOURCES, "resources in common")
      Capability.new(granted.to_h { |name, operations| [name, bounded(name, operations)] })
    end

    def self.limit(count, most, what, remediation = nil)
      return if count <= most

      remediation ||= "Name fewer resources: one pattern in place of the names that it covers."
      raise Error.new(ErrorCodes::BAD_REQUEST, "intersect: expected at most #{most} #{what}, got more",
                      path: "$", remediation: remediation)
    end

    # Of two capabilities within the limits, a crossing can have a longer name, and `*` the operations of many.
    def self.bounded(name, operations)
      limit(name.length, Limits::RESOURCE_MAX_LENGTH, "characters in a name", "Use shorter resource names.")
      operations = operations.include?("*") ? ["*"] : operations.uniq
      limit(operations.size, Limits::RESOURCE_MAX_OPERATIONS, "operations on a resource",
            'List fewer operations, or "*" alone.')
      operations
    end
    private_class_method :bounded

    def initialize(left, right)
      @left, @right = [left, right].map do |capability|
        capability.map do |name, operations|
          pattern = Pattern.of(name)
          Entry.new(name, operations, pattern, pattern.literal?)
        end
      end
    end

    # What both grant, by resource: on the resources that either names, then on what else overlaps.
    def common
      named = {}
      overlapping = false
      each_crossing do |one, other|
        inside = other.pattern.contains?(one.pattern)
        outside = one.pattern.contains?(other.pattern)
        add(named, one.resource, common_operations(one, other)) if inside
        add(named, other.resource, common_operations(one, other)) if outside
        overlapping ||= !(inside || outside)
      end
      overlapping ? with_crossed(named) : named
    end

    private

    # The pairs that have resources in common, and these; one at a time, since there may be a million.
    def each_crossing
      @left.each do |one|
        @right.each do |other|
          next if one.literal && other.literal && one.pattern.steps != other.pattern.steps

          crossed = one.pattern.cross(other.pattern)
          yield one, other, crossed if crossed
        end
      end
    end

    def common_operations(one, other)
      return other.operations if one.operations.first == "*"
      return one.operations if other.operations.first == "*"

      one.operations & other.operations
    end

    def add(granted, resource, operations)
      granted[resource] = (granted[resource] || []) | operations unless operations.empty?
    end

    # Adds to the named resources what patterns that overlap have in common, unless another entry covers it.
    def with_crossed(named)
      tree = PatternTree.new
      named.each { |resource, operations| tree.add(Pattern.of(resource), operations) }
      # The widest first, so that the entry that covers another one already is in the tree.
      patterns = crossed_beside(named, tree).map { |name, operations| [Pattern.of(name), name, operations] }
      patterns.sort_by { |pattern,| pattern.width }.each do |pattern, name, operations|
        next if tree.grants?(pattern, operations)

        add(named, name, operations)
        tree.add(pattern, operations)
      end
      named
    end

    def crossed_beside(named, tree)
      crossed = {}
      each_crossing do |one, other, pattern|
        operations = common_operations(one, other)
        next if tree.grants?(pattern, operations)

        add(crossed, pattern.name, operations)
        Intersection.limit(named.size + crossed.size, Limits::CAPABILITY_MAX_RESOURCES, "resources in common")
      end
      crossed
    end
  end
end
