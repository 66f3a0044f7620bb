import { readTokenDetails } from '@ably-auth/core';
import { AblyAuthError, type TokenDetails } from '@ably-auth/validation';
import { AUTH_SOURCE_FAILED } from '@ably-auth/validation/error-codes';
import { parseJsonText } from '@ably-auth/validation/json';
import { JSON_MAX_DEPTH, TOKEN_TEXT_MAX_BYTES } from '@ably-auth/validation/limits';

/** What an auth server can answer. */
export type AuthResponseKind = 'token' | 'token-details' | 'token-request';

/** What an auth source gave: a token, or a request to exchange for one. */
export type Answer =
  | { readonly kind: 'token' | 'token-details'; readonly details: TokenDetails }
  | { readonly kind: 'token-request'; readonly keyName: string; readonly text: string };

/**
 * Tells what an auth server answered (RSA8c, AO2b): a token string as `text/plain` or `application/jwt`; TokenDetails,
 * which have a `token`, or a TokenRequest, which has `keyName` and `mac`, as `application/json`.
 *
 * @param contentType the content type of the answer, with or without parameters
 * @param text the body, 128 KiB at most
 * @throws {AblyAuthError} 40170 if it is anything else
 * @example
 * import { authResponseKind } from '@ably-auth/client/wire';
 * console.log(authResponseKind('application/json; charset=utf-8', '{"token":"appId.opaque"}')); // token-details
 */
export function authResponseKind(contentType: string | null, text: string): AuthResponseKind {
  return readAnswer(contentType, text).kind;
}

/** Reads what an auth server answered. */
export function readAnswer(contentType: string | null, text: string): Answer {
  const type = contentType?.split(';')[0]?.trim().toLowerCase();
  if (type === 'text/plain' || type === 'application/jwt') return readTokenString(text);
  if (type !== 'application/json') throw unusable(type === undefined ? 'no content type' : `the content type ${type}`);
  return readObject(text);
}

/** Reads what an authCallback gave: a token string, or an object. */
export function readGiven(given: unknown): Answer {
  if (typeof given === 'string') return readTokenString(given);
  if (typeof given !== 'object' || given === null) throw unusable(given === null ? 'null' : typeof given);
  // RSA4f bounds the object by its JSON text, which is also what goes out, as it is.
  return readObject(toText(given));
}

function toText(given: object): string {
  try {
    const text = JSON.stringify(given) as string | undefined;
    if (text !== undefined) return text;
  } catch (cause) {
    throw unusable('an object that has no JSON text', cause);
  }
  throw unusable('an object that has no JSON text');
}

function readTokenString(token: string): Answer {
  if (token === '') throw unusable('an empty token');
  if (new TextEncoder().encode(token).length > TOKEN_TEXT_MAX_BYTES) {
    throw unusable(`a token over ${TOKEN_TEXT_MAX_BYTES} bytes`); // RSA4f
  }
  return { kind: 'token', details: { token } }; // RSA16b
}

function readObject(text: string): Answer {
  const limits = { maxBytes: TOKEN_TEXT_MAX_BYTES, maxDepth: JSON_MAX_DEPTH };
  const value: unknown = parseJsonText(text, limits, AUTH_SOURCE_FAILED, 'auth response');
  const object = (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}) as {
    keyName?: unknown;
    mac?: unknown;
  };
  if (Object.hasOwn(object, 'token')) {
    try {
      return { kind: 'token-details', details: readTokenDetails(object).value }; // TD7
    } catch (cause) {
      throw unusable('malformed TokenDetails', cause);
    }
  }
  const { keyName } = object;
  if (typeof keyName !== 'string' || !Object.hasOwn(object, 'keyName') || !Object.hasOwn(object, 'mac')) {
    throw unusable('another object');
  }
  return { kind: 'token-request', keyName, text };
}

function unusable(what: string, cause?: unknown): AblyAuthError {
  return new AblyAuthError(
    AUTH_SOURCE_FAILED,
    `auth response: expected a token, TokenDetails or a signed TokenRequest, got ${what}`,
    {
      path: '$',
      ...(cause === undefined ? {} : { cause }),
    },
  ); // RSA4f
}
