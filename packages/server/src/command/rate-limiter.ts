import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import type { RateLimiter } from '../rate-limit.js';
import type { Rate } from './options.js';

/** Limits the requests of each key name and each address; over all instances where they share a Redis. */
export function createRateLimiter({ requests, seconds }: Rate, redis: object | undefined): RateLimiter {
  const options = { points: requests, duration: seconds, keyPrefix: 'ably-auth:rate' };
  return redis === undefined
    ? new RateLimiterMemory(options)
    : new RateLimiterRedis({ ...options, storeClient: redis });
}
