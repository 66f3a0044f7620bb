import { createSealingKey, readSealingKey, type SealingKey } from '../tokens/sealing-key.js';
import { answerOf, DEFAULT_PREFIX, type RedisClient } from './connect.js';

/**
 * The sealing key that all services on this Redis share: the first one makes it.
 *
 * It stays in Redis in clear and has no expiry. A Redis that loses it makes services that start later use another one;
 * where that matters, or where others read this Redis, give each service its `sealingKeys` instead.
 *
 * @param redis a client of ioredis, connected
 * @param prefix what the names of all keys in Redis begin with
 * @returns for the option `sealingKeys`
 * @throws {Error} if Redis is unavailable, or holds something else there
 * @example
 * import { connectRedis, sharedSealingKeys } from '@ably-auth/server/redis';
 * export async function idOfSealingKey(url: string) {
 *   const [sealingKey] = await sharedSealingKeys(await connectRedis(url));
 *   return sealingKey?.kid;
 * }
 */
export async function sharedSealingKeys(redis: RedisClient, prefix = DEFAULT_PREFIX): Promise<readonly SealingKey[]> {
  const name = `${prefix}sealing-key`;
  await answerOf(redis.set(name, JSON.stringify(createSealingKey()), 'NX'));
  const text = await answerOf(redis.get(name));
  if (text === null) throw new Error(`Redis: does not keep ${name}`);
  // What stands there may be secret: nothing of it is quoted.
  let key: SealingKey;
  try {
    key = JSON.parse(text) as SealingKey;
  } catch {
    throw new Error(`Redis: ${name} is not JSON`);
  }
  try {
    readSealingKey(key);
    return [key];
  } catch (error) {
    throw new Error(`Redis: ${name} is not a sealing key`, { cause: error });
  }
}
