import { Redis, type Cluster } from 'ioredis';

/** A client of ioredis that the caller connected. */
export type RedisClient = Redis | Cluster;

/** What the names of all keys in Redis begin with, where the caller does not say otherwise. */
export const DEFAULT_PREFIX = 'ably-auth:';

/**
 * Connects to one Redis so that it fails fast: while Redis is unavailable a command is refused at once, and one that is under
 * way within a second; nothing waits in a queue. It connects again by itself.
 *
 * @param url such as `redis://:password@localhost:6379/0`; `rediss:` for TLS
 * @returns the client; `await client.quit()` or `client.disconnect()` ends it
 * @throws {TypeError} if the URL is not a string
 * @throws {Error} if Redis does not answer now, or is set to evict keys: it could forget spent nonces
 * @example
 * import { createTokenService } from '@ably-auth/server';
 * import { connectRedis, createRedisStores, sharedSealingKeys } from '@ably-auth/server/redis';
 * export async function createSharedService(key: string, url: string) {
 *   const redis = await connectRedis(url);
 *   const sealingKeys = await sharedSealingKeys(redis);
 *   return createTokenService({ keys: [{ key }], ...createRedisStores({ redis }), sealingKeys });
 * }
 */
export async function connectRedis(url: string): Promise<Redis> {
  if (typeof url !== 'string') throw new TypeError('url: expected a string');
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    // A command whose answer was lost may have been done: done again, it would find the nonce spent.
    maxRetriesPerRequest: 0,
    commandTimeout: 1000,
    // A host that vanished closes no connection.
    socketTimeout: 2000,
    connectTimeout: 2000,
    retryStrategy: (times) => Math.min(25 * 2 ** times, 1000),
    // After a failover, the connection may still be to the one that is no longer the master.
    reconnectOnError: ({ message }) => message.startsWith('READONLY'),
  });
  let reason: unknown;
  // Without a listener it would end the process; each command that fails rejects.
  redis.on('error', (error) => (reason = error));
  try {
    await redis.connect();
    requireNoEviction(await redis.info('memory').catch(() => ''));
    return redis;
  } catch (error) {
    redis.disconnect();
    throw reason ?? error;
  }
}

/** Not every Redis shows its policy; then its operator has to know it. */
function requireNoEviction(info: string): void {
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1] ?? 'noeviction';
  if (policy === 'noeviction' || /^maxmemory:0\b/m.test(info)) return;
  throw new Error(`Redis: maxmemory-policy is ${policy}, so it could forget spent nonces; set it to noeviction`);
}

/** How long Redis may take to answer, in ms, unless an option says otherwise. */
const ANSWER_TIMEOUT_MS = 1500;

/**
 * Waits for an answer of Redis, but not for long: a client queues commands while it is not connected.
 * What comes later than that is as good as no answer; it does no harm, since it can only spend or keep.
 */
export async function answerOf<Answer>(answer: Promise<Answer>, timeoutMs = ANSWER_TIMEOUT_MS): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Redis: no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
