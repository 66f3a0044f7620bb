# frozen_string_literal: true

require_relative "capability"
require_relative "jwt_text"
require_relative "token_request"

module AblyAuth
  # The claims of an Ably JWT, made of what it is to say, and read.
  module JwtClaims
    EXPECTED = { "channelClaims" => "a string", "publishRates" => "a positive number" }.freeze
    # The params that the params of a token do not have.
    OWN = ["revocationKey", "claims", *Tables::SCOPED_CLAIMS.keys].freeze
    # The params that mean in a JWT what they mean in those of a token.
    SHARED = %w[ttl capability clientId].freeze
    # The error for a value that cannot be in a claim.
    REFUSE = lambda do |path, expected, value|
      invalid(path, "expected #{expected}, got #{Words.got(value)}", "Correct the member that the message names.")
    end
    private_constant :EXPECTED, :OWN, :SHARED

    class << self
      # The claims of a JWT that is issued at a second.
      def of(given, issued)
        refuse_others(given)
        asked, at = TokenParams.read(given.slice(*SHARED))
        at.raise_issues("AblyJwtParams")
        claims = own_claims(given)
        claims["iat"] = issued
        claims["exp"] = issued + seconds(asked.fetch("ttl", Limits::TTL_DEFAULT_MS))
        claims["x-ably-capability"] = asked["capability"] if asked.key?("capability")
        claims["x-ably-clientId"] = asked["clientId"] if asked.key?("clientId")
        claims["x-ably-revocation-key"] = revocation_key(given) if given.key?("revocationKey")
        Tables::SCOPED_CLAIMS.each { |member, prefix| add_scoped(claims, given, member, prefix) }
        require_valid(claims)
        claims
      end

      # The capability that a JWT asks for; nil where it does not say.
      def capability_of(text)
        AblyAuth.parse_capability(text) if text
      rescue Error => e
        raise JwtText.error("capability", "JWT claims[\"x-ably-capability\"]: #{e.message}")
      end

      # The claims for channels or resources, by their names.
      def scoped(claims, member)
        prefix = Tables::SCOPED_CLAIMS.fetch(member)
        claims.select { |claim,| claim.start_with?(prefix) }.to_h do |claim, value|
          unless accepts?(member, value)
            where = Paths.entry("JWT claims", claim)
            raise JwtText.error("claims", "#{where}: expected #{EXPECTED[member]}, got #{Words.got(value)}")
          end
          [claim.delete_prefix(prefix), value]
        end
      end

      def invalid(path, message, remediation)
        Error.new(ErrorCodes::INVALID_PARAMETER_VALUE, "#{path}: #{message}",
                  path: "$.#{path}", remediation: remediation)
      end

      private

      # A misspelt clientId would silently give an anonymous token; a nonce or a timestamp would be lost.
      def refuse_others(given)
        at = Decoding.new
        (given.keys - OWN - SHARED).each do |name|
          at.breach(Tables::JWT_PARAMS_MEMBER, Paths.member("$", name), "additionalProperties", "another one")
        end
        at.raise_issues("AblyJwtParams")
      end

      def seconds(ttl)
        return ttl / 1000 if (ttl % 1000).zero?

        raise invalid("ttl", "expected a multiple of 1000 ms, got #{ttl}", "Pass whole seconds, in milliseconds.")
      end

      def revocation_key(given)
        key = Utf8.text(given["revocationKey"])
        return key unless key.nil? || key.empty?

        raise REFUSE.call("revocationKey", "a string that is not empty", given["revocationKey"])
      end

      def own_claims(given)
        claims = object_of(given, "claims")
        clash = claims.keys.find { |name| %w[iat exp].include?(name) || name.start_with?("x-ably-", "ably.") }
        return claims unless clash

        raise invalid(Paths.entry("claims", clash), "expected a claim of the app, got one of Ably's",
                      "Pass it as ttl, capability, clientId, revocationKey, channelClaims or publishRates.")
      end

      def object_of(given, member)
        return {} unless given.key?(member)

        Words.plain_object(given[member]) || raise(REFUSE.call(member, "a plain object", given[member]))
      end

      def add_scoped(claims, given, member, prefix)
        object_of(given, member).each do |name, value|
          path = Paths.entry(member, name)
          raise REFUSE.call(path, "a name", name) if name.empty?
          raise REFUSE.call(path, EXPECTED[member], value) unless accepts?(member, value)

          claims["#{prefix}#{name}"] = value
        end
      end

      def accepts?(member, value)
        return !Utf8.text(value).nil? if member == "channelClaims"

        (value.is_a?(Integer) || value.is_a?(Float)) && value.positive? && value.to_f.finite?
      end

      # nbf of the app, a clock before 1970.
      def require_valid(claims)
        issue = AblyAuth.validate("AblyJwtClaims", claims).first or return
        raise invalid("claims#{issue.path.delete_prefix("$")}", issue.message, issue.remediation)
      end
    end
  end
end
