import { INVALID_JWT } from '@ably-auth/validation/error-codes';
import { parseJsonText, type JsonLimits } from '@ably-auth/validation/json';
import { JSON_MAX_DEPTH, TOKEN_TEXT_MAX_BYTES } from '@ably-auth/validation/limits';
import { decode } from 'jose/base64url';
import { jwtError } from './jwt-error.js';

/** A JSON object of a JWT: its header or its claims. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What the JSON of a JWT may have. */
export const JSON_LIMITS: JsonLimits = { maxBytes: TOKEN_TEXT_MAX_BYTES, maxDepth: JSON_MAX_DEPTH };

/** The parts of a JWT in compact form: three of a signed one, five of an encrypted one (RFC 7515, RFC 7516). */
export function partsOf(token: unknown): readonly string[] {
  if (typeof token !== 'string') throw new TypeError('token: expected a string');
  if (token.length > TOKEN_TEXT_MAX_BYTES) {
    throw jwtError('malformed', `JWT: over ${TOKEN_TEXT_MAX_BYTES} bytes`); // RSA4f
  }
  return token.split('.');
}

/** Decodes the header or the claims; a member that is named twice is refused (RFC 7519 §4). */
export function decodeObject(part: string | undefined, name: 'JWT header' | 'JWT claims'): JsonObject {
  const value = parseStrictly(textOf(part, name), name);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw jwtError('malformed', `${name}: not a JSON object`);
  }
  return value as JsonObject;
}

function textOf(part: string | undefined, name: string): string {
  try {
    // RFC 7515 §2: no padding, no white space; jose decodes them all the same.
    if (!/^[\w-]*$/.test(part ?? '')) throw new Error('not of the base64url alphabet');
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(decode(part ?? ''));
  } catch {
    throw jwtError('malformed', `${name}: not base64url of UTF-8 text`);
  }
}

function parseStrictly(text: string, name: string): unknown {
  try {
    return parseJsonText(text, JSON_LIMITS, INVALID_JWT, name);
  } catch (cause) {
    throw jwtError('malformed', (cause as Error).message);
  }
}
