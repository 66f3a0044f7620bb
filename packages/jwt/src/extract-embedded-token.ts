import { decodeObject, partsOf } from './internal/decode.js';
import { jwtError } from './internal/jwt-error.js';
import { got } from '@ably-auth/validation/internal';

/** A token that a JWT carries. */
export type EmbeddedToken = {
  /** The Ably token or Ably JWT. */
  readonly token: string;
  readonly place: 'header' | 'claim';
  /** When the outer JWT says that it expires, in ms since the epoch; absent if it does not say, or is encrypted. */
  readonly outerExpires?: number;
};

/**
 * Finds the Ably token that a JWT of an app carries: in the JOSE header `x-ably-token`, or in the claim of that name
 * if the JWT is not encrypted. The outer signature is not checked: it is the app's own.
 *
 * @param jwt the outer JWT in compact form, signed (three parts) or encrypted (five), 128 KiB at most
 * @throws {TypeError} if it is not a string
 * @throws {AblyAuthError} 40144 if it is malformed, or carries two different tokens
 * @returns undefined if the JWT carries no token
 * @example
 * import { extractEmbeddedToken } from '@ably-auth/jwt';
 * const outer = 'eyJ4LWFibHktdG9rZW4iOiJhcHAudG9rZW4ifQ.e30.c2lnbmF0dXJl';
 * console.log(extractEmbeddedToken(outer)?.token); // app.token
 */
export function extractEmbeddedToken(jwt: string): EmbeddedToken | undefined {
  const parts = partsOf(jwt);
  const { length } = parts;
  if (length !== 3 && length !== 5) throw jwtError('malformed', `JWT: expected three or five parts, got ${length}`);
  const claims = length === 3 ? decodeObject(parts[1], 'JWT claims') : {};
  const inHeader = tokenIn(decodeObject(parts[0], 'JWT header'), 'header');
  const inClaims = tokenIn(claims, 'claims');
  if (inHeader !== undefined && inClaims !== undefined && inHeader !== inClaims) {
    throw jwtError('embedded', 'JWT claims["x-ably-token"]: expected the token of the header, got another');
  }
  const token = inHeader ?? inClaims;
  if (token === undefined) return undefined;
  const { exp } = claims;
  return {
    token,
    place: inHeader === undefined ? 'claim' : 'header',
    ...(typeof exp === 'number' && { outerExpires: exp * 1000 }),
  };
}

function tokenIn(part: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const token = part['x-ably-token'];
  if (token === undefined || (typeof token === 'string' && token !== '')) return token;
  throw jwtError('embedded', `JWT ${name}["x-ably-token"]: expected a token, got ${got(token)}`);
}
