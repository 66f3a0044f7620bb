import { permits, type Capability } from '@ably-auth/capability';
import { AblyAuthError, validateTokenParams } from '@ably-auth/validation';
import { CAPABILITY_NOT_PERMITTED, INVALID_CLIENT_ID } from '@ably-auth/validation/error-codes';

/** Who makes a request, and what they may do. */
export type Principal = {
  /** How they proved it. */
  readonly method: 'basic' | 'ably-token' | 'ably-jwt';
  readonly keyName: string;
  readonly appId: string;
  /** What they may do: the capability of the key, or what the token was granted of it. */
  readonly capability: Capability;
  /** Their identity; absent: anonymous. `*`: any that they name. */
  readonly clientId?: string;
  /** When the token was issued, in ms since the epoch; absent with Basic auth. */
  readonly issued?: number;
  /** When the token expires, in ms since the epoch; absent with Basic auth. */
  readonly expires?: number;
};

/** Headers as a `Request` has them. */
export type HeaderReader = { get(name: string): string | null };

/**
 * Requires that a principal may do something, and returns as whom.
 *
 * @param principal who it is, as `authenticate` found out
 * @param resource name of a channel, queue or metachannel
 * @param operation operation, such as `publish`
 * @param clientId the identity that the request names; absent: the principal's own
 * @returns the identity that the operation is done with; undefined: anonymous
 * @throws {AblyAuthError} 40160 if the capability does not permit it; 40012 if the identity is not well-formed, or not
 *   the principal's
 * @example
 * import { requirePermission } from '@ably-auth/server';
 * import { parseCapability } from '@ably-auth/capability';
 * const principal = {
 *   method: 'ably-token', keyName: 'appId.keyId', appId: 'appId', clientId: 'alice',
 *   capability: parseCapability('{"chat:*":["publish"]}'),
 * } as const;
 * console.log(requirePermission(principal, 'chat:room', 'publish')); // alice
 */
export function requirePermission(
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
  requireIdentity(clientId, 'clientId');
  const mayAssume = principal.clientId === '*' || (principal.method === 'basic' && own === undefined); // RSA8f4
  if (clientId === own || mayAssume) return clientId;
  throw new AblyAuthError(INVALID_CLIENT_ID, 'clientId: expected the identity of the credentials', {
    remediation: 'Leave the clientId out, or use a token for this identity.',
  }); // RSA8f1, RSA8f2
}

/**
 * Refuses a clientId that a TokenRequest could not carry, and the wildcard, which is not an identity: a client that
 * publishes as `bob` and a line feed would be taken for `bob`.
 *
 * @throws {AblyAuthError} 40012
 */
export function requireIdentity(clientId: string, path: string): string {
  if (clientId !== '*' && validateTokenParams({ clientId }).ok) return clientId;
  throw new AblyAuthError(INVALID_CLIENT_ID, `${path}: expected one identity, without control characters`, {
    remediation: 'Name one identity in 1 to 1024 characters, or leave it out.',
  });
}
