# frozen_string_literal: true

require "minitest/autorun"
require "ably_auth"

KEY = "appId.keyId:s3cret-text"

module Minitest
  class Test
    # The error that a block raises, with this code, and with this path where one is given.
    def assert_refused(code, path = nil, &block)
      error = assert_raises(AblyAuth::Error, &block)
      assert_predicate error.message, :valid_encoding?
      assert_equal [code, path || error.path], [error.code, error.path]
      error
    end
  end
end
