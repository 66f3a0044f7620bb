import { createCipheriv, createDecipheriv, createSecretKey, randomFillSync, type KeyObject } from 'node:crypto';
import type { CreateSeal } from './sealing-key.js';

// The same JWE as jose makes, without a promise and a thread for each token.

const IV_BYTES = 12;
const TAG_BYTES = 16;
const POOL_BYTES = IV_BYTES * 512;

export const createSeal: CreateSeal = (keys) => {
  const byHeader = new Map<string, KeyObject>();
  for (const { kid, bytes } of keys) {
    const header = JSON.stringify({ alg: 'dir', enc: 'A256GCM', kid });
    byHeader.set(Buffer.from(header).toString('base64url'), createSecretKey(bytes));
  }
  const [first] = byHeader;
  if (first === undefined) throw new TypeError('sealingKeys: expected one or more');
  const [header, key] = first;
  const associated = Buffer.from(header, 'latin1'); // RFC 7516 §5.1, step 14
  return {
    close(text) {
      const iv = nextIv();
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      cipher.setAAD(associated);
      const sealed = cipher.update(text, 'utf8', 'base64url') + cipher.final('base64url');
      return `${header}..${iv.toString('base64url')}.${sealed}.${cipher.getAuthTag().toString('base64url')}`;
    },
    open(jwe) {
      const parts = jwe.split('.');
      const [ownHeader = '', encryptedKey, ...encoded] = parts;
      const openingKey = byHeader.get(ownHeader);
      if (parts.length !== 5 || encryptedKey !== '' || openingKey === undefined) return undefined;
      const decoded = encoded.map((part) => Buffer.from(part, 'base64url'));
      // One text for each token: other texts decode to the same bytes (RFC 4648 §3.5).
      if (decoded.some((bytes, i) => bytes.toString('base64url') !== encoded[i])) return undefined;
      const [iv, sealed, tag] = decoded as [Buffer, Buffer, Buffer];
      if (iv.length !== IV_BYTES || tag.length !== TAG_BYTES) return undefined;
      try {
        const decipher = createDecipheriv('aes-256-gcm', openingKey, iv, { authTagLength: TAG_BYTES });
        decipher.setAAD(Buffer.from(ownHeader, 'latin1')).setAuthTag(tag);
        return decipher.update(sealed, undefined, 'utf8') + decipher.final('utf8');
      } catch {
        return undefined;
      }
    },
  };
};

let pool = Buffer.alloc(0);
let used = 0;

/** Twelve random bytes that were never given out; drawn for many at once, which costs a twentieth. */
function nextIv(): Buffer {
  if (used === pool.length) {
    pool = randomFillSync(Buffer.alloc(POOL_BYTES));
    used = 0;
  }
  return pool.subarray(used, (used += IV_BYTES));
}
