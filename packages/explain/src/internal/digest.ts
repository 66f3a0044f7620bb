import * as platform from '#digest';
import type { Hash } from '#digest';

export type { Hash };
export const HASHES = platform.HASHES;

// What the platform offers, as the search sees it: Node answers at once, Web Crypto with a promise.
export const hmac: (hash: Hash, secret: Uint8Array, text: Uint8Array) => Uint8Array | Promise<Uint8Array> =
  platform.hmac;
export const digest: (hash: Hash, text: Uint8Array) => Uint8Array | Promise<Uint8Array> = platform.digest;
