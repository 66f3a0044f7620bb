# frozen_string_literal: true

require_relative "errors"

module AblyAuth
  # What stands for a value that is not there: nil is JSON's null.
  ABSENT = Object.new.freeze

  # More issues than this help nobody, and bound the work that a hostile value can cause.
  MAX_ISSUES = 64

  # What is known while a value is decoded.
  class Decoding
    attr_reader :issues, :leniencies
    # How a member is read that is a text or an object, where the caller knows more of it than its table.
    attr_reader :text_or_object
    # Whether something is missing or of another type, so that there is no value.
    attr_accessor :unreadable

    def initialize(lenient: false, text_or_object: nil)
      @lenient = lenient
      @text_or_object = text_or_object
      @unreadable = false
      @issues = []
      @leniencies = []
    end

    # Whether what senders commonly write for an absent member or a number is read as such.
    def lenient?
      @lenient
    end

    # Whether there are as many issues as are reported; loops over members stop here.
    def full?
      issues.size >= MAX_ISSUES
    end

    # Notes that a value breaks a rule of its schema: `name` is the rule, by default its keyword.
    def report(rule, path, keyword, got, name: keyword, expected: rule.expected)
      add(rule.code, path, "#{rule.id}.#{name}", keyword, "expected #{expected}, got #{got}",
          rule.fixes.fetch(name, rule.fix))
    end

    # Notes that a value breaks a rule that no JSON Schema can say.
    def breach(rule, path, keyword, got, code: rule.code)
      add(code, path, rule.id, keyword, "expected #{rule.expected}, got #{got}", rule.fix)
    end

    # Notes any other issue, unless there are enough.
    def add(code, path, rule, keyword, message, remediation)
      return if full?

      issues << Issue.new(path: path, rule: rule, keyword: keyword, code: code, message: message,
                          remediation: remediation)
    end

    # Raises where there is an issue; `name` is what the value is, for the message.
    def raise_issues(name)
      raise Error.from_issues(issues, name) unless issues.empty?
    end

    # Notes what a lenient read tolerated.
    def tolerate(path, kind, message)
      leniencies << Leniency.new(path: path, kind: kind, message: message) if leniencies.size < MAX_ISSUES
    end

    # Takes over what another one found.
    def merge(other)
      issues.concat(other.issues.first(MAX_ISSUES - issues.size))
      leniencies.concat(other.leniencies.first(MAX_ISSUES - leniencies.size))
      @unreadable = true if other.unreadable
    end
  end

  # What a value is.
  module Words
    module_function

    # A copy of an object as JSON knows it, taken at once; names may be symbols. nil if the value is anything else.
    def plain_object(value)
      hash = Hash.try_convert(value) or return
      copy = {}
      hash.each do |key, member|
        name = Utf8.text(key.is_a?(Symbol) ? key.name : key)
        return nil if name.nil? || copy.key?(name)

        copy[name] = member
      end
      copy
    end

    # A number without a fraction, as JSON has them: 1.0 is one; nil for anything else.
    def whole_number(raw)
      return raw if raw.is_a?(Integer)

      raw.to_i if raw.is_a?(Float) && raw.finite? && raw == raw.to_i
    end

    # What a value is, in words; never the value itself, which may be a secret, except for plain numbers.
    def got(raw)
      case raw
      when ABSENT then "nothing"
      when nil then "null"
      when true, false, Float then raw.to_s
      when Integer then raw.bit_length > 1024 ? "a number" : raw.to_s
      when String then got_text(raw)
      when Symbol then "a symbol"
      when Array then "an array"
      when Hash then plain_object(raw) ? "an object" : "an object whose names are not all text, each once"
      else raw.respond_to?(:call) ? "a function" : "an instance of a class"
      end
    end

    def got_text(raw)
      return "an empty string" if raw.empty?

      Utf8.text(raw) ? "a string" : "a string that UTF-8 cannot say"
    end
    private_class_method :got_text
  end
end
