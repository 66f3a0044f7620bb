import type { NonceStore } from '../nonce-store.js';
import { answerOf, ping, type RedisClient } from './redis-client.js';

/** Nonces in Redis: one key for each, which expires by itself. */
export function createRedisNonceStore(redis: RedisClient, prefix: string): NonceStore {
  return {
    async spend(keyName, timestamp, nonce, keepMs) {
      const key = `${prefix}nonce:${keyName}:${timestamp}:${nonce}`; // a key name has no colon, a timestamp digits alone
      return (await answerOf(redis.set(key, '1', 'PX', keepMs, 'NX'))) === 'OK';
    },
    ping: () => ping(redis),
  };
}
