# An auth server as a Rack app, which Rails and Sinatra can mount. `ABLY_API_KEY=… rackup --port 3000`
require_relative 'ably_tokens'

# REPLACE THIS with the sessions of your app: anyone who reads it can log in.
user_of = lambda do |env|
  { 'demo-session-of-alice' => 'alice' }[env.fetch('HTTP_COOKIE', '')[/\bsession=([^;]+)/, 1]]
end

run(lambda do |env|
  user = user_of.(env)
  if user.nil?
    error = { code: 40100, statusCode: 401, message: 'not logged in' }
    next [401, { 'content-type' => 'application/json' }, [JSON.generate({ error: error })]]
  end
  params = { 'clientId' => user, 'capability' => { 'chat:*' => %w[subscribe publish presence] }, 'ttl' => 60 * 60 * 1000 }
  token = AblyTokens.ably_jwt(params, ENV.fetch('ABLY_API_KEY'))
  [200, { 'content-type' => 'application/jwt', 'cache-control' => 'no-store' }, [token]]
end)
