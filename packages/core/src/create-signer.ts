import type { TokenParams, TokenRequest } from '@ably-auth/validation';
import { parseApiKey } from './api-key.js';
import type { Clock } from './clock.js';
import { checkOptions } from './internal/check-call.js';
import { attachMac, draftTokenRequest } from './internal/draft-token-request.js';
import { conclude, examine, requireKey } from './internal/judge-token-request.js';
import { createMac, importMacKey, verifyMac, type MacKey } from './internal/mac.js';
import type { VerifiedTokenRequest } from './verification.js';

/** Signs and verifies with one key, which it keeps to itself. */
export type Signer = {
  /** The public part of the key. */
  readonly keyName: string;
  /** As the function of the same name. */
  createTokenRequest(params?: TokenParams): Promise<TokenRequest>;
  /** As the function of the same name; a request of another key is refused with 40400. */
  verifyTokenRequest(input: unknown): Promise<VerifiedTokenRequest>;
};

/**
 * Prepares a key once, to sign and verify with it many times.
 *
 * @param key the whole API key, `<appId>.<keyId>:<secret>`
 * @param options `now` in ms since the epoch, `nonce`, and `maxSkewMs` in ms; the real ones and 120 000 by default
 * @throws {TypeError} if the key is not a string or an option is wrong
 * @throws {AblyAuthError} 40101 if the key is no API key
 * @example
 * import { createSigner } from '@ably-auth/core';
 * const signer = createSigner('appId.keyId:s3cret');
 * const request = await signer.createTokenRequest({ clientId: 'alice' });
 * (await signer.verifyTokenRequest(request)).request.keyName; // 'appId.keyId'
 */
export function createSigner(key: string, options: Clock & { readonly maxSkewMs?: number | undefined } = {}): Signer {
  const apiKey = parseApiKey(key);
  checkOptions(options, '{ now, nonce, maxSkewMs }');
  const { now, nonce, maxSkewMs } = options;
  // Imported at first use: a platform that cannot do it answers the call that needs it.
  let imported: MacKey | Promise<MacKey> | undefined;
  const macKey = () => (imported ??= importMacKey(apiKey.secret));
  return {
    keyName: apiKey.name,
    async createTokenRequest(params) {
      const draft = draftTokenRequest(params, apiKey.name, { now, nonce });
      return attachMac(draft, await createMac(draft.text, await macKey()));
    },
    async verifyTokenRequest(input) {
      const candidate = examine(input);
      requireKey(candidate, apiKey);
      const { macHasForm, text, request } = candidate;
      const macIsRight = macHasForm && (await verifyMac(text, request.mac, await macKey()));
      return conclude(candidate, macIsRight, { now, maxSkewMs });
    },
  };
}
