# frozen_string_literal: true

require "json"
require "strscan"
require_relative "decoding"
require_relative "gen/limits"
require_relative "gen/tables"

module AblyAuth
  # JSON text, read strictly: a member named twice, text over the limits and a lone surrogate are refused. Ruby's own
  # parser keeps the last of two members of one name and takes comments and unknown escapes, by version.
  class JsonText
    # What is not JSON.
    class SyntaxError < StandardError; end

    # Bytes, so that an invalid string can be read up to where it is wrong.
    STRING = %r{"((?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u\h{4}))*+)"}n
    ESCAPE = /\\(?:u([dD][89abAB]\h\h)\\u([dD][c-fC-F]\h\h)|u(\h{4})|(.))/n
    NUMBER = /-?(?:0|[1-9][0-9]*+)(\.[0-9]++)?([eE][+-]?[0-9]++)?/n
    PLAIN_STRING = /"[^"\\\x00-\x1f]*+"/
    PLAIN_LIST = /#{PLAIN_STRING}:\[#{PLAIN_STRING}(?:,#{PLAIN_STRING})*+\]/
    FLAT_LISTS = /\A\{#{PLAIN_LIST}(?:,#{PLAIN_LIST})*+\}\z/
    SPACE = /[ \t\n\r]*+/n
    STRING_OR_BRACKET = /"(?:[^"\\]++|\\.)*+"?|[\[\]{}]/mn
    UNESCAPED = { "b" => "\b", "f" => "\f", "n" => "\n", "r" => "\r", "t" => "\t" }.freeze
    LITERALS = { "true" => true, "false" => false, "null" => nil }.freeze
    private_constant :STRING, :ESCAPE, :NUMBER, :PLAIN_STRING, :PLAIN_LIST, :FLAT_LISTS,
                     :SPACE, :STRING_OR_BRACKET, :UNESCAPED, :LITERALS

    # Reads JSON text; ABSENT where something is wrong with it.
    #
    # `at` gets an issue, whose path continues `path`; `code` is its error code, by default that of the rule.
    def self.read(at, path, given, code: nil)
      text = Utf8.text(given)
      rule, got = refusal(text)
      unless rule
        flat = flat_lists(text) and return flat

        parser = new(text, path)
        value = parser.whole
        rule, path, got = parser.refusal
      end
      return value unless rule

      at.breach(rule, path, "type", got, code: code || rule.code)
      ABSENT
    rescue SyntaxError
      at.breach(Tables::JSON_SYNTAX, path, "type", "other text", code: code || Tables::JSON_SYNTAX.code)
      ABSENT
    end

    # Reads any JSON text, without limits.
    def self.parse(text)
      new(Utf8.text(text), "$").whole
    end

    # What is wrong with a text before it is read: a rule, and what came.
    def self.refusal(text)
      return [Tables::JSON_SYNTAX, "a string that UTF-8 cannot say"] unless text
      return [Tables::JSON_SIZE, "more"] if text.bytesize > Limits::TOKEN_TEXT_MAX_BYTES
      return [Tables::JSON_SYNTAX, Utf8.flaw(text)] unless text.valid_encoding? || Utf8.surrogate?(text)

      [Tables::JSON_DEPTH, "more"] if too_deep?(text)
    end
    private_class_method :refusal

    # What nearly every capability is, an object of lists of strings without escapes, by Ruby's own parser; nil for any
    # other text, and where it names a member twice.
    def self.flat_lists(text)
      return unless text.valid_encoding? && FLAT_LISTS.match?(text)

      read = JSON.parse(text, freeze: true)
      # Each name is followed by a quotation mark and this; so may one be that begins a string.
      read if text.scan(/":\[/).size == read.size
    end
    private_class_method :flat_lists

    def self.too_deep?(text)
      return false if text.b.count("[{") <= Limits::JSON_MAX_DEPTH

      depth = 0
      text.b.scan(STRING_OR_BRACKET) do |found|
        case found
        when "{", "[" then depth += 1
        when "}", "]" then depth -= 1
        end
        return true if depth > Limits::JSON_MAX_DEPTH
      end
      false
    end
    private_class_method :too_deep?

    def initialize(text, path)
      @scanner = StringScanner.new(text.b)
      @path = path
      @steps = []
      @duplicate = @ill_formed = nil
    end

    # The value that the whole text is.
    def whole
      read = value
      skip
      @scanner.eos? ? read : raise(SyntaxError)
    end

    # What is wrong with a text that is JSON: the rule, the path and what came.
    def refusal
      return [Tables::JSON_DUPLICATE, @duplicate, "a second one"] if @duplicate

      [Tables::JSON_WELL_FORMED, @ill_formed, "a lone surrogate"] if @ill_formed
    end

    private

    def skip
      @scanner.skip(SPACE)
    end

    def take?(character)
      skip
      @scanner.skip(character) ? true : false
    end

    def value
      skip
      case @scanner.peek(1)
      when "{" then object
      when "[" then list
      when '"' then string
      when "t", "f", "n" then LITERALS.fetch(@scanner.scan(/true|false|null/) || raise(SyntaxError))
      else number
      end
    end

    def object
      members = {}
      each_between("{", "}") do
        skip
        name = string(name: true)
        take?(":") or raise SyntaxError
        @steps << name
        @duplicate ||= path if members.key?(name)
        members[name] = value
        @steps.pop
      end
      members
    end

    def list
      items = []
      each_between("[", "]") do
        @steps << items.size
        items << value
        @steps.pop
      end
      items
    end

    def each_between(first, last)
      take?(first)
      return if take?(last)

      loop do
        yield
        return if take?(last)

        take?(",") or raise SyntaxError
      end
    end

    def string(name: false)
      @scanner.scan(STRING) or raise SyntaxError
      content = @scanner[1]
      content = content.gsub(ESCAPE) { unescaped(Regexp.last_match) } if content.include?("\\")
      content.force_encoding(Encoding::UTF_8).freeze
      @ill_formed ||= name ? Paths.member(path, content) : path unless content.valid_encoding?
      content
    end

    def unescaped(found)
      high, low, unit, character = found.captures
      return UNESCAPED.fetch(character, character) if character

      code = high ? 0x10000 + ((high.hex - 0xD800) << 10) + (low.hex - 0xDC00) : unit.hex
      [code].pack("U").b
    end

    def number
      digits = @scanner.scan(NUMBER) or raise SyntaxError
      return digits.to_i if @scanner[1].nil? && @scanner[2].nil? && digits.length < 300

      digits.to_f # as every reader of doubles: a number too large is infinite
    end

    def path
      @steps.inject(@path) { |path, step| step.is_a?(Integer) ? "#{path}[#{step}]" : Paths.member(path, step) }
    end
  end
end
