# Ably JWTs and TokenRequests with Ruby's standard library. Ruby 3.0 or newer.
require 'base64'
require 'json'
require 'openssl'
require 'securerandom'

module AblyTokens
  module_function

  ONE_HOUR = 3_600_000 # ms: every ttl is in milliseconds

  # Signs an Ably JWT. params: clientId, capability (a hash of arrays), ttl; all optional.
  def ably_jwt(params, key)
    name, secret = key.split(':', 2) # the secret may contain colons
    now = Time.now.to_i
    claims = { 'iat' => now, 'exp' => now + params.fetch('ttl', ONE_HOUR) / 1000 } # in seconds
    claims['x-ably-capability'] = canonical(params['capability']) if params.key?('capability')
    claims['x-ably-clientId'] = checked(params['clientId']) if params.key?('clientId')
    text = [{ typ: 'JWT', alg: 'HS256', kid: name }, claims].map { |part| base64url(JSON.generate(part)) }.join('.')
    "#{text}.#{base64url(sign(text, secret))}"
  end

  # Signs a TokenRequest, with the same params. Each one can be exchanged for one token, within two minutes.
  def token_request(params, key)
    name, secret = key.split(':', 2)
    timestamp = (Time.now.to_f * 1000).to_i
    request = { 'keyName' => name, 'timestamp' => timestamp, 'nonce' => SecureRandom.hex(16) }.merge(params)
    request['capability'] = canonical(params['capability']) if params.key?('capability')
    checked(params['clientId']) if params.key?('clientId')
    fields = %w[keyName ttl capability clientId timestamp nonce]
    text = fields.map { |field| "#{request[field]}\n" }.join # a line feed after every field
    request.merge('mac' => Base64.strict_encode64(sign(text, secret)))
  end

  # The text of a capability: no spaces, everything sorted by UTF-16 code units, each operation once.
  def canonical(capability)
    in_order = ->(names) { names.uniq.sort_by { |name| name.encode('UTF-16BE').b } }
    JSON.generate(in_order.(capability.keys).to_h { |resource| [resource, in_order.(capability[resource])] })
  end

  # A line feed would end the field in the text that is signed, and could turn one user into another.
  def checked(client_id)
    return client_id if client_id.match?(/\A[^\x00-\x1f\x7f]+\z/)

    raise ArgumentError, 'clientId: expected text without control characters'
  end

  def sign(text, secret)
    OpenSSL::HMAC.digest('SHA256', secret, text)
  end

  def base64url(octets)
    Base64.urlsafe_encode64(octets, padding: false)
  end
end
