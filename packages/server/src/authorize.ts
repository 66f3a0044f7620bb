import { permits } from '@ably-auth/capability';
import { AblyAuthError } from '@ably-auth/validation';
import { CAPABILITY_NOT_PERMITTED, INVALID_CLIENT_ID } from '@ably-auth/validation/error-codes';
import type { Principal } from './principal.js';

/**
 * Whether somebody may do something, and as whom.
 *
 * @param principal who it is, as `authenticate` found out
 * @param resource name of a channel, queue or metachannel
 * @param operation operation, such as `publish`
 * @param clientId the identity that the request names; absent: the principal's own
 * @returns the identity that the operation is done with; undefined: anonymous
 * @throws {AblyAuthError} 40160 if the capability does not permit it; 40012 if the identity is not the principal's
 * @example
 * import { authorize } from '@ably-auth/server';
 * import { parseCapability } from '@ably-auth/capability';
 * const principal = {
 *   method: 'ably-token', keyName: 'appId.keyId', appId: 'appId', clientId: 'alice',
 *   capability: parseCapability('{"chat:*":["publish"]}'),
 * } as const;
 * console.log(authorize(principal, 'chat:room', 'publish')); // alice
 */
export function authorize(
  principal: Principal,
  resource: string,
  operation: string,
  clientId?: string,
): string | undefined {
  if (!permits(principal.capability, resource, operation)) {
    throw new AblyAuthError(CAPABILITY_NOT_PERMITTED, `capability: does not permit ${operation} on this resource`);
  }
  const own = principal.clientId === '*' ? undefined : principal.clientId;
  if (clientId === undefined) return own; // RSA7a1, RSA8f3
  if (clientId === '' || clientId === '*') {
    throw new AblyAuthError(INVALID_CLIENT_ID, 'clientId: must name one identity');
  }
  const mayAssume = principal.clientId === '*' || (principal.method === 'basic' && own === undefined); // RSA8f4
  if (clientId === own || mayAssume) return clientId;
  throw new AblyAuthError(INVALID_CLIENT_ID, 'clientId: not the identity of the credentials'); // RSA8f1, RSA8f2
}
