# frozen_string_literal: true

require "helper"
require "json"

# Texts with bytes changed at random: each call answers, or refuses with an error whose texts are valid. The seed is
# that of the run, which is printed.
class RandomTest < Minitest::Test
  RUNS = 5000
  TEXTS = [
    '{"keyName":"appId.keyId","ttl":"1","capability":"{\"a\":[\"*\"]}","clientId":"é\ud83d\ude00","timestamp":1e3,' \
    '"nonce":"n\u00e9","mac":"m"}',
    '{"a:*":["publish"],"[meta]x":["*"]}',
    AblyAuth.create_ably_jwt({ clientId: "é" }, key: KEY).token
  ].freeze
  PARTS = ["\xED\xA0\x80", "\xFF", "\\ud800", "\\udc00", "\"", "{", "[", "\0", "é", "\\", "9" * 30, "."].freeze
  CALLS = [
    ->(text) { AblyAuth.parse_api_key(text) },
    ->(text) { AblyAuth.read_token_request(text) },
    ->(text) { AblyAuth.verify_token_request(text, key: KEY) },
    ->(text) { AblyAuth.read_token_details("token" => text, "keyName" => text, text => text) },
    ->(text) { AblyAuth.create_token_request({ clientId: text, capability: { text => [text] }, text => 1 }, key: KEY) },
    ->(text) { AblyAuth.sign_text("clientId" => text, "nonce" => text) },
    ->(text) { AblyAuth.parse_capability(text).unknown_operations },
    ->(text) { AblyAuth.parse_capability("*" => ["*"]).permits?(text, text) },
    ->(text) { AblyAuth.create_ably_jwt({ claims: { text => text } }, key: KEY) },
    ->(text) { AblyAuth.create_ably_jwt({ channelClaims: { text => text }, publishRates: { text => 1 } }, key: KEY) },
    ->(text) { AblyAuth.verify_ably_jwt(text, key: KEY) },
    ->(text) { AblyAuth.embed_token({ text => text, exp: 1 }, text, secret: text, place: :claim, inner_expires: 1000) },
    ->(text) { AblyAuth.extract_embedded_token(text) }
  ].freeze

  def test_nothing_else_is_raised
    refused = (1..RUNS).count do
      text = changed(TEXTS.sample)
      begin
        CALLS.sample.call(text)
        false
      rescue AblyAuth::Error => e
        assert JSON.generate(e.to_h).valid_encoding?, text.inspect
      end
    end
    assert_includes (RUNS / 4)..(RUNS * 9 / 10), refused
  end

  private

  def changed(original)
    text = original.b
    rand(1..4).times do
      place = rand(text.bytesize)
      case rand(3)
      when 0 then text.insert(place, PARTS.sample.b)
      when 1 then text.setbyte(place, rand(256))
      else text[place, 5] = text[rand(text.bytesize), 5]
      end
    end
    text.force_encoding([Encoding::UTF_8, Encoding::BINARY, Encoding::ISO_8859_1].sample)
  end
end
