import type { NonceStore } from '../nonce-store.js';
import { answerOf, ping, type RedisClient } from './redis-client.js';

/** Nonces in Redis: one key for each, which expires by itself. */
export function createRedisNonceStore(redis: RedisClient, prefix: string): NonceStore {
  return {
    async spend(keyName, nonce, keepMs) {
      // A key name holds no colon.
      const key = `${prefix}nonce:${keyName}:${nonce}`;
      return (await answerOf(redis.set(key, '1', 'PX', keepMs, 'NX'))) === 'OK';
    },
    ping: () => ping(redis),
  };
}
