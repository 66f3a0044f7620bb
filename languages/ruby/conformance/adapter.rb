# frozen_string_literal: true

# Answers the tests of `ably-auth conformance run` with this gem.

require_relative "../lib/ably_auth"

module AblyAuth
  # Inside of the module: a line of a test may hold what only the gem's own reader of JSON keeps, a lone surrogate.
  module Adapter
    OPERATIONS = {
      "create-token-request" => lambda do |given|
        nonce = given.key?("nonce") ? -> { given["nonce"] } : nil
        params = given.fetch("params", {})
        { "request" => AblyAuth.create_token_request(params, key: given["key"], now: clock(given), nonce: nonce) }
      end,
      "parse-api-key" => lambda do |given|
        key = AblyAuth.parse_api_key(given["key"])
        { "name" => key.name, "secret" => key.secret }
      end,
      "read-token-request" => ->(given) { { "request" => AblyAuth.read_token_request(given["text"]).value } },
      "read-token-details" => ->(given) { { "details" => AblyAuth.read_token_details(given["text"]).value } },
      "canonicalize-capability" => lambda do |given|
        { "text" => AblyAuth.canonicalize_capability(given.fetch("text") { given["capability"] }) }
      end,
      "parse-capability" => ->(given) { { "capability" => AblyAuth.parse_capability(given["text"]).to_h } },
      "permits" => lambda do |given|
        capability = AblyAuth.parse_capability(given["capability"])
        { "permits" => capability.permits?(given["resource"], given["operation"]) }
      end,
      "covers" => lambda do |given|
        { "covers" => AblyAuth.parse_capability(given["outer"]).covers?(given["inner"]) }
      end,
      "intersect" => lambda do |given|
        { "text" => AblyAuth.parse_capability(given["a"]).intersect(given["b"]).text }
      end,
      "sign-text" => ->(given) { { "text" => AblyAuth.sign_text(given["request"]) } },
      "mac" => ->(given) { { "mac" => AblyAuth.compute_mac(given["text"], given["secret"]) } },
      "verify-token-request" => lambda do |given|
        { "request" => AblyAuth.verify_token_request(given["text"], key: given["key"], now: clock(given)).request }
      end,
      "create-jwt" => lambda do |given|
        { "token" => AblyAuth.create_ably_jwt(given["params"], key: given["key"], now: clock(given)).token }
      end,
      "verify-jwt" => lambda do |given|
        tolerance = { clock_tolerance_ms: given["clockToleranceMs"] }.compact
        jwt = AblyAuth.verify_ably_jwt(given["token"], key: given["key"], now: clock(given), **tolerance)
        { "verified" => verified(jwt) }
      end,
      "embed-token" => lambda do |given|
        { "token" => AblyAuth.embed_token(given["outerClaims"], given["token"], secret: given["secret"],
                                          place: given["place"], inner_expires: given["innerExpires"]) }
      end,
      "extract-embedded-token" => lambda do |given|
        found = AblyAuth.extract_embedded_token(given["jwt"])
        members = { "token" => found&.token, "place" => found&.place, "outerExpires" => found&.outer_expires }
        { "embedded" => found && members.compact }
      end
    }.freeze

    HELLO = {
      "type" => "hello",
      "protocol" => 1,
      "sdk" => "ably-auth (Ruby)",
      "version" => VERSION,
      "language" => "Ruby #{RUBY_VERSION}",
      "operations" => OPERATIONS.keys,
      "features" => %w[fixed-nonce fixed-clock clock-tolerance]
    }.freeze

    module_function

    def clock(given)
      given.key?("now") ? -> { given["now"] } : nil
    end

    def verified(jwt)
      {
        "keyName" => jwt.key_name,
        "issued" => jwt.issued,
        "expires" => jwt.expires,
        "channelClaims" => jwt.channel_claims,
        "publishRates" => jwt.publish_rates,
        "capability" => jwt.capability&.text,
        "clientId" => jwt.client_id,
        "revocationKey" => jwt.revocation_key
      }.compact
    end

    # The answer to one line.
    def answer(test)
      return HELLO if test["type"] == "hello"

      { "id" => test["id"], "ok" => true, "output" => OPERATIONS.fetch(test["operation"]).call(test["input"]) }
    rescue Error => e
      known = { "code" => e.code, "path" => e.path, "reason" => e.reason, "rule" => e.issues.first&.rule,
                "message" => e.message }
      { "id" => test["id"], "ok" => false, "error" => known.compact }
    rescue StandardError => e
      crash = !(e.is_a?(TypeError) || e.instance_of?(ArgumentError))
      { "id" => test["id"], "ok" => false, "error" => { "message" => "#{e.class}: #{e.message}", "crash" => crash } }
    end

    # An answer as JSON text of any depth.
    def text_of(answer)
      JwtText.json_of(answer, "answer", 1000) { |path, expected| ArgumentError.new("#{path}: expected #{expected}") }
    end

    $stdout.binmode
    $stdin.binmode.each_line do |line|
      $stdout.write(text_of(answer(JsonText.parse(line))), "\n")
      $stdout.flush
    end
  end
end
