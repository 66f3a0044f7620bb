import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';

// The MAC where node:crypto exists. mac.web.ts has the same three names with promises.

export type MacKey = KeyObject;

export function importMacKey(secret: string): MacKey {
  return createSecretKey(secret, 'utf8');
}

/** HMAC-SHA-256 of the UTF-8 bytes, as base64 with padding (RSA9g). */
export function createMac(text: string, key: MacKey): string {
  return createHmac('sha256', key).update(text).digest('base64');
}

/** Compares in constant time; `mac` must have the one form that the protocol accepts. */
export function verifyMac(text: string, mac: string, key: MacKey): boolean {
  return timingSafeEqual(createHmac('sha256', key).update(text).digest(), Buffer.from(mac, 'base64'));
}
