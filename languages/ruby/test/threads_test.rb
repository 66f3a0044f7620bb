# frozen_string_literal: true

require "helper"

class ThreadsTest < Minitest::Test
  def test_share_a_signer_and_a_capability
    signer = AblyAuth::Signer.new(KEY)
    capability = AblyAuth.parse_capability("chat:*" => ["publish"], "*" => ["history"])
    answers = in_threads(200) do |number|
      verified = signer.verify_token_request(signer.create_token_request({ clientId: number.to_s }))
      [verified.request["clientId"], capability.permits?("chat:#{number}", "publish")]
    end
    assert_equal((0...200).map { |number| [number.to_s, true] }, answers)
  end

  def test_never_share_a_nonce
    nonces = in_threads(1000) { AblyAuth.create_token_request(key: KEY)["nonce"] }
    assert_equal 1000, nonces.uniq.size
    assert_equal [22], nonces.map(&:length).uniq
  end

  private

  # What the block answers for each number, in eight threads.
  def in_threads(count, &block)
    (0...count).each_slice(count / 8).map { |numbers| Thread.new { numbers.map(&block) } }.flat_map(&:value)
  end
end
