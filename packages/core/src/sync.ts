import type { TokenParams, TokenRequest } from '@ably-auth/validation';
import { parseApiKey } from './api-key.js';
import { checkMacInput } from './compute-mac.js';
import {
  attachMac,
  draftTokenRequest,
  readOptions,
  type CreateTokenRequestOptions,
  type SigningOverrides,
} from './create-token-request.js';
import { keyFromLookup } from './internal/key-from-lookup.js';
import { createMac, importMacKey, verifyMac } from './internal/mac.node.js';
import { conclude, readCandidate, requireKey, type VerifiedTokenRequest, type Window } from './verify-token-request.js';

// The same names and results without Promise, where node:crypto exists. Each function is documented at its
// asynchronous namesake; all of them share everything but the one call that computes the MAC.

export { parseApiKey, type ApiKey } from './api-key.js';
export { isTokenExpired } from './is-token-expired.js';
export type { CreateTokenRequestOptions, SigningOverrides } from './create-token-request.js';
export { readTokenDetails, readTokenRequest, readUnsignedTokenRequest, type ReadResult } from './read.js';
export { signText, type SignedFields } from './sign-text.js';
export type { VerifiedTokenRequest } from './verify-token-request.js';

/** What a request is verified against; a lookup returns at once. */
export type VerifyOptions = {
  /** The whole API key, or where to find it by the key name; undefined says that there is no such key. */
  readonly key: string | ((keyName: string) => string | undefined);
} & Window;

/** Signs and verifies with one key, which it keeps to itself. */
export type Signer = {
  /** The public part of the key. */
  readonly keyName: string;
  /** As the function of the same name. */
  createTokenRequest(params?: TokenParams): TokenRequest;
  /** As the function of the same name; a request of another key is refused with 40400. */
  verifyTokenRequest(input: unknown): VerifiedTokenRequest;
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
 * @param params of the token; ttl and timestamp in ms. The object is not changed
 * @param options the key; `now` in ms since the epoch and `nonce` replace clock and randomness
 * @throws {TypeError} if the options are wrong, or `now` does not return a whole number
 * @throws {AblyAuthError} as the asynchronous `createTokenRequest`
 * @example
 * import { createTokenRequest } from '@ably-auth/core/sync';
 * const request = createTokenRequest({ clientId: 'alice' }, { key: 'appId.keyId:s3cret' });
 * request.keyName; // 'appId.keyId'
 */
export function createTokenRequest(params: TokenParams | undefined, options: CreateTokenRequestOptions): TokenRequest {
  const { key, ...overrides } = readOptions(options, '{ key }');
  const { name, secret } = parseApiKey(key);
  const draft = draftTokenRequest(params, name, overrides);
  return attachMac(draft, createMac(draft.text, importMacKey(secret)));
}

/**
 * Verifies a signed TokenRequest: its form, key, MAC, capability and timestamp, in this order. It does
 * not know used nonces.
 *
 * @param input JSON text of 128 KiB at most, or an object; read as by `readTokenRequest`
 * @param options the key or a lookup by key name; `now` in ms since the epoch; `maxSkewMs` in ms
 * @throws {TypeError} if the options are wrong, or `now` does not return a whole number
 * @throws {AblyAuthError} as the asynchronous `verifyTokenRequest`; 50003 also if the lookup returns a promise
 * @example
 * import { createTokenRequest, verifyTokenRequest } from '@ably-auth/core/sync';
 * const key = 'appId.keyId:s3cret';
 * verifyTokenRequest(createTokenRequest({ ttl: 60_000 }, { key }), { key }).request.ttl; // 60000
 */
export function verifyTokenRequest(input: unknown, options: VerifyOptions): VerifiedTokenRequest {
  const { key, ...window } = readOptions(options, '{ key }');
  const fixed = typeof key === 'function' ? undefined : parseApiKey(key);
  const candidate = readCandidate(input);
  const found = typeof key === 'function' ? keyFromLookup(key(candidate.request.keyName)) : fixed;
  const { secret } = requireKey(candidate, found);
  const macMatches = candidate.macHasForm && verifyMac(candidate.text, candidate.request.mac, importMacKey(secret));
  return conclude(candidate, macMatches, window);
}

/**
 * Prepares a key once, to sign and verify with it many times.
 *
 * @param key the whole API key, `<appId>.<keyId>:<secret>`
 * @param options `now` in ms since the epoch, `nonce`, and `maxSkewMs` in ms; the real ones and 120 000 by default
 * @throws {TypeError} if the key is not a string or an option is wrong
 * @throws {AblyAuthError} 40101 if the key is not a valid API key
 * @example
 * import { createSigner } from '@ably-auth/core/sync';
 * const signer = createSigner('appId.keyId:s3cret');
 * signer.verifyTokenRequest(signer.createTokenRequest()).request.keyName; // 'appId.keyId'
 */
export function createSigner(key: string, options: SigningOverrides & Window = {}): Signer {
  const { now, nonce, maxSkewMs } = readOptions(options, '{ now, nonce, maxSkewMs }');
  const apiKey = parseApiKey(key);
  const macKey = importMacKey(apiKey.secret);
  return {
    keyName: apiKey.name,
    createTokenRequest(params) {
      const draft = draftTokenRequest(params, apiKey.name, { now, nonce });
      return attachMac(draft, createMac(draft.text, macKey));
    },
    verifyTokenRequest(input) {
      const candidate = readCandidate(input);
      requireKey(candidate, apiKey);
      const { macHasForm, text, request } = candidate;
      return conclude(candidate, macHasForm && verifyMac(text, request.mac, macKey), { now, maxSkewMs });
    },
  };
}
