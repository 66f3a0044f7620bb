# frozen_string_literal: true

require "openssl"
require_relative "json_text"
require_relative "sign_text"
require_relative "gen/error_codes"

module AblyAuth
  # The compact form of JWTs: parts, JSON and signature (RFC 7515).
  module JwtText
    module_function

    # The error for a JWT that is refused: 40142 for `expired`, 40144 for every other reason.
    def error(reason, message, remediation: Tables::JWT_REMEDIATIONS[reason], issues: [])
      code = reason == "expired" ? ErrorCodes::TOKEN_EXPIRED : ErrorCodes::INVALID_JWT
      Error.new(code, message, remediation: remediation, reason: reason, issues: issues)
    end

    # The parts of a JWT in compact form, as bytes: three of a signed one, five of an encrypted one.
    def parts_of(token)
      text = Utf8.text(token) or raise TypeError, "token: expected a string, got #{Words.got(token)}"
      if text.bytesize > Limits::TOKEN_TEXT_MAX_BYTES # RSA4f
        raise error("malformed", "JWT: expected at most #{Limits::TOKEN_TEXT_MAX_BYTES} bytes, got #{text.bytesize}")
      end

      text.b.split(".", -1)
    end

    # Decodes the header or the claims; a member that is named twice is refused (RFC 7519 §4).
    def decode_object(part, name)
      # RFC 7515 §2: no padding, no white space.
      valid = part.match?(/\A[A-Za-z0-9_-]*\z/) && part.length % 4 != 1
      text = part.tr("-_", "+/").unpack1("m").force_encoding(Encoding::UTF_8) if valid
      raise error("malformed", "#{name}: expected base64url of UTF-8 text, got other text") unless text&.valid_encoding?

      at = Decoding.new
      value = JsonText.read(at, "$", text, code: ErrorCodes::INVALID_JWT.code)
      raise error("malformed", Error.from_issues(at.issues, name).message) if value.equal?(ABSENT)

      value.is_a?(Hash) ? value : raise(error("malformed", "#{name}: expected a JSON object, got #{Words.got(value)}"))
    end

    # A JWT in compact form, signed with HS256, of the JSON texts of its parts.
    def signed(header, claims, secret)
      text = "#{base64url(header)}.#{base64url(claims)}"
      "#{text}.#{signature_of(text, secret)}"
    end

    # The signature of header and claims, in the one form that is accepted.
    def signature_of(text, secret)
      base64url(SignText.hmac_sha256(text, secret))
    end

    def base64url(bytes)
      [bytes].pack("m0").tr("+/", "-_").delete("=")
    end

    # The JSON text of a value that JSON can say as it is, with each member and item read once. The block makes the
    # error for a value that it cannot: of where it is, what was expected there, and the value.
    def json_of(value, path, depth = Limits::JSON_MAX_DEPTH, &refuse)
      case value
      when nil then return "null"
      when true, false, Integer then return value.to_s
      when Float then return value.to_s if value.finite?
      when String
        text = Utf8.text(value)
        return Paths.quote(text) if text&.valid_encoding?
      when Array then return json_of_list(value.dup, path, depth - 1, &refuse) if depth.positive?
      end
      members = depth.positive? ? Words.plain_object(value) : nil
      return json_of_object(members, path, depth - 1, &refuse) if members

      raise refuse.call(path, "JSON of at most #{Limits::JSON_MAX_DEPTH} levels, well-formed Unicode", value)
    end

    def json_of_list(items, path, depth, &refuse)
      texts = items.each_with_index.map { |item, index| json_of(item, "#{path}[#{index}]", depth, &refuse) }
      "[#{texts.join(",")}]"
    end

    def json_of_object(members, path, depth, &refuse)
      texts = members.map do |name, member|
        "#{json_of(name, path, &refuse)}:#{json_of(member, Paths.entry(path, name), depth, &refuse)}"
      end
      "{#{texts.join(",")}}"
    end
  end
end
