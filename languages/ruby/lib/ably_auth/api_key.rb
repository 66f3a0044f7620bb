# frozen_string_literal: true

require "openssl"
require_relative "decoding"
require_relative "gen/limits"
require_relative "gen/tables"

module AblyAuth
  # An API key in its two parts. Inspecting it shows the name alone.
  class ApiKey
    # The public part, `<appId>.<keyId>` (RSA17g).
    attr_reader :name

    def initialize(name, secret)
      @name = name
      # Not a string, so that no dump of instance variables (Marshal, YAML, loggers, as_json) holds the secret.
      @secret = -> { secret }
      freeze
    end

    # The secret part: anyone who has it can sign for the key.
    def secret
      @secret.call
    end

    # What gives the HMAC-SHA-256 of messages as bytes: it copies the state that the hash has after the key.
    def hmac
      keyed = OpenSSL::HMAC.new(secret, "SHA256")
      ->(message) { keyed.dup.update(message).digest }
    end

    def inspect
      "#<#{self.class} #{name}>"
    end
    alias to_s inspect
  end

  # Splits an API key at its first colon into name and secret (RSA11).
  #
  # Raises TypeError if the key is not a string, and Error 40101 if it is not a valid API key; no message quotes it.
  def self.parse_api_key(key)
    text = Utf8.text(key) or raise TypeError, "key: expected a string, got #{Words.got(key)}"
    colon = text.b.index(":") # the first: a secret may hold colons
    name = text.byteslice(0, colon || 0).freeze
    secret = text.byteslice(((colon || 0) + 1)..).freeze
    at = Decoding.new
    if text.scrub.match?(/\A[[:space:]\uFEFF]|[[:space:]\uFEFF]\z/)
      at.breach(Tables::API_KEY_WHITE_SPACE, "$", "pattern", "white space or a line end around it")
    elsif colon.nil?
      at.breach(Tables::API_KEY_COLON, "$", "pattern", "none")
    elsif Utf8.length(name) > Limits::KEY_NAME_MAX_LENGTH
      at.breach(Tables::API_KEY_NAME, "$", "maxLength", "#{Utf8.length(name)} characters")
    elsif !Tables::PATTERNS["KEY_NAME"].covers?(name)
      dots = name.b.count(".")
      at.breach(Tables::API_KEY_NAME, "$", "pattern", dots == 1 ? "other characters" : "#{dots} dots")
    elsif !Utf8.length(secret).between?(1, Limits::KEY_SECRET_MAX_LENGTH)
      at.breach(Tables::API_KEY_SECRET, "$", "pattern", "#{Utf8.length(secret)} characters")
    elsif !Tables::PATTERNS["API_KEY"].covers?(text)
      at.breach(Tables::API_KEY_SECRET, "$", "pattern", "other characters")
    end
    at.raise_issues("key")
    ApiKey.new(name, secret)
  end
end
