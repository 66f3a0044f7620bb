import { hmac, type _HMAC } from '@noble/hashes/hmac.js';
import { sha256, type _SHA256 } from '@noble/hashes/sha2.js';

type Keyed = _HMAC<_SHA256>;
const keyed = new WeakMap<Uint8Array, { readonly start: Keyed; readonly copy: Keyed }>();

/**
 * HMAC-SHA-256 for the search, which signs many texts with few secrets: each secret, which must not change, is hashed
 * once. It answers at once, unlike Web Crypto. Nothing is signed or verified with it.
 */
export function hmacSha256(secret: Uint8Array, text: Uint8Array): Uint8Array {
  const { start, copy } = keyed.get(secret) ?? keyedBy(secret);
  const octets = new Uint8Array(sha256.outputLen);
  start._cloneInto(copy).update(text).digestInto(octets);
  return octets;
}

function keyedBy(secret: Uint8Array): { readonly start: Keyed; readonly copy: Keyed } {
  const start = hmac.create(sha256, secret);
  const known = { start, copy: start.clone() };
  keyed.set(secret, known);
  return known;
}
