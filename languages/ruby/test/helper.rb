# frozen_string_literal: true

require "minitest/autorun"
require "ably_auth"

KEY = "appId.keyId:s3cret-text"

class Minitest::Test
  # The code and the path of the error that a block raises.
  def refusal(&block)
    error = assert_raises(AblyAuth::Error, &block)
    assert_predicate error.message, :valid_encoding?
    [error.code, error.path]
  end
end
