import { REVOCATION_KEPT_MS, REVOCATIONS_OF_TARGET_MAX, type RevocationStore } from '../revocation-store.js';
import { requireMs } from '../stores.js';
import type { RedisClient } from './connect.js';

/** What a store in Redis works with. */
export type Connection = {
  readonly redis: RedisClient;
  /** What the names of all keys begin with. */
  readonly prefix: string;
  /** Waits for an answer of Redis, but not for long. */
  readonly inTime: <Answer>(answer: Promise<Answer>) => Promise<Answer>;
};

/**
 * Revocations in Redis: one key for each target, which expires by itself. Its value lists `issuedBefore:appliesAt`.
 * The key name in braces is the hash tag: on a cluster all targets of a key lie in one slot, and one command asks them.
 */
export function createRedisRevocationStore({ redis, prefix, inTime }: Connection): RevocationStore {
  const keysOf = (keyName: string, targets: readonly string[]) =>
    targets.map((target) => `${prefix}revoked:{${keyName}}:${target}`);
  return {
    async revoke(keyName, targets, { issuedBefore, appliesAt }) {
      const limits = [REVOCATION_KEPT_MS, REVOCATIONS_OF_TARGET_MAX];
      const keys = keysOf(keyName, targets);
      requireMs('issuedBefore', issuedBefore);
      requireMs('appliesAt', appliesAt);
      await inTime(redis.eval(MERGE, keys.length, ...keys, issuedBefore, appliesAt, ...limits));
    },
    async isRevoked(keyName, targets, { issued, now }) {
      requireMs('issued', issued);
      requireMs('now', now);
      if (targets.length === 0) return false;
      const lists = await inTime(redis.mget(keysOf(keyName, targets)));
      return lists.some((list) =>
        list?.split(',').some((pair) => {
          const [issuedBefore, appliesAt] = pair.split(':').map(Number);
          return issued < Number(issuedBefore) && Number(appliesAt) <= now;
        }),
      );
    },
  };
}

/** `mergeRevocation` for each key, where it cannot meet another one's: a script of Redis runs alone. */
const MERGE = `
local issuedBefore, appliesAt = tonumber(ARGV[1]), tonumber(ARGV[2])
local keptMs, most = ARGV[3], tonumber(ARGV[4])
for _, key in ipairs(KEYS) do
  local kept = {}
  local included = false
  for before, at in string.gmatch(redis.call('GET', key) or '', '([^:,]+):([^:,]+)') do
    included = included or (tonumber(before) >= issuedBefore and tonumber(at) <= appliesAt)
    table.insert(kept, { before, at })
  end
  if included then
    redis.call('PEXPIRE', key, keptMs)
  else
    local merged = { { ARGV[1], ARGV[2] } }
    for _, each in ipairs(kept) do
      if tonumber(each[1]) > issuedBefore or tonumber(each[2]) < appliesAt then table.insert(merged, each) end
    end
    table.sort(merged, function(a, b) return tonumber(a[2]) < tonumber(b[2]) end)
    if #merged > most then
      merged[2][2] = merged[1][2]
      table.remove(merged, 1)
    end
    for i, each in ipairs(merged) do merged[i] = each[1] .. ':' .. each[2] end
    redis.call('SET', key, table.concat(merged, ','), 'PX', keptMs)
  end
end
`;
