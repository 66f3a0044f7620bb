import { createHash } from 'node:crypto';
import { NONCE_CLOCK_ALLOWANCE_MS, REVOCATION_MAX_AGE_MS, TIMESTAMP_MAX_SKEW_MS } from '@ably-auth/validation/limits';
import { REVOCATION_KEPT_MS, REVOCATIONS_OF_TARGET_MAX } from '../revocations.js';

// The scripts of the store: each runs alone on the Redis, so that what it checks holds for what it then does.

/** A script of Redis, and the hash that it is called by once Redis knows it. */
export type Script = { readonly text: string; readonly sha: string };

/** How long one key collects nonces: those whose timestamps are in the same minute. */
export const NONCE_SLOT_MS = 60_000;

/** How long one key collects revocations. */
const REVOCATION_SLOT_MS = 1_200_000;

/** How long an instance counts as running after it was last seen. */
const INSTANCE_SEEN_MS = 180_000;

/**
 * What every script does first: it finds out whether this Redis still has what was put in it.
 *
 * KEYS[1], the state, is a hash without expiry: `epoch`, a random name for this memory; `run` and `replication`, which
 * server wrote it; `clock`, the latest time that was told; `lost`, the time after a loss, or 0; and for each key that
 * holds nonces or revocations its name, with the time when it ends. A replica that is promoted carries the state, but
 * is another server. A key that was evicted is missing although the state names it. Where the state itself is missing,
 * or is of another epoch than the caller knows, everything is; where `clock` is behind an answer, the last writes are.
 *
 * After a loss what was spent or revoked before cannot be known. It was so with timestamps up to two minutes ahead of
 * the clock, and for tokens issued before, by the latest time that was told: these are refused, and what is left of the
 * old memory may go. The clock goes on from there, so that tokens issued since differ in time, unless that was too far
 * ahead.
 */
const PRELUDE = `
local state, epoch, knownLoss, seen = KEYS[1], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local fresh, isDurable, isNew, prefix = ARGV[4], ARGV[5], ARGV[6], ARGV[7]
local time = redis.call('TIME')
local wall = time[1] * 1000 + math.floor(time[2] / 1000)
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
local info = redis.call('INFO', 'replication')
local replication = string.match(info, 'master_replid:(%x+)')
local isPromoted = string.match(info, 'master_replid2:0+%s') == nil
local kept = redis.call('HMGET', state, 'epoch', 'run', 'replication', 'clock', 'lost', 'reason')
local clock, lost, reason = tonumber(kept[4] or 0), tonumber(kept[5] or 0), kept[6] or ''

local function lose(why)
  for _, name in ipairs(redis.call('HKEYS', state)) do
    if string.find(name, prefix, 1, true) == 1 then redis.call('UNLINK', name) end
  end
  lost, reason = math.max(wall, clock, seen) + 1, why
  clock, kept[1] = lost - wall > ${NONCE_CLOCK_ALLOWANCE_MS} and wall or lost, fresh
  redis.call('DEL', state)
  redis.call('HSET', state, 'epoch', fresh, 'run', run, 'replication', replication, 'clock', clock, 'lost', lost, 'reason', why)
end

if not kept[1] then
  lose('it is empty')
  if isNew == '1' then
    lost, reason = 0, ''
    redis.call('HSET', state, 'lost', 0, 'reason', '')
  end
elseif epoch ~= '' and epoch ~= kept[1] and lost <= knownLoss then
  lose('it was emptied and begun again')
elseif epoch == kept[1] and clock < seen then
  lose('it is older than what it has answered')
elseif kept[2] ~= run and (isDurable ~= '1' or isPromoted) then
  lose('it is another process than before')
elseif kept[3] ~= replication and isPromoted then
  lose('it was a replica before')
elseif kept[2] ~= run or kept[3] ~= replication then
  redis.call('HSET', state, 'run', run, 'replication', replication)
end
if clock - wall > ${NONCE_CLOCK_ALLOWANCE_MS} then lose('its clock was set back') end

local function reply(outcome, value, more)
  return { outcome, value, wall, kept[1], lost, reason, more or 0 }
end

-- Notes a key that was just created, and removes those that are over.
local function open(key, keepMs)
  redis.call('PEXPIRE', key, keepMs)
  if redis.call('HSETNX', state, key, wall + keepMs) == 0 then
    lose('it evicted or deleted keys')
    return false
  end
  local fields = redis.call('HGETALL', state)
  for i = 1, #fields, 2 do
    if string.find(fields[i], prefix, 1, true) == 1 and tonumber(fields[i + 1]) < wall then
      redis.call('UNLINK', fields[i])
      redis.call('HDEL', state, fields[i])
    end
  end
  return true
end
`;

