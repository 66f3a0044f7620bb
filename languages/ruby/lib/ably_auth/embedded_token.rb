# frozen_string_literal: true

require_relative "jwt_text"
require_relative "options"

module AblyAuth
  # A token that a JWT carries.
  class EmbeddedToken
    # The Ably token or Ably JWT.
    attr_reader :token
    # `header` or `claim`.
    attr_reader :place
    # When the outer JWT says that it expires, in ms since the epoch; nil if it does not say, or is encrypted.
    attr_reader :outer_expires

    def initialize(token:, place:, outer_expires:)
      @token = token
      @place = place
      @outer_expires = outer_expires
      freeze
    end
  end

  # Creates a JWT of the app's own, signed with HS256, that carries an Ably token or an Ably JWT.
  #
  # The outer signature is the app's: the Ably service does not check it, only the inner token grants anything.
  #
  # `outer_claims` are the claims of the app, among them `exp` in seconds since the epoch; `token` is the token, or its
  # TokenDetails; `secret` is what the app signs with; `place` is `:header` for the JOSE header `x-ably-token`, or
  # `:claim` for the claim of that name. `inner_expires`, in ms since the epoch, says when the token expires; it is
  # needed if the token itself does not say.
  #
  # Raises TypeError or ArgumentError if an argument is wrong, and Error 40144 with reason `embedded` if the outer JWT
  # would outlive the inner token, if it is not known when that expires, if there is no token, or another one among the
  # claims, or if JSON cannot say the claims.
  def self.embed_token(outer_claims, token, secret:, place:, inner_expires: nil)
    raise ArgumentError, "place: expected :header or :claim" unless %w[header claim].include?(place.to_s)

    Options.require_whole("inner_expires", inner_expires) unless inner_expires.nil?
    key = Utf8.text(secret) or raise TypeError, "secret: expected a string"
    raise ArgumentError, "secret: expected a string that is not empty" if key.empty?

    claims = Words.plain_object(outer_claims) or
      raise TypeError, "outer_claims: expected a Hash, got #{Words.got(outer_claims)}"
    text, expires = Embedding.token_and_expiry(token)
    Embedding.require_no_token(claims)
    Embedding.require_inside(claims["exp"], expires || inner_expires)
    header = { "typ" => "JWT", "alg" => "HS256" }
    (place.to_s == "header" ? header : claims)[Embedding::MEMBER] = text
    JwtText.signed(JwtText.json_of(header, "header", &Embedding::REFUSE),
                   JwtText.json_of(claims, "outer_claims", &Embedding::REFUSE), key)
  end

  # Finds the Ably token that a JWT of an app carries, in the JOSE header or, if it is not encrypted, in the claims.
  #
  # The outer signature is not checked: it is the app's own. `jwt` is the outer JWT in compact form, signed (three
  # parts) or encrypted (five). Returns nil if it carries no token. Raises Error 40144 if it is malformed, or carries
  # two different tokens.
  def self.extract_embedded_token(jwt)
    parts = JwtText.parts_of(jwt)
    unless [3, 5].include?(parts.size)
      raise JwtText.error("malformed", "JWT: expected three or five parts, got #{parts.size}")
    end

    claims = parts.size == 3 ? JwtText.decode_object(parts[1], "JWT claims") : {}
    in_header = Embedding.token_in(JwtText.decode_object(parts[0], "JWT header"), "header")
    in_claims = Embedding.token_in(claims, "claims")
    if in_header && in_claims && in_header != in_claims
      raise JwtText.error("embedded", "JWT claims[\"#{Embedding::MEMBER}\"]: expected the token of the header, got " \
                                      "another")
    end
    token = in_header || in_claims or return
    EmbeddedToken.new(token: token, place: in_header ? "header" : "claim",
                      outer_expires: Embedding.milliseconds(claims["exp"]))
  end

  # The parts of a JWT that carries a token.
  module Embedding
    MEMBER = "x-ably-token"
    # The error for an argument that cannot be embedded.
    REFUSE = lambda do |path, expected, value|
      JwtText.error("embedded", "#{path}: expected #{expected}, got #{Words.got(value)}",
                    remediation: "Correct the argument that the message names.")
    end

    module_function

    # The text of a token or its details, and when it expires in ms; nil where that is not known.
    def token_and_expiry(token)
      details = token.is_a?(String) ? { "token" => token } : Words.plain_object(token) || {}
      text = Utf8.text(details["token"])
      raise REFUSE.call("token", "a token or TokenDetails", details.fetch("token", token)) if text.nil? || text.empty?
      return [text, expiry_of_jwt(text)] unless details.key?("expires")

      expires = Words.whole_number(details["expires"]) or
        raise REFUSE.call("token.expires", "whole milliseconds since the epoch", details["expires"])
      [text, expires]
    end

    # Readers would differ on which of two tokens counts.
    def require_no_token(claims)
      raise REFUSE.call("outer_claims[\"#{MEMBER}\"]", "no token", claims[MEMBER]) if claims.key?(MEMBER)
    end

    # Refuses an outer JWT that outlives its token.
    def require_inside(exp, expires)
      outer = milliseconds(exp) or raise REFUSE.call("outer_claims.exp", "a time in seconds since the epoch", exp)
      if expires.nil?
        raise JwtText.error("embedded", "inner_expires: expected when the token expires, got nothing",
                            remediation: "Pass the TokenDetails, or inner_expires in milliseconds since the epoch.")
      end
      return if outer <= expires

      message = "outer_claims.exp: expected at most the expiry of the inner token, got #{outer - expires} ms more"
      raise JwtText.error("embedded", message,
                          remediation: "Let the outer JWT expire with the inner token or before it.")
    end

    # The token of a header or of claims; nil where it holds no token.
    def token_in(part, name)
      return unless part.key?(MEMBER)

      token = part[MEMBER]
      return token if token.is_a?(String) && !token.empty?

      raise JwtText.error("embedded", "JWT #{name}[\"#{MEMBER}\"]: expected a token, got #{Words.got(token)}")
    end

    # A time of a JWT in ms; nil where it is not a finite number.
    def milliseconds(seconds)
      seconds * 1000 if seconds.is_a?(Integer) || (seconds.is_a?(Float) && seconds.finite?)
    end

    # When a JWT says that it expires, in ms; nil for an opaque token (TN1).
    def expiry_of_jwt(token)
      parts = JwtText.parts_of(token)
      milliseconds(JwtText.decode_object(parts[1], "JWT claims")["exp"]) if parts.size == 3
    rescue Error
      nil # an opaque token may hold dots too
    end
  end
end
