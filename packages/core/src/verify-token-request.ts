import { parseApiKey } from './api-key.js';
import { answeredKey, conclude, examine, requireKey } from './internal/judge-token-request.js';
import { importMacKey, verifyMac } from './internal/mac.js';
import { checkOptions } from './internal/check-call.js';
import type { VerifiedTokenRequest, Verify } from './verification.js';

/**
 * Verifies a signed TokenRequest: its form, its key, its MAC and its timestamp, in this order.
 *
 * It does not know used nonces: whoever issues tokens must also refuse a nonce that came before with the same key.
 * Nor does it know what the key may do. The MAC is checked over the capability text as it stands.
 *
 * @param input JSON text of 128 KiB at most, or an object; read as by `readTokenRequest`
 * @param options the key or a lookup by key name, whose own errors come through as they are; `now` in ms since the
 *   epoch; `maxSkewMs` in ms
 * @throws {TypeError} if the options are wrong, or `now` gives no whole number
 * @throws {AblyAuthError} 40001, 40003, 40000 or 40012 if the request is malformed; 40400 if the key is not known;
 *   40101 if the MAC is wrong; 40104 if the timestamp is not current; 50003 if the lookup answers no key
 * @example
 * import { createTokenRequest, verifyTokenRequest } from '@ably-auth/core';
 * const key = 'appId.keyId:s3cret';
 * const text = JSON.stringify(await createTokenRequest({ clientId: 'alice' }, { key }));
 * const { request } = await verifyTokenRequest(text, { key });
 * request.clientId; // 'alice'
 */
export async function verifyTokenRequest(input: unknown, options: Verify): Promise<VerifiedTokenRequest> {
  checkOptions(options, '{ key }');
  const { key } = options;
  const fixed = typeof key === 'function' ? undefined : parseApiKey(key);
  const candidate = examine(input);
  const found = typeof key === 'function' ? answeredKey(await key(candidate.request.keyName)) : fixed;
  const { secret } = requireKey(candidate, found);
  const macIsRight =
    candidate.macHasForm && (await verifyMac(candidate.text, candidate.request.mac, await importMacKey(secret)));
  return conclude(candidate, macIsRight, options);
}
