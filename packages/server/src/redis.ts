import type { NonceStore } from './nonce-store.js';
import { createRedisNonceStore } from './redis/redis-nonce-store.js';
import { createRedisRevocationStore } from './redis/redis-revocation-store.js';
import { createRedisTokenStore } from './redis/redis-token-store.js';
import { DEFAULT_PREFIX, type RedisClient } from './redis/redis-client.js';
import type { RevocationStore } from './revocation-store.js';
import type { TokenStore } from './token-store.js';

export { connectRedis } from './redis/connect-redis.js';
export type { RedisClient } from './redis/redis-client.js';
export { sharedSealingKeys } from './redis/shared-sealing-keys.js';

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
 *   `prefix`: what the names of all keys in Redis begin with, `ably-auth:` by default
 * @returns for the options of the service. While Redis is away each of them refuses within 1.5 s
 * @example
 * import { createTokenService } from '@ably-auth/server';
 * import { createRedisStores } from '@ably-auth/server/redis';
 * import { Redis } from 'ioredis';
 * const redis = new Redis({ lazyConnect: true });
 * const stores = createRedisStores({ redis, prefix: 'my-app:' });
 * const service = createTokenService({ keys: [{ key: 'appId.keyId:keySecret' }], ...stores });
 */
export function createRedisStores({
  redis,
  prefix = DEFAULT_PREFIX,
}: {
  readonly redis: RedisClient;
  readonly prefix?: string;
}): RedisStores {
  return {
    nonceStore: createRedisNonceStore(redis, prefix),
    revocationStore: createRedisRevocationStore(redis, prefix),
    tokenStore: createRedisTokenStore(redis, prefix),
  };
}
