import {
  AblyAuthError,
  type Leniency,
  type TokenDetails,
  type TokenRequest,
  type UnsignedTokenRequest,
} from '@ably-auth/validation';
import { INVALID_REQUEST_BODY } from '@ably-auth/validation/error-codes';
import {
  decode,
  decodeTokenDetails,
  decodeTokenRequest,
  decodeUnsignedTokenRequest,
  type Decoder,
} from '@ably-auth/validation/internal';

/** What was read, and where the received form differed from what the protocol says. */
export type ReadResult<T> = {
  /** The value, members in the order of the schema. */
  readonly value: T;
  /** Where the received form differed. */
  readonly leniencies: readonly Leniency[];
};

/**
 * Reads a signed TokenRequest as SDKs send it, from JSON text or an object (TE6).
 *
 * Only types are checked: neither length nor range, nor the form of the MAC, nor the MAC. `null`, `ttl: 0` and
 * `capability: ""` are read as absent, decimal strings as numbers, and unknown members are dropped.
 *
 * @param input JSON text of 128 KiB at most, or an object
 * @throws {AblyAuthError} 40001 if it is not a JSON object, names a member twice, is too large or has no keyName;
 *   40003, 40000, 40012 or 40101 if a member is missing or has another type
 * @example
 * import { readTokenRequest } from '@ably-auth/core';
 * const text = '{"keyName":"appId.keyId","ttl":"3600000","clientId":null,"timestamp":1000,"nonce":"n","mac":"m"}';
 * const { value, leniencies } = readTokenRequest(text);
 * value.ttl; // 3600000
 * leniencies.map(({ kind }) => kind); // ['decimal-string', 'null']
 */
export function readTokenRequest(input: unknown): ReadResult<TokenRequest> {
  return read(decodeTokenRequest, input, 'TokenRequest');
}

/**
 * Reads a TokenRequest without a MAC, which comes with Basic auth; it may lack a nonce.
 *
 * @param input JSON text of 128 KiB at most, or an object
 * @throws {AblyAuthError} as {@link readTokenRequest}; 40001 also if it has a MAC, which nobody would check
 * @example
 * import { readUnsignedTokenRequest } from '@ably-auth/core';
 * readUnsignedTokenRequest('{"keyName":"appId.keyId","timestamp":1000}').value; // { keyName: 'appId.keyId', timestamp: 1000 }
 */
export function readUnsignedTokenRequest(input: unknown): ReadResult<UnsignedTokenRequest> {
  const result = read(decodeUnsignedTokenRequest, input, 'TokenRequest');
  if (result.leniencies.some(({ path, kind }) => path === '$.mac' && kind !== 'null')) {
    throw new AblyAuthError(INVALID_REQUEST_BODY, 'TokenRequest.mac: expected no MAC in an unsigned request', {
      path: '$.mac',
      remediation: 'Read and verify a signed request with verifyTokenRequest.',
    });
  }
  return result;
}

/**
 * Reads a TokenDetails as a service or an auth server sends it, from JSON text or an object (TD7).
 *
 * Only types are checked; only `token` is required. `null` and `capability: ""` are read as absent, decimal strings
 * as numbers, and unknown members are dropped (RSF1).
 *
 * @param input JSON text of 128 KiB at most, or an object
 * @throws {AblyAuthError} 40001 if it is not a JSON object, names a member twice, is too large, has no token or a
 *   member of another type; 40012 if that is the clientId
 * @example
 * import { readTokenDetails } from '@ably-auth/core';
 * readTokenDetails('{"token":"t","expires":"2000"}').value; // { token: 't', expires: 2000 }
 */
export function readTokenDetails(input: unknown): ReadResult<TokenDetails> {
  return read(decodeTokenDetails, input, 'TokenDetails');
}

/** Ranges, lengths and forms are not checked here: public fixtures have short nonces and MACs. */
function read<T>(decoder: Decoder<T>, input: unknown, name: string): ReadResult<T> {
  const { value, issues, leniencies } = decode(decoder, input, 'lenient');
  if (value !== undefined) return { value, leniencies };
  const mistyped = issues.filter(isOfType);
  throw AblyAuthError.from(mistyped.length > 0 ? mistyped : issues, name);
}

/** Whether an issue leaves nothing to read: a missing member, or another type. */
function isOfType({ keyword }: { readonly keyword: string }): boolean {
  return keyword === 'type' || keyword === 'required';
}
