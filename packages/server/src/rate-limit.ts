import { AblyAuthError } from '@ably-auth/validation';
import { RATE_LIMITED } from '@ably-auth/validation/error-codes';
import { unavailable } from './store.js';

/** Limits how often a client may ask; every limiter of the package rate-limiter-flexible is one. */
export type RateLimiter = {
  /**
   * Counts a request.
   *
   * @param key who asks: `key:<key name>` or `address:<address>`
   * @throws an object with `msBeforeNext` in ms if there were too many; an Error if it cannot count
   */
  consume(key: string): Promise<unknown>;
};

/** Too many requests. */
export class RateLimited extends AblyAuthError {
  readonly retryAfterSeconds: number;

  constructor(msBeforeNext: number) {
    super(RATE_LIMITED, 'rate limit: too many requests');
    this.retryAfterSeconds = Number.isFinite(msBeforeNext) ? Math.max(1, Math.ceil(msBeforeNext / 1000)) : 1;
  }
}

/** Counts a request under a key. @throws {AblyAuthError} 42910 if there were too many */
export async function limitRate(limiter: RateLimiter, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (thrown) {
    const { msBeforeNext } = Object(thrown) as { msBeforeNext?: unknown };
    if (typeof msBeforeNext === 'number') throw new RateLimited(msBeforeNext);
    throw unavailable('rate limit', thrown);
  }
}

/** The network that an address is counted for: of IPv6 the first 64 bits, since each customer chooses the rest. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [bare = ''] = address.split('%');
  if (!bare.includes(':') || !URL.canParse(`http://[${bare}]`)) return address;
  // The URL parser writes every address in one way (RFC 5952).
  const [head = '', tail] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`;
}
