import { AblyAuthError } from '@ably-auth/validation';
import { SERVICE_UNAVAILABLE } from '@ably-auth/validation/error-codes';

// Digests by Web Crypto: browsers and everything else that is not Node. It has neither MD5 nor SHA-224.

export type Hash = 'SHA-256' | 'SHA-1' | 'SHA-224' | 'SHA-384' | 'SHA-512' | 'MD5';

/** What this platform can compute. */
export const HASHES: readonly Hash[] = ['SHA-256', 'SHA-1', 'SHA-384', 'SHA-512'];

type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** Importing a key costs as much as signing with it, and a search signs with few secrets many times. */
const imported = new WeakMap<Uint8Array, Map<Hash, Promise<Key>>>();

export async function hmac(hash: Hash, secret: Uint8Array, text: Uint8Array): Promise<Uint8Array> {
  const keys = imported.get(secret) ?? new Map<Hash, Promise<Key>>();
  imported.set(secret, keys);
  const key = keys.get(hash) ?? importKey(hash, secret);
  keys.set(hash, key);
  return new Uint8Array(await subtle().sign('HMAC', await key, Uint8Array.from(text)));
}

function importKey(hash: Hash, secret: Uint8Array): Promise<Key> {
  // HMAC pads its key with zeros, so that no key and one zero are the same; Web Crypto takes no empty one.
  const raw = secret.length === 0 ? new Uint8Array(1) : Uint8Array.from(secret);
  return subtle().importKey('raw', raw, { name: 'HMAC', hash }, false, ['sign']);
}

export async function digest(hash: Hash, text: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await subtle().digest(hash, Uint8Array.from(text)));
}

function subtle(): typeof crypto.subtle {
  if (globalThis.crypto?.subtle) return crypto.subtle;
  throw new AblyAuthError(SERVICE_UNAVAILABLE, 'crypto.subtle is not available', {
    remediation: 'Serve the page over https: browsers offer Web Crypto in secure contexts only.',
  });
}
