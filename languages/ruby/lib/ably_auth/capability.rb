# frozen_string_literal: true

require_relative "decode"
require_relative "intersection"
require_relative "pattern"
require_relative "gen/operations"

module AblyAuth
  # A capability that was read: resource → operations, both in canonical order, each once. It does not change.
  class Capability
    include Enumerable

    # The canonical text, which is signed.
    attr_reader :text

    # `granted` has the operations of each resource, in any order.
    def initialize(granted)
      @entries = Utf8.sort(granted.keys).to_h { |name| [name, Utf8.sort(granted[name].uniq).freeze] }.freeze
      # RFC 8785 §3.2.2.2: the shortest escapes, and all else raw.
      resources = @entries.map do |name, operations|
        "#{Paths.quote(name)}:[#{operations.map { |operation| Paths.quote(operation) }.join(",")}]"
      end
      @text = "{#{resources.join(",")}}"
    end

    # The operations of the entry with that name; nil where the capability does not name it.
    def [](resource)
      @entries[resource]
    end

    # Yields each resource with its operations.
    def each(&block)
      return enum_for(:each) { size } unless block

      @entries.each(&block)
      self
    end

    # How many resources it names.
    def size
      @entries.size
    end

    def empty?
      @entries.empty?
    end

    # Resource → operations.
    def to_h
      @entries.dup
    end

    # Whether one entry matches a resource and lists an operation, or `*`.
    #
    # A segment `*` in the middle stands for exactly one segment, at the end for zero or more. `*` alone is every
    # ordinary channel, `[meta]*` every metachannel, `[*]*` everything. `operation` `*` asks for all.
    def permits?(resource, operation)
      name = Utf8.text(resource)
      asked = Utf8.text(operation)
      raise TypeError, "permits?: resource and operation must be strings" unless name && asked

      tree.grants?(Pattern.new(Pattern.steps_of(name), open: false), [asked])
    end

    # Whether each operation on each resource of another capability is covered by one entry of this one.
    #
    # A true is certain. A false may be wrong where only several entries together cover one of the other: that is not
    # looked for, since to decide it is coNP-hard.
    def covers?(inner)
      AblyAuth.parse_capability(inner).all? do |name, operations|
        pattern = Pattern.of(name)
        operations.all? { |operation| tree.grants?(pattern, [operation]) }
      end
    end

    # What this capability and another one both permit, exactly. The service gives a token what was asked and what the
    # key has.
    #
    # A resource that either side names stays by name, with those operations of its entry that the other side grants on
    # all of it: revocation by channel matches names literally. Two patterns that overlap, such as `foo:*:x` and
    # `foo:bar:*`, add what they have in common, `foo:bar:x`, unless another entry of the result covers it.
    #
    # Raises Error 40000 if the other capability is not valid, if there are over a million pairs of resources to
    # compare, or if what the two have in common is over the limits of a capability.
    def intersect(other)
      Intersection.of(self, AblyAuth.parse_capability(other))
    end

    # The operations that Ably does not document, sorted: every method takes them as they are (RSA9f).
    def unknown_operations
      Utf8.sort(@entries.values.flatten.uniq - KNOWN_OPERATIONS)
    end

    def ==(other)
      other.is_a?(Capability) && text == other.text
    end
    alias eql? ==

    def hash
      text.hash
    end

    def inspect
      "#<#{self.class} #{text}>"
    end

    # Reads a capability, from JSON text or an object; nil where there is an issue, whose path is below `path`.
    # @api private
    def self.read(at, path, raw)
      return raw if raw.is_a?(Capability)

      before = at.issues.size
      value = raw.is_a?(String) ? JsonText.read(at, path, raw, code: Tables::CAPABILITY.code) : raw
      return if at.issues.size > before

      entries = Decode.read(at, Tables::CAPABILITY, path, value, required: true)
      return if entries.equal?(ABSENT)

      entries.each { |name, operations| check_entry(at, path, name, operations) }
      new(entries) if at.issues.size == before
    end

    MOST_KEPT = 64
    LONGEST_KEPT = 2048
    private_constant :MOST_KEPT, :LONGEST_KEPT

    # The canonical text of a capability that is asked for: the one form that is signed (RSA9f).
    # @api private
    def self.read_canonical_text(at, path, raw)
      kept = canonical_texts[raw] if raw.instance_of?(String)
      return kept if kept

      capability = read(at, path, raw) or return ABSENT
      if capability.empty?
        at.breach(Tables::CAPABILITY_EMPTY, path, "type", "one without resources")
        return ABSENT
      end
      keep(raw, capability.text) if raw.instance_of?(String)
      capability.text
    end

    # The texts of short capabilities by what was asked for: a server asks for the same few again and again. Each thread
    # has its own.
    def self.canonical_texts
      thread = Thread.current
      thread.thread_variable_get(:ably_auth_canonical_texts) ||
        {}.tap { |texts| thread.thread_variable_set(:ably_auth_canonical_texts, texts) }
    end

    def self.keep(asked, text)
      return if asked.bytesize > LONGEST_KEPT

      canonical_texts.clear if canonical_texts.size >= MOST_KEPT
      canonical_texts[asked] = text # the Hash keeps a copy of its own of the key
    end
    private_class_method :canonical_texts, :keep

    def self.check_entry(at, path, name, operations)
      if operations.include?("*") && operations.uniq.size > 1
        at.breach(Tables::CAPABILITY_WILDCARD, Paths.entry(path, name), "maxItems", "other operations beside it")
      end
      return if name.valid_encoding? && operations.all?(&:valid_encoding?)

      flawed = [name, *operations].find { |text| !text.valid_encoding? }
      at.breach(Tables::JSON_WELL_FORMED, Paths.entry(path, name), "pattern", Utf8.flaw(flawed),
                code: Tables::CAPABILITY.code)
    end
    private_class_method :check_entry

    private

    # Its patterns, for look-ups; built at the first use. Two threads may both build it, and build the same.
    def tree
      @tree ||= @entries.each_with_object(PatternTree.new) do |(name, operations), tree|
        tree.add(Pattern.of(name), operations)
      end
    end
  end

  # Reads a capability: a Hash, JSON text of up to 128 KiB, or one that was read, which is returned.
  #
  # Raises Error 40000 with the path of what is wrong.
  def self.parse_capability(capability)
    at = Decoding.new
    Capability.read(at, "$", capability) || raise(Error.from_issues(at.issues, "capability"))
  end

  # Writes a capability as the one text that every signer of it has to write (RSA9f, TK2b).
  #
  # No white space, resources and operations each in the order of UTF-16 code units, each operation once, strings
  # escaped as in RFC 8785.
  def self.canonicalize_capability(capability)
    parse_capability(capability).text
  end
end
