# frozen_string_literal: true

require_relative "api_key"
require_relative "gen/error_codes"

module AblyAuth
  # Guards for the arguments of a call. What cannot be compared must never make a check pass.
  module Options
    module_function

    # Raises TypeError for an optional callback that cannot be called.
    def require_callable(name, value)
      raise TypeError, "#{name}: expected something to call" unless value.nil? || value.respond_to?(:call)
    end

    # Raises for a duration or a time that is not a whole number, 0 or more.
    def require_whole(name, value)
      raise TypeError, "#{name}: expected whole milliseconds" unless value.is_a?(Integer)
      raise ArgumentError, "#{name}: expected whole milliseconds, 0 or more" if value.negative?
    end

    # The time in whole milliseconds since the epoch, by the caller's clock or the real one.
    def current_time(now)
      return Process.clock_gettime(Process::CLOCK_REALTIME, :millisecond) if now.nil?

      time = now.call
      time.is_a?(Integer) ? time : raise(TypeError, "now: must return whole milliseconds since the epoch")
    end

    # The key itself, checked before any work; nil where it is to be looked up.
    def fixed_key(key)
      AblyAuth.parse_api_key(key) unless key.respond_to?(:call)
    end

    # The key that a lookup finds; nil where it finds nothing. Anything else blames the service, not the request.
    def looked_up(key, name)
      answer = key.call(name)
      key_of(answer) unless answer.nil?
    end

    def key_of(answer)
      AblyAuth.parse_api_key(answer)
    rescue Error, TypeError
      remediation = "Return the whole key from the lookup, or nil for a key name that it does not know."
      raise Error.new(ErrorCodes::SERVICE_UNAVAILABLE, "key: the lookup returned something that is not an API key",
                      remediation: remediation), cause: nil
    end
    private_class_method :key_of
  end
end
