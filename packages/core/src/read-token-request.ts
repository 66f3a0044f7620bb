import { AblyAuthError, type TokenRequest, type UnsignedTokenRequest } from '@ably-auth/validation';
import {
  BAD_REQUEST,
  INVALID_CLIENT_ID,
  INVALID_CREDENTIALS,
  INVALID_PARAMETER_VALUE,
  INVALID_REQUEST_BODY,
} from '@ably-auth/validation/error-codes';
import type { Deviation } from './deviation.js';
import { readMembers, type MemberRule } from './internal/read-members.js';

// Written in the order of the sign text, which is the order of the result.
const MEMBERS = {
  keyName: { type: 'string', kind: INVALID_REQUEST_BODY, required: true }, // TE2
  ttl: { type: 'integer', kind: INVALID_PARAMETER_VALUE }, // TE4
  capability: { type: 'string', kind: BAD_REQUEST }, // TE3
  clientId: { type: 'string', kind: INVALID_CLIENT_ID }, // TE2
  timestamp: { type: 'integer', kind: INVALID_PARAMETER_VALUE, required: true }, // TE5
  nonce: { type: 'string', kind: INVALID_PARAMETER_VALUE, required: true }, // TE2
  mac: { type: 'string', kind: INVALID_CREDENTIALS, required: true }, // TE2
} as const satisfies Record<keyof TokenRequest, MemberRule>;

const UNSIGNED_MEMBERS = {
  ...MEMBERS,
  timestamp: { ...MEMBERS.timestamp, required: false },
  nonce: { ...MEMBERS.nonce, required: false },
  mac: { ...MEMBERS.mac, required: false },
} as const;

/**
 * Reads a signed TokenRequest as SDKs send it, from JSON text or an object (TE6).
 *
 * Types alone are judged: neither length nor range, nor the form of the MAC, nor the MAC. `null`, `ttl: 0` and
 * `capability: ""` are read as absent, decimal strings as numbers, and unknown members are dropped.
 *
 * @param input JSON text of 128 KiB at most, or an object
 * @throws {AblyAuthError} 40001 if it is no JSON object, names a member twice, is too large or has no keyName;
 *   40003, 40000, 40012 or 40101 if a member is missing or has another type
 * @example
 * import { readTokenRequest } from '@ably-auth/core';
 * const text = '{"keyName":"appId.keyId","ttl":"3600000","clientId":null,"timestamp":1000,"nonce":"n","mac":"m"}';
 * const { request, deviations } = readTokenRequest(text);
 * request.ttl; // 3600000
 * deviations.map(({ kind }) => kind); // ['decimal-string', 'null']
 */
export function readTokenRequest(input: unknown): { request: TokenRequest; deviations: Deviation[] } {
  const { value: request, deviations } = readMembers<TokenRequest>(input, 'TokenRequest', MEMBERS);
  return { request, deviations };
}

/**
 * Reads a TokenRequest without a MAC, which comes with Basic auth; it may lack timestamp and nonce.
 *
 * @param input JSON text of 128 KiB at most, or an object
 * @throws {AblyAuthError} as {@link readTokenRequest}; 40001 also if it has a MAC, which nobody would check
 * @example
 * import { readUnsignedTokenRequest } from '@ably-auth/core';
 * readUnsignedTokenRequest('{"keyName":"appId.keyId","clientId":"alice"}').request; // { keyName: 'appId.keyId', clientId: 'alice' }
 */
export function readUnsignedTokenRequest(input: unknown): { request: UnsignedTokenRequest; deviations: Deviation[] } {
  const { value: request, deviations } = readMembers<UnsignedTokenRequest & { mac?: string }>(
    input,
    'TokenRequest',
    UNSIGNED_MEMBERS,
  );
  if ('mac' in request) {
    throw new AblyAuthError(INVALID_REQUEST_BODY, 'TokenRequest.mac: an unsigned request has none', {
      remediation: 'Read and verify a signed request with verifyTokenRequest.',
    });
  }
  return { request, deviations };
}
