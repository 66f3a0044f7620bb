import { createMac, importMacKey } from './internal/mac.js';

/**
 * HMAC-SHA-256 of a text's UTF-8 bytes, keyed with the secret's, as base64 with padding (RSA9g).
 *
 * @param text the sign text, see `signText`
 * @param secret the part of the API key after the first colon
 * @throws {TypeError} if text or secret is not a string, or the secret is empty
 * @throws {AblyAuthError} 50003 if the platform has no Web Crypto
 * @example
 * import { computeMac } from '@ably-auth/core';
 * await computeMac('a_key_name\n1000\n\na_id\n1000\nabcde100\n', 'a_secret'); // 'sYkCH0Un+WgzI7/Nhy0BoQIKq9HmjKynCRs4E3qAbGQ='
 */
export async function computeMac(text: string, secret: string): Promise<string> {
  checkMacInput(text, secret);
  return createMac(text, await importMacKey(secret));
}

/** Web Crypto takes no empty key, so no platform does. */
export function checkMacInput(text: string, secret: string): void {
  if (typeof text !== 'string') throw new TypeError('text: expected a string');
  if (typeof secret !== 'string' || secret === '') throw new TypeError('secret: expected a string that is not empty');
}
