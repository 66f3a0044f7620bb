# frozen_string_literal: true

require "openssl"
require_relative "decoding"
require_relative "rule"
require_relative "gen/tables"

module AblyAuth
  # The text that the MAC of a request covers: each field with a line feed after it, an absent one empty (RSA9g).
  #
  # The text is not escaped. So that no two requests share it, control characters in keyName, clientId and nonce, a line
  # feed in the capability, and text that has no UTF-8 form are refused. Length and range are not checked. The
  # capability is signed literally.
  #
  # Raises Error 40001, 40003, 40000 or 40012, by the field that cannot be signed.
  def self.sign_text(request)
    members = Words.plain_object(request) or raise TypeError, "request: expected a Hash, got #{Words.got(request)}"
    at = Decoding.new
    fields = Tables::SIGNED_FIELDS.select { |name| members.key?(name) }
                                  .to_h { |name| [name, SignText.signable(at, name, members[name])] }
    at.raise_issues("request")
    SignText.join(fields)
  end

  # HMAC-SHA-256 of a text's UTF-8 bytes, keyed with the secret's, as base64 with padding (RSA9g). The secret is the
  # part of the API key after the first colon.
  def self.compute_mac(text, secret)
    raise TypeError, "text: expected a string" unless (message = Utf8.text(text))
    raise TypeError, "secret: expected a string" unless (key = Utf8.text(secret))
    raise ArgumentError, "secret: expected a string that is not empty" if key.empty?

    [SignText.hmac_sha256(message, key)].pack("m0")
  end

  # The parts of a sign text, and the MAC as bytes.
  module SignText
    # What must not be in a field: what could be read as its end.
    UNSIGNABLE = /[\x00-\x1f\x7f]/
    UNSIGNABLE_CAPABILITY = /\n/ # JSON escapes the other control characters itself
    RULES = Tables::TOKEN_REQUEST.members.to_h { |member| [member.name, member.rule] }.freeze
    private_constant :UNSIGNABLE, :UNSIGNABLE_CAPABILITY, :RULES

    module_function

    # A field as it is signed; nil where it cannot be.
    def signable(at, name, value)
      rule = RULES.fetch(name)
      return signable_number(at, rule, name, value) if rule.is_a?(IntegerRule)

      text = Utf8.text(value)
      if text.nil?
        at.report(rule, "$.#{name}", "type", Words.got(value))
      elsif !text.valid_encoding? || text.match?(name == "capability" ? UNSIGNABLE_CAPABILITY : UNSIGNABLE)
        at.report(rule, "$.#{name}", "pattern", "a control character or a lone surrogate")
      end
      text
    end

    def signable_number(at, rule, name, value)
      number = Words.whole_number(value)
      return number if number && number.abs < 2**53

      at.report(rule, "$.#{name}", "type", "another value")
      nil
    end

    # Each field with a line feed after it, an absent one as the empty string. The fields must be signable.
    def join(request)
      Tables::SIGNED_FIELDS.map { |name| "#{request[name]}\n" }.join
    end

    def hmac_sha256(message, secret)
      OpenSSL::HMAC.digest("SHA256", secret, message)
    end
  end
end
