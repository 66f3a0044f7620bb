import { AblyAuthError } from '@ably-auth/validation';
import { RATE_LIMITED } from '@ably-auth/validation/error-codes';
import { storeFailure } from './http/answer.js';
import { networkOf } from './internal/network-of.js';

/** How often somebody may ask; every limiter of the package rate-limiter-flexible is one. */
export type RateLimiter = {
  /**
   * Counts a request.
   *
   * @param key who asks: `key:<key name>` or `address:<address>`
   * @throws an object with `msBeforeNext` in ms where there were too many; an Error where it cannot count
   */
  consume(key: string): Promise<unknown>;
};

/** Too many requests. */
export class RateLimited extends AblyAuthError {
  readonly retryAfterSeconds: number;

  constructor(msBeforeNext: number) {
    super(RATE_LIMITED, 'rate limit: too many requests');
    this.retryAfterSeconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
  }
}

/** Counts a request for its address and for its key. @throws {AblyAuthError} 42910 where there were too many */
export async function limitRate(
  limiter: RateLimiter,
  address: string | undefined,
  keyName: string | undefined,
): Promise<void> {
  try {
    if (address !== undefined) await limiter.consume(`address:${networkOf(address)}`);
    if (keyName !== undefined) await limiter.consume(`key:${keyName}`);
  } catch (thrown) {
    const { msBeforeNext } = Object(thrown) as { msBeforeNext?: unknown };
    if (typeof msBeforeNext === 'number') throw new RateLimited(msBeforeNext);
    throw storeFailure('rate limit', thrown);
  }
}
