import { buildService } from './internal/build-service.js';
import type { TokenService, TokenServiceOptions } from './token-service.js';

/**
 * Makes a token service: `POST /keys/:keyName/requestToken`, `POST /keys/:keyName/revokeTokens`, `GET /time`,
 * `GET /healthz`.
 *
 * @param options the keys; stores, clock (ms since the epoch), sealing keys and rate limit where the defaults do not do
 * @throws {TypeError} if the options are wrong
 * @throws {AblyAuthError} 40101 if a key is no API key, 40000 if its capability is not valid
 * @example
 * import { createTokenService } from '@ably-auth/server';
 * import { createTokenRequest } from '@ably-auth/core';
 * const key = 'appId.keyId:keySecret';
 * const service = createTokenService({ keys: [{ key, capability: { 'chat:*': ['subscribe'] } }] });
 * const response = await service.fetch(
 *   new Request('http://localhost/keys/appId.keyId/requestToken', {
 *     method: 'POST',
 *     body: JSON.stringify(await createTokenRequest({ clientId: 'alice' }, { key })),
 *   }),
 * );
 * const details = (await response.json()) as { capability: string };
 * console.log(response.status, details.capability); // 201 {"chat:*":["subscribe"]}
 */
export function createTokenService(options: TokenServiceOptions): TokenService {
  return buildService(options, () => []);
}
