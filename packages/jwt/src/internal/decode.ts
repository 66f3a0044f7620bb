import { AblyAuthError } from '@ably-auth/validation';
import { INVALID_JWT } from '@ably-auth/validation/error-codes';
import { got, parseJsonText } from '@ably-auth/validation/internal';
import { JSON_MAX_DEPTH, TOKEN_TEXT_MAX_BYTES } from '@ably-auth/validation/limits';
import { decode } from 'jose/base64url';
import { jwtError } from './jwt-error.js';
import { ownMembers } from './read.js';

/** A JSON object of a JWT: its header or its claims. It has no prototype, so that only its own members count. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The parts of a JWT in compact form: three of a signed one, five of an encrypted one (RFC 7515, RFC 7516). */
export function partsOf(token: unknown): readonly string[] {
  if (typeof token !== 'string') throw new TypeError(`token: expected a string, got ${got(token)}`);
  const { length } = token;
  // RSA4f
  if (length > TOKEN_TEXT_MAX_BYTES)
    throw jwtError('malformed', `JWT: expected at most ${TOKEN_TEXT_MAX_BYTES} bytes, got ${length}`);
  return token.split('.');
}

/** Decodes the header or the claims; a member that is named twice is refused (RFC 7519 §4). */
export function decodeObject(part = '', name: 'JWT header' | 'JWT claims'): JsonObject {
  let value: unknown;
  try {
    // RFC 7515 §2: no padding, no white space; jose decodes them all the same.
    if (!/^[\w-]*$/.test(part)) throw new Error();
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(decode(part));
    value = parseJsonText(text, { maxBytes: TOKEN_TEXT_MAX_BYTES, maxDepth: JSON_MAX_DEPTH }, INVALID_JWT, name);
  } catch (error) {
    const message = `${name}: expected base64url of UTF-8 text, got other text`;
    throw error instanceof AblyAuthError ? jwtError('malformed', error.message) : jwtError('malformed', message);
  }
  const members = ownMembers(value);
  if (members !== undefined) return members;
  throw jwtError('malformed', `${name}: expected a JSON object, got ${got(value)}`);
}
