# frozen_string_literal: true

require_relative "utf8"

module AblyAuth
  # What an error code stands for; the known ones are in `AblyAuth::ErrorCodes`.
  class ErrorCode
    # Ably's numeric error code, such as 40101.
    attr_reader :code
    # HTTP status that a service answers with.
    attr_reader :status_code
    # How to fix it.
    attr_reader :remediation

    def initialize(code:, status_code:, remediation:)
      @code = code
      @status_code = status_code
      @remediation = remediation
      freeze
    end
  end

  # One error in a value: where it is, which rule it breaks, and how to fix it.
  class Issue
    # JSONPath of the value: `$`, `$.capability`, `$["a b"][0]`; of a missing member, where it should be.
    attr_reader :path
    # Stable id of the rule: `ttl.maximum`, `capability.wildcard`.
    attr_reader :rule
    # The JSON Schema keyword that the value misses.
    attr_reader :keyword
    # Ably's numeric error code.
    attr_reader :code
    # What was expected and what came; never quotes the value, which may be a secret.
    attr_reader :message
    # How to fix it, in one sentence.
    attr_reader :remediation

    def initialize(path:, rule:, keyword:, code:, message:, remediation:)
      @path = path
      @rule = rule
      @keyword = keyword
      @code = code
      @message = message
      @remediation = remediation
      freeze
    end

    # HTTP status that belongs to the code.
    def status_code
      code / 100
    end
  end

  # One difference between what was received and what was read.
  class Leniency
    # JSONPath of the member.
    attr_reader :path
    # `null`, `zero-ttl`, `empty-capability`, `decimal-string` or `unknown-member`.
    attr_reader :kind
    # What was received and how it was read; never quotes the value.
    attr_reader :message

    def initialize(path:, kind:, message:)
      @path = path
      @kind = kind
      @message = message
      freeze
    end
  end

  # What this library raises where data is wrong; the shape of Ably's ErrorInfo. A wrong call, such as a key that is
  # not a string or a clock that returns a text, raises TypeError or ArgumentError.
  class Error < StandardError
    # Ably's numeric error code (TI1).
    attr_reader :code
    # HTTP status (TI1).
    attr_reader :status_code
    # How to fix it.
    attr_reader :remediation
    # JSONPath of the value that is wrong; nil where the error is about none.
    attr_reader :path
    # Every issue found, where several were looked for.
    attr_reader :issues
    # Which of the errors that share the code it is, as a stable word: `expired`, `kid-unknown`; nil for most.
    attr_reader :reason

    def initialize(error_code, message, path: nil, remediation: nil, reason: nil, issues: [])
      super(message)
      @code = error_code.code
      @status_code = error_code.status_code
      @remediation = remediation || error_code.remediation
      @path = path || issues.first&.path
      @reason = reason
      @issues = issues.dup.freeze
    end

    # The error for a value that is not valid: code, message and remediation of the first issue, and all issues.
    def self.from_issues(issues, name)
      first = issues.first
      code = ErrorCode.new(code: first.code, status_code: first.status_code, remediation: first.remediation)
      new(code, "#{name}#{Paths.shortened(first.path).delete_prefix("$")}: #{first.message}", issues: issues)
    end

    # Page that explains the code (TI4, TI5).
    def href
      "https://help.ably.io/error/#{code}"
    end

    # The error as an ErrorInfo for the body of an answer.
    def to_h
      {
        "message" => message,
        "code" => code,
        "statusCode" => status_code,
        "remediation" => remediation,
        "href" => href,
        "path" => path,
        "reason" => reason
      }.compact
    end
  end

  # JSONPaths.
  module Paths
    IDENTIFIER = /\A[A-Za-z_$][A-Za-z0-9_$]{0,63}\z/
    # A quoted name: its first 64 characters, and the rest.
    QUOTED_NAME = /"((?:[^"\\]|\\u\h{4}|\\[^u]){0,64})((?:[^"\\]|\\.)*)"/m
    ESCAPED = /["\\\x00-\x1f]/
    ESCAPES = (0..31).to_h { |code| [code.chr, format("\\u%04x", code)] }
                     .merge("\b" => "\\b", "\f" => "\\f", "\n" => "\\n", "\r" => "\\r", "\t" => "\\t",
                            '"' => '\\"', "\\" => "\\\\").freeze
    private_constant :IDENTIFIER, :QUOTED_NAME, :ESCAPED, :ESCAPES

    module_function

    # The path of a member: `$.ttl`, `$["a b"]`.
    def member(parent, name)
      name.valid_encoding? && IDENTIFIER.match?(name) ? "#{parent}.#{name}" : entry(parent, name)
    end

    # The path of an entry of a map, whose names are data: `$["news"]`.
    def entry(parent, name)
      return "#{parent}[#{quote(name)}]" if name.valid_encoding?

      "#{parent}[#{Utf8.printable(quote(name.b).force_encoding(Encoding::UTF_8))}]"
    end

    # A text in quotes, with the shortest escapes, and all else raw (RFC 8785 §3.2.2.2).
    def quote(text)
      text = text.gsub(ESCAPED, ESCAPES) if text.match?(ESCAPED)
      "\"#{text}\""
    end

    # A path for a message: long names are cut, so that it stays readable.
    def shortened(path)
      path.gsub(QUOTED_NAME) { Regexp.last_match(2).empty? ? Regexp.last_match(0) : "\"#{Regexp.last_match(1)}…\"" }
    end
  end
end
