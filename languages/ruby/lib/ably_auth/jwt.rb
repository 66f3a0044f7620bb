# frozen_string_literal: true

require "openssl"
require_relative "jwt_claims"
require_relative "jwt_text"
require_relative "options"

module AblyAuth
  # A JWT, and when it begins and ends.
  class CreatedJwt
    # The JWT in compact form.
    attr_reader :token
    # When it was issued, in ms since the epoch; a whole second.
    attr_reader :issued
    # When it expires, in ms since the epoch; a whole second.
    attr_reader :expires

    def initialize(token:, issued:, expires:)
      @token = token
      @issued = issued
      @expires = expires
      freeze
    end

    # Present if the JWT is so long that it may not fit in an HTTP header; else nil.
    def warning
      return if token.length <= Limits::JWT_ADVISED_MAX_BYTES

      "The JWT has #{token.length} bytes and may not fit in an HTTP header (#{Limits::JWT_ADVISED_MAX_BYTES} is " \
        "safe). An Ably token stays short with any capability."
    end
  end

  # What a verified JWT says.
  class VerifiedJwt
    # The public part of the key that signed it.
    attr_reader :key_name
    # When it was issued, in ms since the epoch.
    attr_reader :issued
    # When it expires, in ms since the epoch.
    attr_reader :expires
    # What it asks for; nil: what the key has. The token has the intersection of both.
    attr_reader :capability
    # nil: anonymous.
    attr_reader :client_id
    # By which it can be revoked; nil where it has none.
    attr_reader :revocation_key
    # By channel name.
    attr_reader :channel_claims
    # By resource: messages per second for one attachment.
    attr_reader :publish_rates
    # Every claim, as it stands.
    attr_reader :claims

    def initialize(key_name, known, claims)
      @key_name = key_name
      @issued = known["iat"] * 1000
      @expires = known["exp"] * 1000
      @capability = JwtClaims.capability_of(known["x-ably-capability"])
      @client_id = known["x-ably-clientId"]
      @revocation_key = known["x-ably-revocation-key"]
      @channel_claims = JwtClaims.scoped(claims, "channelClaims").freeze
      @publish_rates = JwtClaims.scoped(claims, "publishRates").freeze
      @claims = claims.freeze
      freeze
    end
  end

  # Creates an Ably JWT, signed with HS256 and the key secret.
  #
  # `params` say what it is to say, and stay as they are:
  #
  # - `ttl`: lifetime in milliseconds, whole seconds; 60 minutes by default
  # - `capability`: JSON text or a Hash; absent: what the key has
  # - `clientId`: identity of the bearer; absent: anonymous
  # - `revocationKey`: name by which the token can be revoked with a target of type `revocationKey`
  # - `channelClaims`: by channel name: a text that the service attaches to messages of the bearer on that channel
  # - `publishRates`: by resource: the messages per second that one attachment of the bearer may publish
  # - `claims`: claims of the app's own, `nbf` among them; they may not replace those that the other members set
  #
  # Raises TypeError if an argument is wrong, and Error 40003, 40000 or 40012 if the params are not valid; 40101 if the
  # key is not.
  def self.create_ably_jwt(params = {}, key:, now: nil)
    Options.require_callable("now", now)
    api_key = parse_api_key(key)
    given = Words.plain_object(params) or raise TypeError, "params: expected a Hash, got #{Words.got(params)}"
    issued = Options.current_time(now) / 1000
    claims = JwtClaims.of(given, issued)
    header = "{\"typ\":\"JWT\",\"alg\":\"HS256\",\"kid\":\"#{api_key.name}\"}"
    token = JwtText.signed(header, JwtText.json_of(claims, "claims", &JwtClaims::REFUSE), api_key.secret)
    if token.length > Limits::TOKEN_TEXT_MAX_BYTES
      raise JwtClaims.invalid("params", "expected a JWT of at most #{Limits::TOKEN_TEXT_MAX_BYTES} bytes, got " \
                                        "#{token.length}", "Shorten the claims or the capability.")
    end

    CreatedJwt.new(token: token, issued: issued * 1000, expires: claims["exp"] * 1000)
  end

  # Verifies an Ably JWT: form, algorithm, key, signature, claims, life, in this order. HS256 alone is accepted.
  #
  # It does not know what the key may do, whether its tokens are revocable, nor what was revoked.
  #
  # `token` is the JWT in compact form, 128 KiB at most. `key` is the whole key, or something to call that finds it by
  # the key name, whose own errors come through. `clock_tolerance_ms` says how far the signer's clock may be ahead; it
  # applies to `iat` and `nbf`, never to `exp`.
  #
  # Raises TypeError or ArgumentError if an argument is wrong, and Error 40142 if the JWT has expired, else 40144, with
  # a `reason`; 40101 if `key` is not a valid API key; 50003 if the lookup returns anything else than an API key.
  def self.verify_ably_jwt(token, key:, now: nil, clock_tolerance_ms: 0)
    Options.require_callable("now", now)
    Options.require_whole("clock_tolerance_ms", clock_tolerance_ms)
    fixed = Options.fixed_key(key)
    parts = JwtText.parts_of(token)
    raise JwtText.error("malformed", "JWT: expected three parts, got #{parts.size}") unless parts.size == 3

    key_name = JwtCheck.key_name_of(JwtText.decode_object(parts[0], "JWT header"))
    found = fixed || Options.looked_up(key, key_name)
    if found.nil? || found.name != key_name
      raise JwtText.error("kid-unknown", "JWT header.kid: expected the name of a known key, got #{key_name}")
    end

    # Of the texts that decode to the same 32 bytes, one is accepted (RFC 4648 §3.5).
    unless OpenSSL.secure_compare(JwtText.signature_of("#{parts[0]}.#{parts[1]}", found.secret), parts[2])
      raise JwtText.error("signature", "JWT signature: expected that of the key, got another")
    end

    JwtCheck.claims(key_name, JwtText.decode_object(parts[1], "JWT claims"), Options.current_time(now),
                    clock_tolerance_ms)
  end

  # What a JWT says, checked.
  module JwtCheck
    module_function

    def key_name_of(header)
      read_header, at = Decode.decode(Tables::ABLY_JWT_HEADER, header)
      unless at.issues.empty?
        raise issue_error("header", at.issues, "malformed", "$.alg" => "algorithm", "$.kid" => "kid-missing")
      end
      # RFC 7515 §4.1.11: an extension that must be understood, and none is.
      return read_header["kid"] unless header.key?("crit")

      raise JwtText.error("malformed", "JWT header.crit: expected no critical extension, got " \
                                       "#{Words.got(header["crit"])}", remediation: "Sign without the header crit.")
    end

    def claims(key_name, claims, now, tolerance_ms)
      known, at = Decode.decode(Tables::ABLY_JWT_CLAIMS, claims)
      unless at.issues.empty?
        reasons = { '$["x-ably-capability"]' => "capability" }
        reasons.update("$.iat" => "iat-missing", "$.exp" => "exp-missing") if at.issues.first.keyword == "required"
        raise issue_error("claims", at.issues, "claims", reasons)
      end
      require_life(known)
      require_begun(known, now, tolerance_ms)
      late = now - (known["exp"] * 1000)
      return VerifiedJwt.new(key_name, known, claims) if late.negative?

      raise JwtText.error("expired", "JWT claims.exp: expected a time in the future, got one #{late} ms ago")
    end

    def require_life(known)
      life = known["exp"] - known["iat"]
      most = Limits::TTL_MAX_MS / 1000
      return if life.between?(1, most)

      raise JwtText.error("ttl", "JWT claims.exp: expected 1 to #{most} s after iat, got #{life} s")
    end

    def require_begun(known, now, tolerance_ms)
      { "iat" => "iat-in-future", "nbf" => "not-yet-valid" }.each do |claim, reason|
        ahead = (known.fetch(claim, known["iat"]) * 1000) - now
        next if ahead <= tolerance_ms

        raise JwtText.error(reason, "JWT claims.#{claim}: expected a time in the past, got one #{ahead} ms ahead")
      end
    end

    def issue_error(part, issues, otherwise, reasons)
      # The algorithm first: with another one nothing else in the header means anything.
      first = issues.find { |issue| issue.path == "$.alg" } || issues.first
      message = "JWT #{part}#{first.path.delete_prefix("$")}: #{first.message}"
      JwtText.error(reasons.fetch(first.path, otherwise), message, issues: issues)
    end
  end
end
