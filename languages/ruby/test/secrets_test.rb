# frozen_string_literal: true

require "helper"
require "json"
require "yaml"

class SecretsTest < Minitest::Test
  def test_are_in_no_text_of_an_object
    [AblyAuth.parse_api_key(KEY), AblyAuth::Signer.new(KEY)].each do |object|
      variables = object.instance_variables.map { |name| object.instance_variable_get(name) }
      texts = [object.inspect, object.to_s, capture_io { pp object }.first, [object].inspect, object.to_json,
               YAML.dump(object), YAML.dump(variables), variables.inspect]
      texts.each { |text| refute_includes text, "s3cret" }
      assert_raises(TypeError) { Marshal.dump(object) }
      assert_match(/keyId>\z/, object.inspect)
    end
    assert_equal "s3cret-text", AblyAuth.parse_api_key(KEY).secret
  end

  def test_are_in_no_error
    ["#{KEY} ", "\u00A0#{KEY}", "#{KEY}\uFEFF", "appIdkeyId:s3cret", "s3cret-text", "a.b:s3cret-texté",
     "a.b:s3cret\xFF", "a:b.c:s3cret", "a.b:"].each do |key|
      error = assert_raises(AblyAuth::Error) { AblyAuth.parse_api_key(key) }
      assert_equal [40101, "$"], [error.code, error.path]
      refute_includes "#{error.message} #{error.inspect} #{error.full_message} #{error.to_h}", "s3cret"
    end
    request = AblyAuth.create_token_request(key: KEY)
    error = assert_raises(AblyAuth::Error) { AblyAuth.verify_token_request(request, key: "appId.keyId:s3cret-texu") }
    refute_includes "#{error.full_message} #{error.to_h}", "s3cret"
  end

  def test_an_error_is_an_error_info
    error = assert_raises(AblyAuth::Error) { AblyAuth.create_token_request({ ttl: 0 }, key: KEY) }
    assert_predicate error.issues, :frozen?
    assert_equal(
      { "message" => error.message, "code" => 40003, "statusCode" => 400, "remediation" => error.remediation,
        "href" => "https://help.ably.io/error/40003", "path" => "$.ttl" },
      error.to_h
    )
  end
end
