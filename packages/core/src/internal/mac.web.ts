import { AblyAuthError } from '@ably-auth/validation';
import { SERVICE_UNAVAILABLE } from '@ably-auth/validation/error-codes';

// The MAC by Web Crypto: browsers, edge workers, everything that is not Node.

type Subtle = typeof crypto.subtle;
export type MacKey = Awaited<ReturnType<Subtle['importKey']>>;

const utf8 = new TextEncoder();

export function importMacKey(secret: string): Promise<MacKey> {
  // Not extractable: not even the holder of the key object can read the secret back.
  return subtle().importKey('raw', utf8.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
}

/** HMAC-SHA-256 of the UTF-8 bytes, as base64 with padding (RSA9g). */
export async function createMac(text: string, key: MacKey): Promise<string> {
  return btoa(String.fromCharCode(...new Uint8Array(await subtle().sign('HMAC', key, utf8.encode(text)))));
}

/** The platform compares in constant time; `mac` must have the one form that the protocol accepts. */
export function verifyMac(text: string, mac: string, key: MacKey): Promise<boolean> {
  const bytes = Uint8Array.from(atob(mac), (character) => character.charCodeAt(0));
  return subtle().verify('HMAC', key, bytes, utf8.encode(text));
}

function subtle(): Subtle {
  if (globalThis.crypto?.subtle) return crypto.subtle;
  throw new AblyAuthError(SERVICE_UNAVAILABLE, 'crypto.subtle is not available', {
    remediation: 'Serve the page over https: browsers offer Web Crypto in secure contexts only.',
  });
}
