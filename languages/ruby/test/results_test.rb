# frozen_string_literal: true

require "helper"

# What right calls answer, where the vectors do not ask.
class ResultsTest < Minitest::Test
  def test_an_unsigned_request_has_no_mac
    request = AblyAuth.create_token_request(key: KEY)
    assert_refused(40001, "$.mac") { AblyAuth.read_unsigned_token_request(request) }
    request.delete("mac")
    assert_equal request, AblyAuth.read_unsigned_token_request(request).value
  end

  def test_a_signer_verifies_its_own_key_alone
    signer = AblyAuth::Signer.new(KEY)
    other = AblyAuth.create_token_request(key: "appId.other:s3cret-text")
    assert_refused(40400, "$.keyName") { signer.verify_token_request(other) }
  end

  def test_a_token_expires_at_its_time
    at = ->(now, expires) { AblyAuth.token_expired?({ "token" => "t", expires: expires }, now: -> { now }) }
    { 1999 => false, 2000 => true, 2001 => true }.each { |now, expired| assert_equal expired, at.call(now, 2000) }
    assert_nil at.call(2000, Float::NAN)
    assert_nil at.call(2000, "2000")
    assert_nil AblyAuth.token_expired?({ token: "t" })
  end

  def test_a_long_jwt_has_a_warning
    assert_nil AblyAuth.create_ably_jwt(key: KEY).warning
    long = AblyAuth.create_ably_jwt({ claims: { a: "x" * 8000 } }, key: KEY)
    assert_match(/#{long.token.length} bytes/, long.warning)
    assert_refused(40003) { AblyAuth.create_ably_jwt({ claims: { a: "x" * 131_072 } }, key: KEY) }
  end

  def test_a_token_is_embedded_in_either_place
    details = { token: "app.token", expires: 2000 }
    { header: "header", "claim" => "claim" }.each do |place, name|
      found = AblyAuth.extract_embedded_token(AblyAuth.embed_token({ exp: 2 }, details, secret: "s", place: place))
      assert_equal ["app.token", name, 2000], [found.token, found.place, found.outer_expires]
    end
    plain = AblyAuth.create_ably_jwt(key: KEY).token
    assert_nil AblyAuth.extract_embedded_token(plain)
  end

  def test_a_lenient_read_says_what_it_tolerated
    request = AblyAuth.create_token_request({ ttl: 1000 }, key: KEY).merge("ttl" => "1000", "clientId" => nil, "a" => 1)
    result = AblyAuth.read_token_request(request)
    assert_equal 1000, result.value["ttl"]
    assert_equal [["$.a", "unknown-member"], ["$.ttl", "decimal-string"], ["$.clientId", "null"]],
                 (result.leniencies.map { |leniency| [leniency.path, leniency.kind] })
  end
end
