import { requireFunction, requireOptions, requireWhole } from '@ably-auth/validation/internal';
import type { Clock } from '../clock.js';
import type { Verify } from '../verification.js';

// A TypeError says that the call itself is wrong; what is inside params, request or token is data, judged elsewhere.

/** Refuses options that are no options; `expected` says what they are. */
export function checkOptions(options: Clock & Pick<Verify, 'maxSkewMs'>, expected: string): void {
  requireOptions(options, expected);
  requireFunction('now', options.now);
  requireFunction('nonce', options.nonce);
  requireWhole('maxSkewMs', options.maxSkewMs, 'whole milliseconds');
}

/** Refuses text or a secret that is no string; Web Crypto takes no empty key, so nobody does. */
export function checkMacInput(text: string, secret: string): void {
  if (typeof text !== 'string') throw new TypeError('text: expected a string');
  if (typeof secret !== 'string' || secret === '') throw new TypeError('secret: expected a string that is not empty');
}
