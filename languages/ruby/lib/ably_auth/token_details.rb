# frozen_string_literal: true

require_relative "token_request"

module AblyAuth
  # Reads a TokenDetails as a service or an auth server sends it (TD7): JSON text of 128 KiB at most, or a Hash.
  #
  # Only types are checked; only `token` is required. nil and an empty capability are read as absent, decimal strings as
  # numbers, and unknown members are dropped (RSF1).
  #
  # Raises Error 40001 if it is not a JSON object, names a member twice, is too large, has no token or a member of
  # another type; 40012 if that is the clientId.
  def self.read_token_details(details)
    TokenParams.read_leniently(Tables::TOKEN_DETAILS, details, "TokenDetails")
  end

  # Whether a token has expired by the given clock; nil where its expiry is not known (RSA4b1). `now` returns the time
  # in ms since the epoch, of the service's clock where its offset is known (RSA10k).
  def self.token_expired?(details, now: nil)
    Options.require_callable("now", now)
    members = Words.plain_object(details) or raise TypeError, "details: expected a Hash, got #{Words.got(details)}"
    expires = members["expires"]
    # Anything but a time counts as not known: NaN compares false, and the token would never expire.
    return unless expires.is_a?(Integer) || (expires.is_a?(Float) && !expires.nan?)

    expires <= Options.current_time(now)
  end
end
