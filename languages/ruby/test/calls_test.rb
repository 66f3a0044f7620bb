# frozen_string_literal: true

require "helper"

# Calls that are wrong, whatever the data.
class CallsTest < Minitest::Test
  def test_options_are_checked_before_any_work
    ["1", 1.5, nil, Float::NAN].each do |wrong|
      assert_match(/max_skew_ms/, assert_raises(TypeError) do
        AblyAuth.verify_token_request({}, key: KEY, max_skew_ms: wrong)
      end.message)
      assert_match(/clock_tolerance_ms/, assert_raises(TypeError) do
        AblyAuth.verify_ably_jwt("a.b.c", key: KEY, clock_tolerance_ms: wrong)
      end.message)
    end
    assert_raises(ArgumentError) { AblyAuth::Signer.new(KEY, max_skew_ms: -1) }
    assert_raises(TypeError) { AblyAuth.create_token_request(key: KEY, now: 1000) }
    assert_raises(TypeError) { AblyAuth::Signer.new(KEY, nonce: "0123456789abcdef") }
  end

  def test_a_clock_returns_whole_milliseconds
    [Float::NAN, "1", nil, 1.5, Time.at(0)].each do |wrong|
      error = assert_raises(TypeError) { AblyAuth.create_token_request(key: KEY, now: -> { wrong }) }
      assert_match(/\Anow: must return/, error.message)
    end
  end

  def test_arguments_have_types
    [
      -> { AblyAuth.create_token_request(key: nil) },
      -> { AblyAuth.verify_token_request({}, key: nil) },
      -> { AblyAuth.verify_ably_jwt(nil, key: KEY) },
      -> { AblyAuth.create_ably_jwt([], key: KEY) },
      -> { AblyAuth.compute_mac(nil, "s") },
      -> { AblyAuth.compute_mac("text", nil) },
      -> { AblyAuth.sign_text(nil) },
      -> { AblyAuth.token_expired?(nil) },
      -> { AblyAuth.extract_embedded_token(nil) },
      -> { AblyAuth.embed_token({}, "t", secret: nil, place: :claim) },
      -> { AblyAuth.parse_capability("{}").permits?(nil, "publish") }
    ].each { |call| assert_raises(TypeError, &call) }
    [
      -> { AblyAuth.compute_mac("text", "") },
      -> { AblyAuth.embed_token({}, "t", secret: "", place: :claim) },
      -> { AblyAuth.embed_token({}, "t", secret: "s", place: :body) }
    ].each { |call| assert_raises(ArgumentError, &call) }
  end

  def test_a_lookup_that_returns_no_key_is_blamed
    request = AblyAuth.create_token_request(key: KEY)
    jwt = AblyAuth.create_ably_jwt(key: KEY).token
    ["", "appId.keyId", 5, {}, "#{KEY}\n"].each do |answer|
      [
        -> { AblyAuth.verify_token_request(request, key: ->(_) { answer }) },
        -> { AblyAuth.verify_ably_jwt(jwt, key: ->(_) { answer }) }
      ].each do |call|
        error = assert_raises(AblyAuth::Error, &call)
        assert_equal 50003, error.code
        assert_nil error.cause
      end
    end
    [nil, "appId.other:s3cret-text"].each do |answer|
      assert_equal 40400, refusal { AblyAuth.verify_token_request(request, key: ->(_) { answer }) }.first
    end
  end

  def test_errors_of_a_lookup_come_through
    request = AblyAuth.create_token_request(key: KEY)
    error = assert_raises(IOError) do
      AblyAuth.verify_token_request(request, key: ->(_) { raise IOError, "the database is away" })
    end
    assert_equal "the database is away", error.message
  end

  def test_an_unsigned_request_has_no_mac
    request = AblyAuth.create_token_request(key: KEY)
    assert_equal [40001, "$.mac"], refusal { AblyAuth.read_unsigned_token_request(request) }
    request.delete("mac")
    assert_equal request, AblyAuth.read_unsigned_token_request(request).value
  end

  def test_a_signer_verifies_its_own_key_alone
    signer = AblyAuth::Signer.new(KEY)
    other = AblyAuth.create_token_request(key: "appId.other:s3cret-text")
    assert_equal [40400, "$.keyName"], refusal { signer.verify_token_request(other) }
  end

  def test_a_token_expires_at_its_time
    at = ->(now, expires) { AblyAuth.token_expired?({ "token" => "t", expires: expires }, now: -> { now }) }
    assert_equal [false, true, true], [1999, 2000, 2001].map { |now| at.call(now, 2000) }
    assert_nil at.call(2000, Float::NAN)
    assert_nil at.call(2000, "2000")
    assert_nil AblyAuth.token_expired?({ token: "t" })
  end

  def test_a_long_jwt_has_a_warning
    assert_nil AblyAuth.create_ably_jwt(key: KEY).warning
    long = AblyAuth.create_ably_jwt({ claims: { a: "x" * 8000 } }, key: KEY)
    assert_match(/#{long.token.length} bytes/, long.warning)
    assert_equal 40003, refusal { AblyAuth.create_ably_jwt({ claims: { a: "x" * 131_072 } }, key: KEY) }.first
  end
end
