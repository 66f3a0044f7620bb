# frozen_string_literal: true

require "openssl"
require "securerandom"
require_relative "api_key"
require_relative "capability"
require_relative "decode"
require_relative "options"
require_relative "sign_text"

module AblyAuth
  # What was read, and where the received form differed from what the protocol says.
  class ReadResult
    # The value, a Hash with members in the order of the schema.
    attr_reader :value
    attr_reader :leniencies

    def initialize(value, leniencies)
      @value = value
      @leniencies = leniencies.freeze
      freeze
    end
  end

  # A request that was signed with the key that it names, and is current.
  class VerifiedTokenRequest
    # The request as it was read, members in the order of the sign text.
    attr_reader :request
    # The capability of the request as it was parsed; nil where the request has none.
    attr_reader :capability
    # Where the received form differed from what the protocol says.
    attr_reader :leniencies

    def initialize(request:, capability:, leniencies:)
      @request = request
      @capability = capability
      @leniencies = leniencies.freeze
      freeze
    end
  end

  # Signs and verifies with one key, which it keeps to itself. Threads may share it.
  class Signer
    def initialize(key, now: nil, nonce: nil, max_skew_ms: Limits::TIMESTAMP_MAX_SKEW_MS)
      Options.require_callable("now", now)
      Options.require_callable("nonce", nonce)
      Options.require_whole("max_skew_ms", max_skew_ms)
      @key = AblyAuth.parse_api_key(key)
      @hmac = @key.hmac
      @now = now
      @nonce = nonce
      @max_skew_ms = max_skew_ms
      freeze
    end

    # The public part of the key.
    def key_name
      @key.name
    end

    # As the method of the same name of AblyAuth.
    def create_token_request(params = {})
      TokenParams.sign(params, @key.name, @hmac, @now, @nonce)
    end

    # As the method of the same name of AblyAuth; a request of another key is refused with 40400.
    def verify_token_request(request)
      Candidate.new(request).conclude(@key, @now, @max_skew_ms)
    end

    def inspect
      "#<#{self.class} #{key_name}>"
    end
    alias to_s inspect
  end

  # Creates a TokenRequest and signs it: anyone who gets it can obtain one token with it, without the key (RSA9).
  #
  # `params` say what is asked of the token: ttl and timestamp in ms, capability as JSON text or a Hash, clientId,
  # nonce; the service decides what is left out. They stay as they are. `key` is the whole API key,
  # `<appId>.<keyId>:<secret>`; `now` returns the time in ms since the epoch, the real one by default (RSA9d); `nonce`
  # makes the nonce of 16 to 256 characters, 132 random bits by default (RSA9c).
  #
  # Returns a Hash with the names that go over the wire: answer it as JSON. Raises TypeError if an argument is wrong,
  # and Error 40003, 40000 or 40012 if the params are not valid, with every issue; 40101 if the key is not.
  def self.create_token_request(params = {}, key:, now: nil, nonce: nil)
    Options.require_callable("now", now)
    Options.require_callable("nonce", nonce)
    parsed = parse_api_key(key)
    TokenParams.sign(params, parsed.name, ->(text) { SignText.hmac_sha256(text, parsed.secret) }, now, nonce)
  end

  # Reads a signed TokenRequest as SDKs send it (TE6): JSON text of 128 KiB at most, or a Hash.
  #
  # Only types are checked: neither length nor range, nor the form of the MAC, nor the MAC. nil, `ttl: 0` and an empty
  # capability are read as absent, decimal strings as numbers, and unknown members are dropped.
  #
  # Raises Error 40001 if it is not a JSON object, names a member twice, is too large or has no keyName; 40003, 40000,
  # 40012 or 40101 if a member is missing or has another type.
  def self.read_token_request(request)
    TokenParams.read_leniently(Tables::TOKEN_REQUEST, request, "TokenRequest")
  end

  # Reads a TokenRequest without a MAC, which comes with Basic auth; it may lack a nonce.
  #
  # Raises as `read_token_request`; 40001 also if it has a MAC, which nobody would check.
  def self.read_unsigned_token_request(request)
    result = TokenParams.read_leniently(Tables::UNSIGNED_TOKEN_REQUEST, request, "TokenRequest")
    return result if result.leniencies.none? { |leniency| leniency.path == "$.mac" && leniency.kind != "null" }

    raise Error.new(ErrorCodes::INVALID_REQUEST_BODY, "TokenRequest.mac: expected no MAC in an unsigned request",
                    path: "$.mac", remediation: "Read and verify a signed request with verify_token_request.")
  end

  # Verifies a signed TokenRequest: its form, its key, its MAC, what its capability says and its timestamp.
  #
  # It does not know used nonces: anyone who issues tokens must also refuse a request with the key name, timestamp and
  # nonce of an earlier one. Nor does it know what the key may do. The MAC is checked over the capability text as it
  # stands.
  #
  # `request` is read as by `read_token_request`. `key` is the whole key, or something to call that finds it by the key
  # name and returns nil for one that it does not know; its own errors come through. `max_skew_ms` says how far the
  # timestamp may be from `now`, either way.
  #
  # Raises TypeError or ArgumentError if an argument is wrong, and Error 40001, 40003, 40000 or 40012 if the request is
  # malformed; 40400 if the key is not known; 40101 if the MAC is wrong; 40000 if its capability is not valid; 40104 if
  # the timestamp is not current; 50003 if the lookup returns something that is not a key.
  def self.verify_token_request(request, key:, now: nil, max_skew_ms: Limits::TIMESTAMP_MAX_SKEW_MS)
    Options.require_callable("now", now)
    Options.require_whole("max_skew_ms", max_skew_ms)
    fixed = Options.fixed_key(key)
    candidate = Candidate.new(request)
    candidate.conclude(fixed || Options.looked_up(key, candidate.request["keyName"]), now, max_skew_ms)
  end

  # Params of a token: read, and made a request.
  module TokenParams
    module_function

    # The params with the capability as canonical text, and what is wrong with them.
    def read(params)
      at = Decoding.new(text_or_object: Capability.method(:read_canonical_text))
      [Decode.read(at, Tables::TOKEN_PARAMS, "$", params, required: true), at]
    end

    def sign(params, key_name, hmac, now, nonce)
      asked, at = read(params)
      at.raise_issues("TokenParams")
      complete(at, asked, "timestamp", Tables::TIMESTAMP) { Options.current_time(now) } # RSA9d
      complete(at, asked, "nonce", Tables::NONCE) { nonce.call } if nonce # RSA9c
      asked["nonce"] ||= fresh_nonce
      at.raise_issues("TokenParams")
      # Members in the order of the sign text; an absent one stays absent (RSA5, RSA6, TK2c).
      asked["keyName"] = key_name
      request = asked.slice(*Tables::SIGNED_FIELDS)
      request["mac"] = [hmac.call(SignText.join(request))].pack("m0") # RSA9g
      request
    end

    def complete(at, asked, name, rule)
      asked[name] = Decode.read(at, rule, "$.#{name}", yield, required: true) unless asked.key?(name)
    end

    def fresh_nonce
      length = Limits::NONCE_RANDOM_BITS / 6 # a character of base64url has six bits
      SecureRandom.urlsafe_base64(length)[0, length]
    end

    # Reads what arrives. Ranges, lengths and forms are not checked: public fixtures have short nonces and MACs.
    def read_leniently(rule, value, name)
      read_value, at = Decode.decode(rule, value, lenient: true)
      return ReadResult.new(read_value, at.leniencies) unless read_value.equal?(ABSENT)

      mistyped = at.issues.select { |issue| %w[type required].include?(issue.keyword) }
      raise Error.from_issues(mistyped.empty? ? at.issues : mistyped, name)
    end
  end

  # A request that is well-formed; whether it is genuine is not known yet.
  class Candidate
    attr_reader :request

    def initialize(given)
      @request, at = Decode.decode(Tables::TOKEN_REQUEST, given, lenient: true)
      # The form of the MAC is checked with the MAC.
      malformed = at.issues.reject { |issue| issue.path == "$.mac" && issue.keyword == "pattern" }
      raise Error.from_issues(malformed, "TokenRequest") unless malformed.empty?

      @leniencies = at.leniencies
      @mac_has_form = at.issues.empty?
    end

    # Checks the MAC, then what it vouches for: an unauthenticated caller must not buy the work of the rest.
    def conclude(key, now, max_skew_ms)
      if key.nil? || key.name != request["keyName"]
        raise Error.new(ErrorCodes::NOT_FOUND, "TokenRequest.keyName: no such key", path: "$.keyName")
      end

      at = Decoding.new(lenient: true)
      if !@mac_has_form || !mac_matches?(key.secret)
        at.breach(Tables::MAC_MATCH, "$.mac", "const", "another one")
      elsif request.key?("capability")
        capability = Capability.read(at, "$.capability", request["capability"])
      end
      require_current(at, request["timestamp"] - Options.current_time(now), max_skew_ms) if at.issues.empty?
      at.raise_issues("TokenRequest")
      VerifiedTokenRequest.new(request: request, capability: capability, leniencies: @leniencies)
    end

    private

    def mac_matches?(secret)
      expected = SignText.hmac_sha256(SignText.join(request), secret)
      OpenSSL.fixed_length_secure_compare(expected, request["mac"].unpack1("m0"))
    end

    def require_current(at, skew, max_skew_ms)
      return if skew.abs <= max_skew_ms

      got = "#{skew.abs} ms #{skew.negative? ? "behind" : "ahead of"} it, with #{max_skew_ms} ms allowed"
      at.breach(Tables::TIMESTAMP_CURRENT, "$.timestamp", skew.negative? ? "minimum" : "maximum", got)
    end
  end
end
