# frozen_string_literal: true

require "helper"
require "json"

# Values that only Ruby has.
class ValuesTest < Minitest::Test
  def test_names_may_be_symbols_but_not_twice
    request = AblyAuth.create_token_request({ clientId: "alice", capability: { a: ["*"] } }, key: KEY)
    assert_equal ["alice", '{"a":["*"]}'], request.values_at("clientId", "capability")
    assert_refused(40000, "$") { AblyAuth.create_token_request({ ttl: 1, "ttl" => 2 }, key: KEY) }
    assert_refused(40000, '$["a"][0]') { AblyAuth.parse_capability(a: [:publish]) }
  end

  def test_bytes_are_utf8
    request = AblyAuth.create_token_request({ "clientId" => "é😀" }, key: KEY)
    assert_equal request, AblyAuth.read_token_request(JSON.generate(request).b).value
    assert_equal request["clientId"], AblyAuth.create_token_request({ clientId: "é😀".b }, key: KEY)["clientId"]
    assert AblyAuth.parse_capability("é" => ["*"]).permits?("é".b, "publish")
  end

  def test_other_encodings_are_the_text_that_they_are
    text = AblyAuth.sign_text("clientId" => "é".encode("ISO-8859-1"), nonce: "é😀".encode("UTF-16LE"))
    assert_equal "\n\n\né\n\né😀\n", text
    assert_refused(40012, "$.clientId") { AblyAuth.sign_text(clientId: "\xD8".dup.force_encoding("UTF-16LE")) }
    assert_equal AblyAuth.compute_mac("é", "ü"), AblyAuth.compute_mac("é".encode("ISO-8859-1"), "ü".encode("UTF-16BE"))
    jwts = ["ü", "ü".b, "ü".encode("UTF-16LE")].map do |secret|
      AblyAuth.embed_token({ exp: 2 }, { token: "t", expires: 2000 }, secret: secret, place: :claim)
    end
    assert_equal 1, jwts.uniq.size
  end

  def test_text_that_has_no_utf8_form_is_refused
    {
      { clientId: "a\xFF" } => [40012, "$.clientId"],
      { capability: { "\xFF" => ["*"] } } => [40000, '$.capability["�"]'],
      { capability: '{"\ud800":["*"]}' } => [40000, '$.capability["\ud800"]'],
      { capability: "{\"\xFF\":[\"*\"]}" } => [40000, "$.capability"]
    }.each { |params, (code, path)| assert_refused(code, path) { AblyAuth.create_token_request(params, key: KEY) } }
    assert_refused(40003, "$.nonce") { AblyAuth.sign_text("nonce" => "\xED\xA0\x80") }
    assert_refused(40001, "$") { AblyAuth.read_token_request("{\"keyName\":\"\xFF\"}") }
    assert_refused(40001, "$.keyName") { AblyAuth.read_token_request("{\"keyName\":\"\xED\xA0\x80\"}") }
    assert AblyAuth.parse_capability("*" => ["*"]).permits?("a\xFF", "publish")
    refute AblyAuth.parse_capability("a?" => ["*"]).permits?("a\xFF", "publish")
  end

  def test_lengths_count_code_points
    longest = "😀" * AblyAuth::Limits::CLIENT_ID_MAX_LENGTH
    assert_equal longest, AblyAuth.create_token_request({ clientId: longest }, key: KEY)["clientId"]
    assert_refused(40012) { AblyAuth.create_token_request({ clientId: "#{longest}😀" }, key: KEY) }
  end

  def test_whole_floats_are_integers
    assert_equal 3_600_000, AblyAuth.create_token_request({ ttl: 3.6e6 }, key: KEY)["ttl"]
    assert_equal "\n1000\n\n\n\n\n", AblyAuth.sign_text(ttl: 1000.0)
    [true, 1.5, 1000r, Float::NAN, Float::INFINITY, 10**400, "1000"].each do |wrong|
      error = assert_refused(40003, "$.ttl") { AblyAuth.create_token_request({ ttl: wrong }, key: KEY) }
      assert_operator error.message.length, :<, 120
    end
  end

  def test_an_object_is_bounded_as_its_text_is
    bytes = JSON.generate("token" => "t", "keyName" => "").bytesize
    details = ->(length) { AblyAuth.read_token_details("token" => "t", "keyName" => "k" * length).value }
    assert_equal 131_072 - bytes, details.call(131_072 - bytes)["keyName"].length
    assert_refused(40001, "$") { details.call(131_073 - bytes) }
  end

  def test_arguments_stay_as_they_are
    params = { "ttl" => 1000, "capability" => { "b" => %w[subscribe publish], "a" => ["*"] }, "claims" => { "c" => 1 } }
    before = Marshal.dump(params)
    AblyAuth.create_ably_jwt(params, key: KEY)
    AblyAuth.create_token_request(params.slice("ttl", "capability"), key: KEY)
    assert_equal before, Marshal.dump(params)
  end

  def test_what_was_read_does_not_change_with_its_source
    name = +"alice"
    request = AblyAuth.create_token_request({ clientId: name }, key: KEY)
    name << "bob"
    assert_equal "alice", request["clientId"]
    capability = AblyAuth.parse_capability("a" => ["publish"])
    assert_raises(FrozenError) { capability["a"] << "*" }
    capability.to_h["b"] = ["*"]
    assert_equal 1, capability.size
  end

  def test_deep_and_long_json_is_refused_without_work
    ["[" * 100_000, '{"a":' * 26_000, "\"#{"\\" * 100_000}", "{\"#{"\\\"" * 60_000}\":1,}", "1" * 100_000, "[1e999]",
     "NaN", " " * 131_073, "", "{} {}", '{"a":[1,]}', "{,}", '{"a":"\x"}', "/**/{}", "{\"a\":\"\n\"}", '{"a":01}',
     '{"a":"\u12"}', '{"a":1.}', '{"a":nul}', "{'a':1}", '{"a" 1}', '{"a":1'].each do |text|
      assert_refused(40001, "$") { AblyAuth.read_token_request(text) }
    end
  end

  def test_a_capability_is_enumerable_and_equal_by_its_text
    capability = AblyAuth.parse_capability("b" => %w[subscribe publish], "a" => ["*"])
    assert_equal [["a", ["*"]], ["b", %w[publish subscribe]]], capability.to_a
    assert_equal 2, capability.each.size
    assert_nil capability["c"]
    same = AblyAuth.parse_capability(capability.text)
    assert_equal [capability], [capability, same].uniq
    refute_equal capability, capability.text
    assert_equal %w[fly], AblyAuth.parse_capability("a" => %w[publish fly]).unknown_operations
  end
end
