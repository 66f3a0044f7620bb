# frozen_string_literal: true

require_relative "decoding"
require_relative "json_text"
require_relative "rule"
require_relative "gen/limits"
require_relative "gen/tables"

module AblyAuth
  # Every issue of a value that should be of a type of the protocol, such as `TokenParams`; none if it is valid.
  def self.validate(type_name, value)
    rule = Tables::TYPES[type_name] or
      raise ArgumentError, "type_name: expected one of #{Tables::TYPES.keys.join(", ")}"
    Decode.decode(rule, value).last.issues.freeze
  end

  # Reads values by the generated tables: the one way in which data enters.
  module Decode
    MAX_SAFE_INTEGER = (2**53) - 1
    DECIMAL = /\A(?:0|-?[1-9][0-9]*)\z/
    # Numbers with a unit, which are not secrets: `1h`, `3600s`.
    QUANTITY = /\A[0-9][0-9.,]{0,15} ?[A-Za-z]{0,7}\z/
    READERS = {
      TextRule => :read_text,
      IntegerRule => :read_integer,
      ChoiceRule => :read_choice,
      FlagRule => :read_flag,
      CallbackRule => :read_callback,
      AnyObjectRule => :read_any_object,
      ListRule => :read_list,
      MapRule => :read_map,
      EitherRule => :read_either,
      TextOrObjectRule => :read_text_or_object,
      ObjectRule => :read_object
    }.freeze
    private_constant :MAX_SAFE_INTEGER, :DECIMAL, :QUANTITY, :READERS

    class << self
      # Decodes a value, or where it is lenient also its JSON text: the value, ABSENT where it cannot be read, and
      # what was found.
      def decode(rule, value, lenient: false)
        at = Decoding.new(lenient: lenient)
        raw = lenient && value.is_a?(String) ? JsonText.read(at, "$", value) : value
        at.unreadable = !at.issues.empty?
        mistyped(at, rule, "$", raw) if raw.nil?
        read_value = at.unreadable ? ABSENT : read(at, rule, "$", raw, required: true)
        # RSA4f: an object is bounded as its JSON text is.
        if lenient && raw.equal?(value) && !at.unreadable && large?(read_value)
          at.unreadable = true
          at.breach(Tables::JSON_SIZE, "$", "type", "more")
        end
        [at.unreadable ? ABSENT : read_value, at]
      end

      # Reads a value, or says what is wrong with it; ABSENT where there is nothing to read.
      def read(at, rule, path, raw, required:)
        return ABSENT if raw.equal?(ABSENT) && !required

        send(READERS.fetch(rule.class), at, rule, path, raw, required)
      end

      private

      # What remains of a value that is not of its type: an absent member, or an issue.
      def absent(at, rule, path, raw, required)
        if raw.nil? && at.lenient?
          at.tolerate(path, "null", "null, read as absent")
        elsif !raw.equal?(ABSENT)
          return mistyped(at, rule, path, raw)
        end
        if required
          at.unreadable = true
          at.report(rule, path, "required", "nothing")
        end
        ABSENT
      end

      def mistyped(at, rule, path, raw, got = Words.got(raw))
        at.unreadable = true
        at.report(rule, path, "type", got)
        ABSENT
      end

      def read_text(at, rule, path, raw, required)
        text = Utf8.text(raw) or return absent(at, rule, path, raw, required)
        if at.lenient? && text == rule.absent_as
          at.tolerate(path, "empty-capability", "empty text, read as absent")
          return absent(at, rule, path, ABSENT, required)
        end
        return text if rule.valid?(text)

        length = Utf8.length(text)
        at.report(rule, path, "minLength", characters(length)) if length < rule.min
        if length > rule.max
          at.report(rule, path, "maxLength", characters(length))
        elsif rule.pattern && !rule.pattern.covers?(text)
          report_pattern(at, rule, path, text)
        end
        text
      end

      def characters(length)
        return "an empty string" if length.zero?

        length == 1 ? "1 character" : "#{length} characters"
      end

      # Says which character a pattern refuses, where it refuses some.
      def report_pattern(at, rule, path, text)
        valid = text.valid_encoding? ? text : text.each_char.take_while(&:valid_encoding?).join
        index = rule.pattern.index_of_refused(valid)
        if index.nil?
          at.report(rule, path, "pattern", "a string of another form")
        elsif index < valid.length
          at.report(rule, path, "pattern", "#{format("U+%04X", valid[index].ord)} at index #{index}")
        else
          at.report(rule, path, "pattern", Utf8.flaw(text), name: "wellFormed")
        end
      end

      def read_integer(at, rule, path, raw, required)
        decimal = false
        if (text = Utf8.text(raw))
          decimal = at.lenient? && text.valid_encoding? && DECIMAL.match?(text)
          unless decimal
            quantity = text.valid_encoding? && QUANTITY.match?(text)
            return mistyped(at, rule, path, raw, quantity ? "\"#{text}\"" : Words.got(raw))
          end
          raw = text.length > 17 ? text.to_f : text.to_i
        end
        number = Words.whole_number(raw)
        # Past 2^53 two readers may see different numbers.
        return absent(at, rule, path, raw, required) if number.nil? || (at.lenient? && number.abs > MAX_SAFE_INTEGER)

        at.tolerate(path, "decimal-string", "decimal text, read as a number") if decimal
        if at.lenient? && number == rule.absent_as
          at.tolerate(path, "zero-ttl", "0, read as absent")
          return absent(at, rule, path, ABSENT, required)
        end
        at.report(rule, path, "minimum", Words.got(number)) if number < rule.min
        at.report(rule, path, "maximum", Words.got(number)) if number > rule.max
        number
      end

      def read_choice(at, rule, path, raw, required)
        text = Utf8.text(raw) or return absent(at, rule, path, raw, required)
        return text if rule.choices.include?(text)

        at.unreadable = true
        at.report(rule, path, rule.choices.size == 1 ? "const" : "enum", "another string")
        ABSENT
      end

      def read_flag(at, rule, path, raw, required)
        [true, false].include?(raw) ? raw : absent(at, rule, path, raw, required)
      end

      def read_callback(at, rule, path, raw, required)
        raw.respond_to?(:call) ? raw : absent(at, rule, path, raw, required)
      end

      def read_any_object(at, rule, path, raw, required)
        Words.plain_object(raw) || absent(at, rule, path, raw, required)
      end

      def read_list(at, rule, path, raw, required)
        items = raw.is_a?(Array) ? raw.dup : (return absent(at, rule, path, raw, required))
        at.report(rule, path, "minItems", "an empty list") if items.size < rule.min
        if items.size > rule.max
          at.unreadable = true
          at.report(rule, path, "maxItems", "#{items.size} entries")
          return []
        end
        items.each_with_index.with_object([]) do |(item, index), values|
          break values if at.full?

          value = read(at, rule.items, "#{path}[#{index}]", item, required: true)
          values << value unless value.equal?(ABSENT)
        end
      end

      def read_map(at, rule, path, raw, required)
        members = Words.plain_object(raw) or return absent(at, rule, path, raw, required)
        if members.size > rule.max_members
          at.unreadable = true
          at.report(rule, path, "maxProperties", members.size, expected: "at most #{rule.max_members} members")
          return ABSENT
        end
        members.each_with_object({}) do |(name, member), values|
          break values if at.full?

          valid_name = Utf8.length(name).between?(rule.min_name, rule.max_name)
          texts = valid_texts(rule.values, member)
          next values[name] = texts if valid_name && texts

          where = Paths.entry(path, name)
          report_name(at, rule, where, name) unless valid_name
          value = read(at, rule.values, where, member, required: true)
          values[name] = value unless value.equal?(ABSENT)
        end
      end

      # The items of a list of texts without an issue, as they nearly always are, told without their paths; nil for any
      # other value.
      def valid_texts(rule, raw)
        return unless raw.is_a?(Array) && rule.is_a?(ListRule) && rule.items.is_a?(TextRule)
        return unless raw.size.between?(rule.min, rule.max)

        texts = raw.map { |item| Utf8.text(item) || (return nil) }
        texts if texts.all? { |text| rule.items.valid?(text) }
      end

      def report_name(at, rule, path, name)
        expected = "a name of #{rule.min_name} to #{rule.max_name} characters"
        at.report(rule, path, "propertyNames", name.empty? ? "an empty name" : "a longer one", expected: expected)
      end

      # The issues are those of the type that the value nearly is.
      def read_either(at, rule, path, raw, required)
        return absent(at, rule, path, raw, required) if raw.equal?(ABSENT) || (raw.nil? && at.lenient?)

        copy = Words.plain_object(raw) || raw
        tries = [rule.first, rule.second].map do |each|
          own = Decoding.new(lenient: at.lenient?)
          [own, read(own, each, path, copy, required: true)]
        end
        own, value = tries.min_by { |found, _| found.issues.size }
        at.report(rule, path, "anyOf", "another object") unless own.issues.empty?
        at.merge(own)
        value
      end

      def read_text_or_object(at, rule, path, raw, required)
        return absent(at, rule, path, raw, required) if raw.nil? && at.lenient?
        return at.text_or_object.call(at, path, raw) if at.text_or_object && !raw.equal?(ABSENT)

        read(at, raw.is_a?(String) ? rule.text : rule.object, path, raw, required: required)
      end

      def read_object(at, rule, path, raw, required)
        source = Words.plain_object(raw) or return absent(at, rule, path, raw, required)
        others = source.keys - rule.names
        others.each { |name| unknown_member(at, rule, path, name, source[name]) } if at.lenient? || !rule.open?
        value = {}
        rule.members.each do |member|
          given = source.fetch(member.name, ABSENT)
          next if given.equal?(ABSENT) && !member.required?

          found = read(at, member.rule, path + member.step, given, required: member.required?)
          value[member.name] = found unless found.equal?(ABSENT)
        end
        others.each { |name| value[name] = source[name] } if rule.open? && !at.lenient?
        value
      end

      # A member that its closed type does not have, and the one that was probably meant.
      def unknown_member(at, rule, path, name, raw)
        return if at.full?

        where = Paths.member(path, name)
        return at.tolerate(where, "null", "null, read as absent") if at.lenient? && raw.nil?
        return at.tolerate(where, "unknown-member", "not a member of #{rule.id}, dropped") if at.lenient? # RSF1

        meant = rule.names.find { |each| plain(each) == plain(name) }
        # Not "remove it": it may be a misspelt capability, without which the token has everything that the key has.
        fix = meant ? "Rename it to #{meant}." : "Use only the members #{rule.names.join(", ")}."
        message = "not a member of #{rule.id}#{"; did you mean #{meant}?" if meant}"
        at.add(rule.code, where, "#{rule.id}.additionalProperties", "additionalProperties", message, fix)
      end

      # `client_id`, `ClientID` and `clientId` are one name to people.
      def plain(name)
        name.scrub[0, 64].gsub(/[^A-Za-z0-9]/, "").downcase
      end

      # What is read of a request or its details is flat: names and texts, each with a colon and a comma.
      def large?(value)
        size = value.sum do |name, member|
          Paths.quote(name).bytesize + 2 + (member.is_a?(String) ? Paths.quote(member.b) : member.to_s).bytesize
        end
        size + 1 > Limits::TOKEN_TEXT_MAX_BYTES
      end
    end
  end
end
