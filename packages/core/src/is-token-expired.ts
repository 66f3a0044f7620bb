import type { TokenDetails } from '@ably-auth/validation';
import { currentTime } from '@ably-auth/validation/internal';
import { readOptions } from './create-token-request.js';

/**
 * Whether a token has expired by the given clock; undefined where its expiry is not known (RSA4b1).
 *
 * @param details what is known of the token
 * @param options `now`: the time in ms since the epoch, of the service's clock where its offset is known (RSA10k)
 * @throws {TypeError} if details is not an object, or `now` does not give whole milliseconds
 * @example
 * import { isTokenExpired } from '@ably-auth/core';
 * isTokenExpired({ token: 't', expires: 2000 }, { now: () => 2000 }); // true
 * isTokenExpired({ token: 't' }); // undefined
 */
export function isTokenExpired(
  details: TokenDetails,
  options: { readonly now?: (() => number) | undefined } = {},
): boolean | undefined {
  if (typeof details !== 'object' || details === null) throw new TypeError('details: expected an object');
  const { now } = readOptions(options, '{ now }');
  const { expires } = details;
  // Anything but a time counts as not known: NaN compares false, and the token would never expire.
  return typeof expires === 'number' && !Number.isNaN(expires) ? expires <= currentTime(now) : undefined;
}
