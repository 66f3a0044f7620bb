import type { TokenDetails } from '@ably-auth/validation';
import { INVALID_CLIENT_ID, INVALID_REQUEST_BODY } from '@ably-auth/validation/error-codes';
import type { Deviation } from './deviation.js';
import { readMembers, type MemberRule } from './internal/read-members.js';

const MEMBERS: Readonly<Record<string, MemberRule>> = {
  token: { type: 'string', kind: INVALID_REQUEST_BODY, required: true }, // TD2, RSA16b
  keyName: { type: 'string', kind: INVALID_REQUEST_BODY },
  issued: { type: 'integer', kind: INVALID_REQUEST_BODY }, // TD4
  expires: { type: 'integer', kind: INVALID_REQUEST_BODY }, // TD3
  capability: { type: 'string', kind: INVALID_REQUEST_BODY }, // TD5
  clientId: { type: 'string', kind: INVALID_CLIENT_ID }, // TD6
};

/**
 * Reads a TokenDetails as a service or an auth server sends it, from JSON text or an object (TD7).
 *
 * Types alone are judged; only `token` must be there. `null` and `capability: ""` are read as absent, decimal strings
 * as numbers, and unknown members are dropped (RSF1).
 *
 * @param input JSON text of 128 KiB at most, or an object
 * @throws {AblyAuthError} 40001 if it is no JSON object, names a member twice, is too large, has no token or a member
 *   of another type; 40012 if that is the clientId
 * @example
 * import { readTokenDetails } from '@ably-auth/core';
 * readTokenDetails('{"token":"t","expires":"2000"}').details; // { token: 't', expires: 2000 }
 */
export function readTokenDetails(input: unknown): { details: TokenDetails; deviations: Deviation[] } {
  const { value: details, deviations } = readMembers<TokenDetails>(input, 'TokenDetails', MEMBERS);
  return { details, deviations };
}