/** KEYS[2]: the nonces of that minute. ARGV: timestamp, nonce with the name of its key, or nothing. */
export const ADMIT = script(`
local timestamp, nonce = tonumber(ARGV[8]), ARGV[9]
local ahead = timestamp - wall
if math.abs(ahead) > ${TIMESTAMP_MAX_SKEW_MS} then return reply('not-current', ahead) end
if nonce ~= '' then
  local known = lost + ${TIMESTAMP_MAX_SKEW_MS}
  if lost > 0 and timestamp <= known then return reply('lost', known - wall + 1) end
  if redis.call('SADD', KEYS[2], nonce) == 0 then return reply('replayed', 0) end
  local keepMs = ahead + ${NONCE_SLOT_MS + TIMESTAMP_MAX_SKEW_MS + NONCE_CLOCK_ALLOWANCE_MS}
  if redis.call('SCARD', KEYS[2]) == 1 and not open(KEYS[2], keepMs) then
    return reply('lost', ${TIMESTAMP_MAX_SKEW_MS})
  end
end
clock = math.max(wall, clock)
redis.call('HSET', state, 'clock', clock)
return reply('admitted', clock)
`);

/** ARGV: issuedBefore or nothing, margin in ms, then each target with the name of its key. */
export const REVOKE = script(`
local now = math.max(wall, clock)
local issuedBefore = tonumber(ARGV[8]) or now + 1
if ARGV[8] ~= '' then
  if issuedBefore > now then return reply('future', issuedBefore - now) end
  if issuedBefore < now - ${REVOCATION_MAX_AGE_MS} then return reply('past', now - issuedBefore) end
end
-- One that is not postponed holds at once, also where the clock steps back.
local appliesAt = ARGV[9] == '0' and 0 or wall + tonumber(ARGV[9])
clock = math.max(now, issuedBefore)
redis.call('HSET', state, 'clock', clock)
local key = prefix .. 'revoked:' .. math.floor(wall / ${REVOCATION_SLOT_MS})
local isNewKey = #ARGV > 9 and redis.call('EXISTS', key) == 0
for i = 10, #ARGV do
  local others, isIncluded = {}, false
  for before, at in string.gmatch(redis.call('HGET', key, ARGV[i]) or '', '([^:,]+):([^:,]+)') do
    local other = { tonumber(before), tonumber(at) }
    isIncluded = isIncluded or (other[1] >= issuedBefore and other[2] <= appliesAt)
    if other[1] > issuedBefore or other[2] < appliesAt then table.insert(others, other) end
  end
  if not isIncluded then
    table.insert(others, { issuedBefore, appliesAt })
    table.sort(others, function(a, b) return a[2] < b[2] end)
    if #others > ${REVOCATIONS_OF_TARGET_MAX} then
      others[2][2] = others[1][2]
      table.remove(others, 1)
    end
    for j, each in ipairs(others) do others[j] = string.format('%d:%d', each[1], each[2]) end
    redis.call('HSET', key, ARGV[i], table.concat(others, ','))
  end
end
if isNewKey then open(key, ${REVOCATION_SLOT_MS + REVOCATION_KEPT_MS}) end
return reply('recorded', issuedBefore, wall + tonumber(ARGV[9]))
`);

/** ARGV: issued, then each target with the name of its key. */
export const IS_REVOKED = script(`
local issued = tonumber(ARGV[8])
if issued < lost then return reply('revoked', 1) end
local fields = redis.call('HGETALL', state)
for i = 1, #fields, 2 do
  local key = fields[i]
  if string.find(key, prefix .. 'revoked:', 1, true) == 1 and tonumber(fields[i + 1]) > wall then
    if redis.call('EXISTS', key) == 0 then
      lose('it evicted or deleted keys')
      return reply('revoked', 1)
    end
    for from = 9, #ARGV, 1000 do
      for _, list in ipairs(redis.call('HMGET', key, unpack(ARGV, from, math.min(from + 999, #ARGV)))) do
        for before, at in string.gmatch(list or '', '([^:,]+):([^:,]+)') do
          if issued < tonumber(before) and tonumber(at) <= wall then return reply('revoked', 1) end
        end
      end
    end
  end
end
return reply('not-revoked', 0)
`);

/** Writes, and tells how many of the instances that run have another configuration. ARGV: instance, fingerprint. */
export const CHECK = script(`
local instances = prefix .. 'instances'
local differ = 0
redis.call('HSET', instances, ARGV[8], ARGV[9] .. ':' .. wall)
redis.call('PEXPIRE', instances, ${INSTANCE_SEEN_MS})
local fields = redis.call('HGETALL', instances)
for i = 1, #fields, 2 do
  local fingerprint, seen = string.match(fields[i + 1], '(%x*):(%d+)')
  if wall - tonumber(seen) > ${INSTANCE_SEEN_MS} then redis.call('HDEL', instances, fields[i])
  elseif fingerprint ~= ARGV[9] and fingerprint ~= '' and ARGV[9] ~= '' then differ = differ + 1 end
end
return reply('checked', differ)
`);

export const SCRIPTS: readonly Script[] = [ADMIT, REVOKE, IS_REVOKED, CHECK];

function script(body: string): Script {
  const text = PRELUDE + body;
  return { text, sha: createHash('sha1').update(text).digest('hex') };
}
