import { parseApiKey } from '@ably-auth/core';
import {
  assertTokenRevocationRequest,
  assertTokenRevocationTargetSpecifier,
  type TokenRevocationRequest,
  type TokenRevocationTargetSpecifier,
} from '@ably-auth/validation';
import { REVOCATION_MAX_TARGETS } from '@ably-auth/validation/limits';

/** What a revocation may say besides its targets. */
export type RevocationOptions = Pick<TokenRevocationRequest, 'issuedBefore' | 'allowReauthMargin'>;

/** Path and body of a revocation request. */
export type RevocationHttpRequest = { readonly path: string; readonly body: TokenRevocationRequest };

/**
 * The request that revokes tokens (RSA17g): each target as `type:value` (RSA17b).
 *
 * @param key the whole API key; its name goes into the path
 * @param targets which tokens, one target or up to 100
 * @param options issuedBefore in ms since the epoch (RSA17e), allowReauthMargin (RSA17f)
 * @throws {AblyAuthError} 40101, 40000, 40001 or 40003 if key, targets or options are not valid
 * @example
 * import { revocationRequest } from '@ably-auth/client/wire';
 * const { path, body } = revocationRequest('appId.keyId:keySecret', { type: 'clientId', value: 'alice' });
 * console.log(path, body.targets[0]); // /keys/appId.keyId/revokeTokens clientId:alice
 */
export function revocationRequest(
  key: string,
  targets: TokenRevocationTargetSpecifier | readonly TokenRevocationTargetSpecifier[],
  options: RevocationOptions = {},
): RevocationHttpRequest {
  const list: readonly TokenRevocationTargetSpecifier[] = Array.isArray(targets) ? targets : [targets];
  const named = list
    .slice(0, REVOCATION_MAX_TARGETS + 1) // one more than there may be is refused below
    .map((target) => assertTokenRevocationTargetSpecifier(target))
    .map(({ type, value }) => `${type}:${value}`);
  const body = assertTokenRevocationRequest({ ...options, targets: named });
  return { path: `/keys/${parseApiKey(key).name}/revokeTokens`, body };
}
