import { createMac, importMacKey } from './internal/mac.js';
import { checkMacInput } from './internal/check-call.js';

/**
 * HMAC-SHA-256 of a text's UTF-8 bytes, keyed with the secret's, as base64 with padding (RSA9g).
 *
 * @param text the sign text, see `signText`
 * @param secret the part of the API key after the first colon
 * @throws {TypeError} if text or secret is not a string, or the secret is empty
 * @example
 * import { computeMac } from '@ably-auth/core';
 * await computeMac('a_key_name\n1000\n\na_id\n1000\nabcde100\n', 'a_secret'); // 'sYkCH0Un+WgzI7/Nhy0BoQIKq9HmjKynCRs4E3qAbGQ='
 */
export async function computeMac(text: string, secret: string): Promise<string> {
  checkMacInput(text, secret);
  return createMac(text, await importMacKey(secret));
}
