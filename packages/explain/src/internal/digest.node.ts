import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';

// Digests where node:crypto exists. digest.web.ts has the same names with promises.

export type Hash = 'SHA-256' | 'SHA-1' | 'SHA-224' | 'SHA-384' | 'SHA-512' | 'MD5';

/** What this platform can compute. */
export const HASHES: readonly Hash[] = ['SHA-256', 'SHA-1', 'SHA-224', 'SHA-384', 'SHA-512', 'MD5'];

/** A search signs with few secrets many times, and a key object saves part of each. */
const keys = new WeakMap<Uint8Array, KeyObject>();

export function hmac(hash: Hash, secret: Uint8Array, text: Uint8Array): Uint8Array {
  const key = keys.get(secret) ?? createSecretKey(secret);
  keys.set(secret, key);
  return createHmac(NAMES[hash], key).update(text).digest();
}

export function digest(hash: Hash, text: Uint8Array): Uint8Array {
  return createHash(NAMES[hash]).update(text).digest();
}

const NAMES: Readonly<Record<Hash, string>> = {
  'SHA-256': 'sha256',
  'SHA-1': 'sha1',
  'SHA-224': 'sha224',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
  MD5: 'md5',
};
