import { parseApiKey } from '@ably-auth/core';
import { AblyAuthError, type TokenRevocationRequest, type TokenRevocationTargetSpecifier } from '@ably-auth/validation';
import {
  Decoding,
  decodeTokenRevocationRequest,
  decodeTokenRevocationTargetSpecifier,
} from '@ably-auth/validation/internal';
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
  const at = new Decoding(false);
  const list: readonly TokenRevocationTargetSpecifier[] = Array.isArray(targets) ? targets : [targets];
  const named = list
    .slice(0, REVOCATION_MAX_TARGETS + 1) // one more than there may be is refused below
    .map((target, index) => decodeTokenRevocationTargetSpecifier(at, `$.targets[${index}]`, target))
    .map((target) => `${target?.type}:${target?.value}`);
  if (at.issues === undefined) decodeTokenRevocationRequest(at, '$', { targets: named });
  const body = decodeTokenRevocationRequest(at, '$.options', { ...options, targets: named });
  if (body === undefined || at.issues !== undefined) throw AblyAuthError.from(at.issues ?? [], 'revocation');
  return { path: `/keys/${parseApiKey(key).name}/revokeTokens`, body };
}
