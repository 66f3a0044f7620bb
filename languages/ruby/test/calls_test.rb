# frozen_string_literal: true

require "helper"
require "set"

# What the signatures do not allow: wrong calls, and values that are not JSON.
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

  def test_what_is_no_json_is_refused
    [{ 1 => ["*"] }, { "a" => Set["*"] }, { "a" => "publish" }, [["a", ["*"]]], Object.new, nil, { "a" => [1] }]
      .each { |wrong| assert_refused(40000) { AblyAuth.parse_capability(wrong) } }
    [1r, BasicObject, Float::INFINITY, "\xFF", :a, { nil => 1 }, [[[[[[[[1]]]]]]]]].each do |wrong|
      assert_refused(40003) { AblyAuth.create_ably_jwt({ claims: { a: wrong } }, key: KEY) }
    end
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
      assert_refused(40400) { AblyAuth.verify_token_request(request, key: ->(_) { answer }) }
    end
  end

  def test_errors_of_a_lookup_come_through
    request = AblyAuth.create_token_request(key: KEY)
    error = assert_raises(IOError) do
      AblyAuth.verify_token_request(request, key: ->(_) { raise IOError, "the database is away" })
    end
    assert_equal "the database is away", error.message
  end
end
