import type { HeaderReader } from '@ably-auth/server';
import { AblyAuthError } from '@ably-auth/validation';
import { UNSUPPORTED_VERSION } from './error-codes.js';

const LOWEST_VERSION = 2;

/** From this version of the protocol on a batch is answered with counts (RSC22b), statistics as entries (TS12r). */
const VERSION_OF_NEW_SHAPES = 3;

/** @throws {AblyAuthError} 40017 for a version that the query of a WebSocket may not name (RTN2f) */
export function requireVersion(text: string | null): void {
  if (Number(text ?? Number.NaN) >= LOWEST_VERSION) return;
  throw new AblyAuthError(UNSUPPORTED_VERSION, `v: expected a version of the protocol, ${LOWEST_VERSION} or above`);
}

/** Whether a REST client reads the earlier shapes of answers; one that names no version does not. */
export function isEarlyVersion(headers: HeaderReader): boolean {
  return Number(headers.get('x-ably-version') ?? VERSION_OF_NEW_SHAPES) < VERSION_OF_NEW_SHAPES;
}
