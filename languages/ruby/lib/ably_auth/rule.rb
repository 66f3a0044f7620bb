# frozen_string_literal: true

module AblyAuth
  # What the generated tables are made of: how each kind of value is read, and the words of its rules.

  # A pattern that covers the whole of a text. One that allows all characters but some matches the empty text.
  class TextPattern
    def initialize(regexp)
      @whole = /\A(?:#{regexp.source})\z/
      @beginning = /\A(?:#{regexp.source})/
      freeze
    end

    # Whether it covers a text; no text that has no UTF-8 form.
    def covers?(text)
      text.valid_encoding? && @whole.match?(text)
    end

    # Where the first character is that it refuses; nil if it does not refuse single characters.
    def index_of_refused(text)
      @beginning.match(text).end(0) if covers?("")
    end
  end

  # The words and the error code of the rules of one value; a rule's id is this id and its keyword.
  class Rule
    attr_reader :id
    # Ably's error code; its first three digits are the HTTP status.
    attr_reader :code
    # Completes the sentence "expected …".
    attr_reader :expected
    # How to fix a value that breaks a rule.
    attr_reader :fix
    # The same for single rules, by keyword.
    attr_reader :fixes

    def initialize(id:, code:, expected:, fix:, fixes: {})
      @id = id
      @code = code
      @expected = expected
      @fix = fix
      @fixes = fixes
      freeze
    end
  end

  # A text; lengths count code points.
  class TextRule < Rule
    attr_reader :min, :max, :pattern
    # What some senders write for an absent text.
    attr_reader :absent_as

    def initialize(min: 0, max: Float::INFINITY, pattern: nil, absent_as: nil, **words)
      @min = min
      @max = max
      @pattern = pattern
      @absent_as = absent_as
      super(**words)
    end

    # Whether a text is valid, and breaks no rule.
    def valid?(text)
      text.valid_encoding? && text.length.between?(min, max) && (pattern.nil? || pattern.covers?(text))
    end
  end

  # A whole number.
  class IntegerRule < Rule
    attr_reader :min, :max
    # What some senders write for an absent number.
    attr_reader :absent_as

    def initialize(min:, max:, absent_as: nil, **words)
      @min = min
      @max = max
      @absent_as = absent_as
      super(**words)
    end
  end

  # One of some fixed texts.
  class ChoiceRule < Rule
    attr_reader :choices

    def initialize(choices:, **words)
      @choices = choices.freeze
      super(**words)
    end
  end

  # True or false.
  class FlagRule < Rule; end

  # Something that can be called: a member that is not JSON.
  class CallbackRule < Rule; end

  # An object that may have any members.
  class AnyObjectRule < Rule; end

  # A list; its bounds are checked before it is read.
  class ListRule < Rule
    attr_reader :items, :min, :max

    def initialize(items:, min: 0, max: Float::INFINITY, **words)
      @items = items
      @min = min
      @max = max
      super(**words)
    end
  end

  # An object whose members have any name and one form.
  class MapRule < Rule
    attr_reader :values, :max_members, :min_name, :max_name

    def initialize(values:, max_members: Float::INFINITY, min_name: 0, max_name: Float::INFINITY, **words)
      @values = values
      @max_members = max_members
      @min_name = min_name
      @max_name = max_name
      super(**words)
    end
  end

  # A value of one of two types.
  class EitherRule < Rule
    attr_reader :first, :second

    def initialize(first:, second:, **words)
      @first = first
      @second = second
      super(**words)
    end
  end

  # A text or an object; its words are those of the object.
  class TextOrObjectRule < Rule
    attr_reader :text, :object

    def initialize(text, object)
      @text = text
      @object = object
      super(id: object.id, code: object.code, expected: object.expected, fix: object.fix, fixes: object.fixes)
    end
  end

  # A member of an object.
  class Member
    attr_reader :name, :rule
    # What the name adds to the path of the object.
    attr_reader :step

    def initialize(name, rule, required: false)
      @name = name
      @step = Paths.member("", name)
      @rule = rule
      @required = required
      freeze
    end

    def required?
      @required
    end
  end

  # An object with named members.
  class ObjectRule < Rule
    attr_reader :members, :names

    def initialize(members:, open: false, **words)
      @members = members.freeze
      @names = members.map(&:name).freeze
      @open = open
      super(**words)
    end

    # Whether it may have other members too (RSF1).
    def open?
      @open
    end
  end
end
