import { requireWhole } from '@ably-auth/validation/internal';
import { requireMethods, type NonceStore, type TokenStore } from '../stores.js';
import type { RevocationStore } from '../revocation-store.js';
import { answerOf, DEFAULT_PREFIX, type RedisClient } from './connect.js';
import { createRedisRevocationStore, type Connection } from './revocation-store.js';

export { connectRedis, type RedisClient } from './connect.js';
export { sharedSealingKeys } from './shared-sealing-keys.js';

/** The three stores of a service. */
export type RedisStores = {
  readonly nonceStore: NonceStore;
  readonly revocationStore: RevocationStore;
  readonly tokenStore: TokenStore;
};

/**
 * Stores in Redis, for services of several instances; every key in it expires by itself.
 *
 * @param options `redis`: a client of ioredis, which the caller connects and ends, of one Redis or of a cluster;
 *   `prefix`: what the names of all keys in Redis begin with, `ably-auth:` by default; `timeoutMs`: how long Redis may
 *   take to answer, 1500 by default, before a request is refused with 50003
 * @returns for the options of the service
 * @throws {TypeError} if an option is wrong
 * @example
 * import { createTokenService } from '@ably-auth/server';
 * import { createRedisStores } from '@ably-auth/server/redis';
 * import { Redis } from 'ioredis';
 * const redis = new Redis({ lazyConnect: true });
 * const stores = createRedisStores({ redis, prefix: 'my-app:' });
 * const service = createTokenService({ keys: [{ key: 'appId.keyId:keySecret' }], ...stores });
 */
export function createRedisStores(options: {
  readonly redis: RedisClient;
  readonly prefix?: string;
  readonly timeoutMs?: number;
}): RedisStores {
  const { redis, prefix = DEFAULT_PREFIX, timeoutMs } = options ?? {};
  requireMethods('redis', redis, ['set', 'get', 'mget', 'eval', 'ping']);
  if (typeof prefix !== 'string') throw new TypeError('prefix: expected a string');
  requireWhole('timeoutMs', timeoutMs, 'whole milliseconds', 1, 2_147_483_647);
  const connection: Connection = { redis, prefix, inTime: (answer) => answerOf(answer, timeoutMs) };
  const ping = async () => void (await connection.inTime(redis.ping()));
  return {
    nonceStore: { ...createRedisNonceStore(connection), ping },
    revocationStore: { ...createRedisRevocationStore(connection), ping },
    tokenStore: { ...createRedisTokenStore(connection), ping },
  };
}

/** One key for each nonce, which expires by itself. */
function createRedisNonceStore({ redis, prefix, inTime }: Connection): NonceStore {
  return {
    async spend(keyName, timestamp, nonce, keepMs) {
      const key = `${prefix}nonce:${keyName}:${timestamp}:${nonce}`; // a key name has no colon, a timestamp digits alone
      return (await inTime(redis.set(key, '1', 'PX', keepMs, 'NX'))) === 'OK';
    },
  };
}

/** One key for the claims of each large token, which expires by itself. */
function createRedisTokenStore({ redis, prefix, inTime }: Connection): TokenStore {
  const keyOf = (id: string) => `${prefix}token:${id}`;
  return {
    async put(id, claims, keepMs) {
      await inTime(redis.set(keyOf(id), claims, 'PX', keepMs));
    },
    async get(id) {
      return (await inTime(redis.get(keyOf(id)))) ?? undefined;
    },
  };
}
