import type { TokenStore } from '../token-store.js';
import { answerOf, ping, type RedisClient } from './redis-client.js';

/** Claims of large tokens in Redis: one key for each, which expires by itself. */
export function createRedisTokenStore(redis: RedisClient, prefix: string): TokenStore {
  const keyOf = (id: string) => `${prefix}token:${id}`;
  return {
    async put(id, claims, keepMs) {
      await answerOf(redis.set(keyOf(id), claims, 'PX', keepMs));
    },
    async get(id) {
      return (await answerOf(redis.get(keyOf(id)))) ?? undefined;
    },
    ping: () => ping(redis),
  };
}
