# frozen_string_literal: true

require_relative "ably_auth/version"
require_relative "ably_auth/errors"
require_relative "ably_auth/decode"
require_relative "ably_auth/api_key"
require_relative "ably_auth/capability"
require_relative "ably_auth/sign_text"
require_relative "ably_auth/token_request"
require_relative "ably_auth/token_details"
require_relative "ably_auth/jwt"
require_relative "ably_auth/embedded_token"

# Signs and verifies Ably TokenRequests and JWTs, by the typed specification of Ably's token authentication.
module AblyAuth
  private_constant :ABSENT, :MAX_ISSUES, :Decoding, :Decode, :Words, :Paths, :Utf8, :JsonText, :Options, :Tables,
                   :Rule, :TextRule, :IntegerRule, :ChoiceRule, :FlagRule, :CallbackRule, :AnyObjectRule, :ListRule,
                   :MapRule, :EitherRule, :TextOrObjectRule, :ObjectRule, :Member, :TextPattern, :Pattern,
                   :PatternTree, :Intersection, :SignText, :TokenParams, :Candidate, :JwtText, :JwtClaims, :JwtCheck,
                   :Embedding
end
