import type { Cluster, Redis } from 'ioredis';

/** A client of ioredis that the caller connected. */
export type RedisClient = Redis | Cluster;

/** What the names of all keys in Redis begin with, where the caller does not say otherwise. */
export const DEFAULT_PREFIX = 'ably-auth:';

/** How long Redis may take to answer, in ms. */
const DEADLINE_MS = 1500;

/**
 * Waits for an answer of Redis, but not for long: a client queues commands while it is not connected.
 * What comes later than that is as good as no answer; it does no harm, since it can only spend or keep.
 */
export async function answerOf<Answer>(answer: Promise<Answer>): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Redis: no answer within ${DEADLINE_MS} ms`)), DEADLINE_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Asks whether Redis answers. */
export async function ping(redis: RedisClient): Promise<void> {
  await answerOf(redis.ping());
}
