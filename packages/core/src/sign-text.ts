import { AblyAuthError } from '@ably-auth/validation';
import {
  CLIENT_ID,
  Decoding,
  KEY_NAME,
  NONCE,
  SIGNED_CAPABILITY_TEXT,
  SIGNED_FIELDS,
  TIMESTAMP,
  TTL,
  type Rule,
  type Signable,
} from '@ably-auth/validation/internal';
import { joinSignedFields } from './create-token-request.js';

/** The members that a MAC covers; a TokenRequest and an UnsignedTokenRequest have them. */
export type SignedFields = {
  readonly keyName?: string | undefined;
  readonly ttl?: number | undefined;
  readonly capability?: string | undefined;
  readonly clientId?: string | undefined;
  readonly timestamp?: number | undefined;
  readonly nonce?: string | undefined;
};

/** The error code of each field, and what it must not hold: what could be read as its end, or has other text's bytes. */
const RULES: { readonly [Name in keyof SignedFields]-?: Rule } = {
  keyName: KEY_NAME,
  ttl: TTL,
  capability: SIGNED_CAPABILITY_TEXT,
  clientId: CLIENT_ID,
  timestamp: TIMESTAMP,
  nonce: NONCE,
};
const UNSIGNABLE = /[\0-\x1f\x7f\p{Surrogate}]/u;
const UNSIGNABLE_CAPABILITY = /[\n\p{Surrogate}]/u; // JSON escapes the other control characters itself

/**
 * The text that the MAC of a request covers: each field followed by a line feed, an absent one as the empty string
 * (RSA9g).
 *
 * The text is not escaped. So that no two requests share it, control characters in keyName, clientId and nonce, a
 * line feed in the capability, and text that has no UTF-8 form are refused. Length and range are not checked.
 *
 * @param request its members as they stand; the capability is signed literally
 * @throws {TypeError} if the request is not an object
 * @throws {AblyAuthError} 40001, 40003, 40000 or 40012, by the field that cannot be signed
 * @example
 * import { signText } from '@ably-auth/core';
 * signText({ keyName: 'appId.keyId', timestamp: 1000, nonce: 'abcde100' }); // 'appId.keyId\n\n\n\n1000\nabcde100\n'
 */
export function signText(request: SignedFields): string {
  if (typeof request !== 'object' || request === null) throw new TypeError('request: expected an object');
  const at = new Decoding(false);
  const fields: { -readonly [Name in keyof Signable]: string | number } = {};
  for (const name of SIGNED_FIELDS) {
    const value: unknown = Object.hasOwn(request, name) ? request[name] : undefined;
    if (value === undefined) continue;
    const isNumber = name === 'ttl' || name === 'timestamp';
    const unsignable = name === 'capability' ? UNSIGNABLE_CAPABILITY : UNSIGNABLE;
    if (isNumber ? !Number.isSafeInteger(value) : typeof value !== 'string') {
      at.report(RULES[name], `$.${name}`, 'type', isNumber ? 'another value' : `a ${typeof value}`);
    } else if (!isNumber && unsignable.test(value as string)) {
      at.report(RULES[name], `$.${name}`, 'pattern', 'a control character or a lone surrogate');
    } else fields[name] = value as string | number;
  }
  if (at.issues !== undefined) throw AblyAuthError.from(at.issues, 'request');
  return joinSignedFields(fields);
}
