# frozen_string_literal: true

# TokenRequests per second, ably-ruby beside ably-auth: a line `<side> <input> <count>` is answered with the CPU time in ns.

require 'json'

KEY = 'xVLyHw.A-pwh7:r8Vx1tJ0bN3kQ5yLwZ7aHdC2'

SIDES = {
  'ours' => lambda do
    $LOAD_PATH.unshift(File.expand_path('../../../languages/ruby/lib', __dir__))
    require 'ably_auth'
    signer = AblyAuth::Signer.new(KEY)
    [{ clientId: 'alice', ttl: 3_600_000 }, ->(params) { params.each { |each| signer.create_token_request(each) } }]
  end,
  'theirs' => lambda do
    require 'ably'
    auth = Ably::Rest::Client.new(key: KEY).auth
    # The SDK takes the ttl in seconds.
    [{ client_id: 'alice', ttl: 3_600 }, ->(params) { params.each { |each| auth.create_token_request(each) } }]
  end
}.freeze

def capability(form, text, number)
  return text if form == 'same'

  form == 'other' ? text.sub('42', number.to_s) : JSON.parse(text)
end

def cpu_time
  Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID, :nanosecond)
end

def measure(side, form, count, text)
  members, run = side
  params = Array.new(count) { |number| { **members, capability: capability(form, text, number) } }
  start = cpu_time
  run.call(params)
  cpu_time - start
end

text, name = ARGV
if name
  before = $LOADED_FEATURES.dup
  measure(SIDES[name].call, 'same', 1, text) if SIDES.key?(name)
  library = [RbConfig::CONFIG['rubylibdir'], RbConfig::CONFIG['archdir']]
  loaded = ($LOADED_FEATURES - before).select { |file| File.file?(file) && !file.start_with?(*library) }
  puts "#{cpu_time} #{loaded.sum { |file| File.size(file) }}"
else
  sides = SIDES.transform_values(&:call)
  $stdout.sync = true
  while (line = $stdin.gets)
    side, form, count = line.split
    puts measure(sides[side], form, count.to_i, text)
  end
end
