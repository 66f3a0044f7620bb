# frozen_string_literal: true

module AblyAuth
  VERSION = "0.1.0"
end
