# frozen_string_literal: true

# A conformance adapter for ably-ruby: every answer comes from the SDK, seen through its results or on a loopback server.

require 'json'
require 'logger'
require 'socket'
require 'uri'
require 'ably'

TOKEN_DETAILS = ['application/json', '{"token":"app.loopback","issued":1700000000000,"expires":1700003600000}'].freeze

# What the loopback server got since the last test, and what its auth server answers.
$received = []
$auth_answer = ['text/plain', 'a.token']

def serve(connection)
  method, url = connection.gets.split
  headers = {}
  while (line = connection.gets.strip) != ''
    name, value = line.split(':', 2)
    headers[name.downcase] = value.strip
  end
  connection.write("HTTP/1.1 100 Continue\r\n\r\n") if headers['expect']
  length = headers['content-length'].to_i
  body = length.positive? ? connection.read(length).force_encoding('UTF-8') : nil
  $received << { method: method, url: url, headers: headers, body: body }
  type, text = url.include?('/keys/') ? TOKEN_DETAILS : $auth_answer
  connection.write("HTTP/1.1 200 OK\r\nContent-Type: #{type}\r\nContent-Length: #{text.bytesize}\r\n" \
                   "Connection: close\r\n\r\n#{text}")
ensure
  connection.close
end

# The auth server and the Ably service in one. It is the SDK's proxy as well, so that it sees the whole authUrl.
SERVER = TCPServer.new('127.0.0.1', 0)
PORT = SERVER.addr[1]
ENV['http_proxy'] = "http://127.0.0.1:#{PORT}"
ENV['no_proxy'] = '127.0.0.1'
ENV['NO_PROXY'] = '127.0.0.1'
Thread.new { loop { serve(SERVER.accept) } }

LOCAL = { rest_host: '127.0.0.1', port: PORT, tls: false, fallback_hosts: [], protocol: :json,
          logger: Logger.new($stderr, level: Logger::ERROR) }.freeze

def rest(**options)
  Ably::Rest::Client.new(**LOCAL, **options)
end

# TokenParams under the names and in the units of the SDK; what is misspelt for the protocol is misspelt for the SDK.
NAMES = { 'clientId' => :client_id, 'client_id' => :clientId }.freeze

def token_params(params)
  params.to_h do |name, value|
    value = value % 1000 == 0 ? value / 1000 : value / 1000.0 if name == 'ttl' && value.is_a?(Numeric)
    value = Time.at(Rational(value, 1000)) if name == 'timestamp' && value.is_a?(Integer)
    [NAMES[name] || name.to_sym, value]
  end
end

# An address that is nobody's (RFC 5737) and needs no look-up; through the proxy, over http.
def proxied(url)
  url.sub(%r{\Ahttps?://[^/?#:]*}, 'http://192.0.2.1')
end

def ask_auth_server(test, answer)
  $auth_answer = answer
  origin = test['authUrl'][%r{\Ahttps?://[^/?#:]*}]
  options = { auth_url: proxied(test['authUrl']) }
  options[:auth_method] = test['authMethod'].downcase.to_sym if test['authMethod']
  options[:auth_params] = test['authParams'] if test['authParams']
  options[:auth_headers] = test['authHeaders'] if test['authHeaders']
  details = rest(**options).auth.request_token(token_params(test['tokenParams'] || {}))
  sent = $received[0]
  [details, { **sent, url: sent[:url].sub('http://192.0.2.1', origin) }]
end

OPERATIONS = {
  'create-token-request' => lambda do |test|
    options = { key: test['key'] }
    options[:default_token_params] = token_params(test['defaultTokenParams']) if test['defaultTokenParams']
    params = token_params(test['params'] || {})
    params[:timestamp] ||= Time.at(Rational(test['now'], 1000)) if test['now']
    params[:nonce] ||= test['nonce'] if test['nonce']
    auth = rest(**options).auth
    request = params.empty? ? auth.create_token_request : auth.create_token_request(params)
    { request: request.attributes.as_json }
  end,

  'forward-token-request' => lambda do |test|
    ask_auth_server({ 'authUrl' => 'http://auth.test/' }, ['application/json', test['text']])
    posted = $received.find { |request| request[:url].end_with?('/requestToken') }
    raise 'ably-ruby sent no request to requestToken' unless posted

    { text: posted[:body] }
  end,

  'auth-response-kind' => lambda do |test|
    details, = ask_auth_server({ 'authUrl' => 'http://auth.test/' }, [test['contentType'], test['text']])
    next { kind: 'token-request' } if $received.length > 1

    { kind: details.token.b == test['text'].b ? 'token' : 'token-details' }
  end,

  'auth-url-request' => ->(test) { ask_auth_server(test, ['text/plain', 'a.token'])[1] },

  'token-params-query' => lambda do |test|
    url = { 'authUrl' => 'http://auth.test/', 'tokenParams' => test['params'] }
    _, sent = ask_auth_server(url, ['text/plain', 'a.token'])
    { query: URI.decode_www_form(URI(sent[:url]).query || '').to_h }
  end,

  'parse-api-key' => lambda do |test|
    auth = rest(key: test['key']).auth
    { name: auth.key_name, secret: auth.key_secret }
  end,

  'read-token-request' => ->(test) { { request: members(Ably::Models::TokenRequest, test['text']) } },
  'read-token-details' => ->(test) { { details: members(Ably::Models::TokenDetails, test['text']) } }
}.freeze

# What an object of the SDK holds; its nil is absence.
def members(model, text)
  model.new(JSON.parse(text)).attributes.as_json.compact
end

def reply(message)
  if message['type'] == 'hello'
    return { type: 'hello', protocol: 1, sdk: 'ably-ruby', version: Ably::VERSION, language: "Ruby #{RUBY_VERSION}",
             operations: OPERATIONS.keys, features: %w[fixed-nonce fixed-clock default-token-params] }
  end
  $received.clear
  begin
    { id: message['id'], ok: true, output: OPERATIONS.fetch(message['operation']).call(message['input']) }
  rescue StandardError => e
    code = e.respond_to?(:code) ? e.code : nil
    { id: message['id'], ok: false, error: { code: code, message: "#{e.class}: #{e.message}" }.compact }
  end
end

# JSON text cannot hold what is not UTF-8.
def clean(value)
  case value
  when String then value.scrub
  when Hash then value.to_h { |name, member| [clean(name.to_s), clean(member)] }
  when Array then value.map { |item| clean(item) }
  else value
  end
end

$stdin.each_line { |line| $stdout.write("#{JSON.generate(clean(reply(JSON.parse(line))))}\n") && $stdout.flush }
