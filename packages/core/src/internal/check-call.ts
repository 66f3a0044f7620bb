import type { Clock } from '../clock.js';
import type { Verify } from '../verification.js';

// A TypeError says that the call itself is wrong; what is inside params, request or token is data, judged elsewhere.

/** Refuses options that are no options; `expected` says what they are. */
export function checkOptions(options: Clock & Pick<Verify, 'maxSkewMs'>, expected: string): void {
  if (typeof options !== 'object' || options === null) throw new TypeError(`options: expected ${expected}`);
  const { now, nonce, maxSkewMs } = options;
  if (now !== undefined && typeof now !== 'function') throw new TypeError('now: expected a function');
  if (nonce !== undefined && typeof nonce !== 'function') throw new TypeError('nonce: expected a function');
  // NaN would make every comparison false, and so every timestamp current.
  if (maxSkewMs !== undefined && !(Number.isSafeInteger(maxSkewMs) && maxSkewMs >= 0)) {
    throw new TypeError('maxSkewMs: expected whole milliseconds, 0 or more');
  }
}

/** Refuses text or a secret that is no string; Web Crypto takes no empty key, so nobody does. */
export function checkMacInput(text: string, secret: string): void {
  if (typeof text !== 'string') throw new TypeError('text: expected a string');
  if (typeof secret !== 'string' || secret === '') throw new TypeError('secret: expected a string that is not empty');
}
