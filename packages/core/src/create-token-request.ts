import type { TokenParams, TokenRequest } from '@ably-auth/validation';
import { parseApiKey } from './api-key.js';
import type { Clock } from './clock.js';
import { attachMac, draftTokenRequest } from './internal/draft-token-request.js';
import { createMac, importMacKey } from './internal/mac.js';
import { checkOptions } from './internal/check-call.js';

/** The key to sign with, and where time and nonces come from. */
export type CreateOptions = {
  /** The whole API key, `<appId>.<keyId>:<secret>`. */
  readonly key: string;
} & Clock;

/**
 * Creates a TokenRequest and signs it: whoever gets it can obtain one token with it, without the key (RSA9).
 *
 * @param params what the token is to be: ttl and timestamp in ms, capability as JSON text or an object, clientId,
 *   nonce; what is left out, the service decides. The object stays as it is
 * @param options the key; `now` in ms since the epoch and `nonce` replace clock and randomness
 * @throws {TypeError} if the options are wrong, or `now` gives no whole number
 * @throws {AblyAuthError} 40003, 40000 or 40012 if the params are not valid, with every issue; 40101 if the key is none
 * @example
 * import { createTokenRequest } from '@ably-auth/core';
 * const request = await createTokenRequest({ clientId: 'alice', ttl: 60_000 }, { key: 'appId.keyId:s3cret' });
 * Object.keys(request); // ['keyName', 'ttl', 'clientId', 'timestamp', 'nonce', 'mac']
 */
export async function createTokenRequest(
  params: TokenParams | undefined,
  options: CreateOptions,
): Promise<TokenRequest> {
  checkOptions(options, '{ key }');
  const key = parseApiKey(options.key);
  const draft = draftTokenRequest(params, key.name, options);
  return attachMac(draft, await createMac(draft.text, await importMacKey(key.secret)));
}
