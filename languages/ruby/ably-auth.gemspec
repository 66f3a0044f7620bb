# frozen_string_literal: true

require_relative "lib/ably_auth/version"

Gem::Specification.new do |spec|
  spec.name = "ably-auth"
  spec.version = AblyAuth::VERSION
  spec.summary = "Signs and verifies Ably TokenRequests and JWTs"
  spec.description = "Signs and verifies Ably TokenRequests and JWTs, by a typed specification of Ably's token " \
                     "authentication."
  spec.authors = ["The Ably Auth authors"]
  spec.license = "Apache-2.0"
  spec.required_ruby_version = ">= 3.0"
  spec.files = Dir.chdir(__dir__) { Dir["lib/**/*.rb", "sig/**/*.rbs", "README.md"] }
  spec.metadata = { "rubygems_mfa_required" => "true" }
end
