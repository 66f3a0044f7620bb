import type { TokenParams, TokenRequest } from '@ably-auth/validation';
import { parseApiKey } from './api-key.js';
import type { Clock } from './clock.js';
import type { CreateOptions } from './create-token-request.js';
import { checkMacInput, checkOptions } from './internal/check-call.js';
import { attachMac, draftTokenRequest } from './internal/draft-token-request.js';
import { answeredKey, conclude, examine, requireKey } from './internal/judge-token-request.js';
import { createMac, importMacKey, verifyMac } from './internal/mac.node.js';
import type * as verification from './verification.js';

// The same names and results without Promise, where node:crypto exists. Each function is documented at its
// asynchronous namesake; all of them share everything but the one call that computes the MAC.

export { parseApiKey, type ApiKey } from './api-key.js';
export type { Clock } from './clock.js';
export type { CreateOptions } from './create-token-request.js';
export type { Deviation, DeviationKind } from './deviation.js';
export { isTokenExpired } from './is-token-expired.js';
export { readTokenDetails } from './read-token-details.js';
export { readTokenRequest, readUnsignedTokenRequest } from './read-token-request.js';
export { signText } from './sign-text.js';
export type { SignedFields } from './signed-fields.js';
export type { VerifiedTokenRequest } from './verification.js';

/** What a request is verified against; a lookup answers at once. */
export type Verify = Omit<verification.Verify, 'key'> & {
  /** The whole API key, or where to find it by the key name; undefined says that there is no such key. */
  readonly key: string | ((keyName: string) => string | undefined);
};

/** Signs and verifies with one key, which it keeps to itself. */
export type Signer = {
  /** The public part of the key. */
  readonly keyName: string;
  /** As the function of the same name. */
  createTokenRequest(params?: TokenParams): TokenRequest;
  /** As the function of the same name; a request of another key is refused with 40400. */
  verifyTokenRequest(input: unknown): verification.VerifiedTokenRequest;
};

/**
 * HMAC-SHA-256 of a text's UTF-8 bytes, keyed with the secret's, as base64 with padding (RSA9g).
 *
 * @param text the sign text, see `signText`
 * @param secret the part of the API key after the first colon
 * @throws {TypeError} if text or secret is not a string, or the secret is empty
 * @example
 * import { computeMac } from '@ably-auth/core/sync';
 * computeMac('a_key_name\n1000\n\na_id\n1000\nabcde100\n', 'a_secret'); // 'sYkCH0Un+WgzI7/Nhy0BoQIKq9HmjKynCRs4E3qAbGQ='
 */
export function computeMac(text: string, secret: string): string {
  checkMacInput(text, secret);
  return createMac(text, importMacKey(secret));
}

/**
 * Creates a TokenRequest and signs it (RSA9).
 *
 * @param params what the token is to be; ttl and timestamp in ms. The object stays as it is
 * @param options the key; `now` in ms since the epoch and `nonce` replace clock and randomness
 * @throws {TypeError} if the options are wrong, or `now` gives no whole number
 * @throws {AblyAuthError} as the asynchronous `createTokenRequest`
 * @example
 * import { createTokenRequest } from '@ably-auth/core/sync';
 * const request = createTokenRequest({ clientId: 'alice' }, { key: 'appId.keyId:s3cret' });
 * request.keyName; // 'appId.keyId'
 */
export function createTokenRequest(params: TokenParams | undefined, options: CreateOptions): TokenRequest {
  checkOptions(options, '{ key }');
  const key = parseApiKey(options.key);
  const draft = draftTokenRequest(params, key.name, options);
  return attachMac(draft, createMac(draft.text, importMacKey(key.secret)));
}

/**
 * Verifies a signed TokenRequest: its form, its key, its MAC and its timestamp. It does not know used nonces.
 *
 * @param input JSON text of 128 KiB at most, or an object; read as by `readTokenRequest`
 * @param options the key or a lookup by key name; `now` in ms since the epoch; `maxSkewMs` in ms
 * @throws {TypeError} if the options are wrong, or `now` gives no whole number
 * @throws {AblyAuthError} as the asynchronous `verifyTokenRequest`; 50003 also if the lookup answers a promise
 * @example
 * import { createTokenRequest, verifyTokenRequest } from '@ably-auth/core/sync';
 * const key = 'appId.keyId:s3cret';
 * verifyTokenRequest(createTokenRequest({ ttl: 60_000 }, { key }), { key }).request.ttl; // 60000
 */
export function verifyTokenRequest(input: unknown, options: Verify): verification.VerifiedTokenRequest {
  checkOptions(options, '{ key }');
  const { key } = options;
  const fixed = typeof key === 'function' ? undefined : parseApiKey(key);
  const candidate = examine(input);
  const found = typeof key === 'function' ? answeredKey(key(candidate.request.keyName)) : fixed;
  const { secret } = requireKey(candidate, found);
  const macIsRight = candidate.macHasForm && verifyMac(candidate.text, candidate.request.mac, importMacKey(secret));
  return conclude(candidate, macIsRight, options);
}

/**
 * Prepares a key once, to sign and verify with it many times.
 *
 * @param key the whole API key, `<appId>.<keyId>:<secret>`
 * @param options `now` in ms since the epoch, `nonce`, and `maxSkewMs` in ms; the real ones and 120 000 by default
 * @throws {TypeError} if the key is not a string or an option is wrong
 * @throws {AblyAuthError} 40101 if the key is no API key
 * @example
 * import { createSigner } from '@ably-auth/core/sync';
 * const signer = createSigner('appId.keyId:s3cret');
 * signer.verifyTokenRequest(signer.createTokenRequest()).request.keyName; // 'appId.keyId'
 */
export function createSigner(key: string, options: Clock & { readonly maxSkewMs?: number | undefined } = {}): Signer {
  const apiKey = parseApiKey(key);
  checkOptions(options, '{ now, nonce, maxSkewMs }');
  const { now, nonce, maxSkewMs } = options;
  const macKey = importMacKey(apiKey.secret);
  return {
    keyName: apiKey.name,
    createTokenRequest(params) {
      const draft = draftTokenRequest(params, apiKey.name, { now, nonce });
      return attachMac(draft, createMac(draft.text, macKey));
    },
    verifyTokenRequest(input) {
      const candidate = examine(input);
      requireKey(candidate, apiKey);
      const { macHasForm, text, request } = candidate;
      return conclude(candidate, macHasForm && verifyMac(text, request.mac, macKey), { now, maxSkewMs });
    },
  };
}
