import type { TokenParams, TokenRequest } from '@ably-auth/validation';
import { parseApiKey } from './api-key.js';
import { attachMac, draftTokenRequest, readOptions, type SigningOverrides } from './create-token-request.js';
import { createMac, importMacKey, verifyMac, type MacKey } from './internal/mac.js';
import { conclude, readCandidate, requireKey, type VerifiedTokenRequest, type Window } from './verify-token-request.js';

/** Signs and verifies with one key, which it keeps to itself. */
export type Signer = {
  /** The public part of the key. */
  readonly keyName: string;
  /** Creates and signs a TokenRequest, as `createTokenRequest` does. */
  createTokenRequest(params?: TokenParams): Promise<TokenRequest>;
  /** Verifies a TokenRequest, as `verifyTokenRequest` does; one of another key is refused with 40400. */
  verifyTokenRequest(input: unknown): Promise<VerifiedTokenRequest>;
};

/**
 * Prepares a key once, to sign and verify with it many times.
 *
 * @param key the whole API key, `<appId>.<keyId>:<secret>`
 * @param options `now` in ms since the epoch, `nonce`, and `maxSkewMs` in ms; the real ones and 120 000 by default
 * @throws {TypeError} if the key is not a string or an option is wrong
 * @throws {AblyAuthError} 40101 if the key is not a valid API key
 * @example
 * import { createSigner } from '@ably-auth/core';
 * const signer = createSigner('appId.keyId:s3cret');
 * const request = await signer.createTokenRequest({ clientId: 'alice' });
 * (await signer.verifyTokenRequest(request)).request.keyName; // 'appId.keyId'
 */
export function createSigner(key: string, options: SigningOverrides & Window = {}): Signer {
  const { now, nonce, maxSkewMs } = readOptions(options, '{ now, nonce, maxSkewMs }');
  const apiKey = parseApiKey(key);
  // Imported at first use: a platform that cannot do it fails in the call that needs it.
  let imported: MacKey | Promise<MacKey> | undefined;
  const macKey = () => (imported ??= importMacKey(apiKey.secret));
  return {
    keyName: apiKey.name,
    async createTokenRequest(params) {
      const draft = draftTokenRequest(params, apiKey.name, { now, nonce });
      return attachMac(draft, await createMac(draft.text, await macKey()));
    },
    async verifyTokenRequest(input) {
      const candidate = readCandidate(input);
      requireKey(candidate, apiKey);
      const { macHasForm, text, request } = candidate;
      const macMatches = macHasForm && (await verifyMac(text, request.mac, await macKey()));
      return conclude(candidate, macMatches, { now, maxSkewMs });
    },
  };
}
