import type { TokenDetails } from '@ably-auth/validation';
import { got, isWellFormed, requireWhole } from '@ably-auth/validation/internal';
import { CompactSign } from 'jose/jws/compact/sign';
import type { CryptoKey, JWK, KeyObject } from 'jose';
import { decodeObject, partsOf } from './internal/decode.js';
import { jwtError } from './internal/jwt-error.js';
import { jsonText, ownMembers, ownOptions, type Members } from './internal/read.js';

/** What the app signs its own JWT with. */
export type OuterKey =
  | { /** A shared secret; HS256. */ readonly secret: string | Uint8Array }
  | {
      /** A key of any algorithm. */ readonly key: CryptoKey | KeyObject | JWK | Uint8Array;
      /** Its algorithm, such as `ES256`. */ readonly alg: string;
    };

/** How a token is embedded. */
export type EmbedOptions = OuterKey & {
  /** Where the token goes: the JOSE header `x-ably-token`, or the claim of that name. */
  readonly place: 'header' | 'claim';
  /** When the inner token expires, in ms since the epoch; needed if the token itself does not say. */
  readonly innerExpires?: number | undefined;
};

/**
 * Creates a JWT of the app's own that carries an Ably token or an Ably JWT.
 *
 * The outer signature is the app's: the Ably service does not check it, only the inner token grants anything.
 *
 * @param outerClaims the claims of the app, among them `exp` in seconds since the epoch; each member is read once
 * @param token the token, or its TokenDetails
 * @param options the app's secret or key; the place; `innerExpires` in ms since the epoch
 * @throws {TypeError} if claims or options are wrong
 * @throws {AblyAuthError} 40144 with reason `embedded` if the outer JWT would outlive the inner token, if it is not
 *   known when that expires, if there is no token, or another one among the claims, or if JSON cannot say the claims
 * @example
 * import { createAblyJwt, embedToken, extractEmbeddedToken } from '@ably-auth/jwt';
 * const inner = await createAblyJwt({}, { key: 'appId.keyId:keySecret' });
 * const outer = await embedToken({ sub: 'user-7', exp: inner.expires / 1000 }, inner.token, { secret: 'of the app', place: 'claim' });
 * console.log(extractEmbeddedToken(outer)?.token === inner.token); // true
 */
export async function embedToken(
  outerClaims: Readonly<Record<string, unknown>>,
  token: string | TokenDetails,
  options: EmbedOptions,
): Promise<string> {
  const given = ownOptions(options, '{ secret, place } or { key, alg, place }');
  const { place, innerExpires } = given;
  if (place !== 'header' && place !== 'claim') throw new TypeError("place: expected 'header' or 'claim'");
  requireWhole('innerExpires', innerExpires, 'whole milliseconds since the epoch');
  const [key, alg] = keyOf(given);
  const claims = ownMembers(outerClaims);
  if (claims === undefined) throw new TypeError(`outerClaims: expected a plain object, got ${got(outerClaims)}`);
  const details = ownMembers(typeof token === 'string' ? { token } : token);
  const [text, expires] = [details?.['token'], details?.['expires']];
  if (typeof text !== 'string' || text === '' || !isWellFormed(text)) {
    throw refuse('token', 'a token or TokenDetails', text);
  }
  if (expires !== undefined && !Number.isSafeInteger(expires)) {
    throw refuse('token.expires', 'whole milliseconds since the epoch', expires);
  }
  // Readers would differ on which of two tokens counts.
  if ('x-ably-token' in claims) throw refuse('outerClaims["x-ably-token"]', 'no token', claims['x-ably-token']);
  refuseOutliving(claims['exp'], (expires as number | undefined) ?? expiryOfJwt(text) ?? innerExpires);
  const carried = { 'x-ably-token': text };
  if (place === 'claim') Object.assign(claims, carried);
  return new CompactSign(new TextEncoder().encode(jsonText(claims, 'outerClaims', refuse)))
    .setProtectedHeader({ typ: 'JWT', alg, ...(place === 'header' && carried) })
    .sign(key);
}

function keyOf({ secret, key, alg }: Members): [CryptoKey | KeyObject | JWK | Uint8Array, string] {
  if ((secret === undefined) === (key === undefined)) throw new TypeError('options: expected secret, or key and alg');
  if (key !== undefined) {
    if (typeof alg !== 'string') throw new TypeError("alg: expected the algorithm of the key, such as 'ES256'");
    return [(ownMembers(key) ?? key) as CryptoKey, alg];
  }
  // A copy: the caller may change the bytes before they are used.
  const bytes = typeof secret === 'string' ? new TextEncoder().encode(secret) : secret;
  if (bytes instanceof Uint8Array && bytes.length > 0) return [bytes.slice(), 'HS256'];
  throw new TypeError('secret: expected a string or Uint8Array that is not empty');
}

function refuseOutliving(exp: unknown, expires: number | undefined): void {
  if (!Number.isFinite(exp)) throw refuse('outerClaims.exp', 'a time in seconds since the epoch', exp);
  if (expires === undefined) {
    throw jwtError('embedded', 'innerExpires: expected when the token expires, got undefined', {
      remediation: 'Pass the TokenDetails, or innerExpires in milliseconds since the epoch.',
    });
  }
  const excess = (exp as number) * 1000 - expires;
  if (excess > 0) {
    throw jwtError(
      'embedded',
      `outerClaims.exp: expected at most the expiry of the inner token, got ${excess} ms more`,
      {
        remediation: 'Let the outer JWT expire with the inner token or before it.',
      },
    );
  }
}

/** When a JWT says that it expires, in ms; undefined for an opaque token (TN1). */
function expiryOfJwt(token: string): number | undefined {
  const parts = partsOf(token);
  if (parts.length !== 3) return undefined;
  try {
    const { exp } = decodeObject(parts[1], 'JWT claims');
    return Number.isFinite(exp) ? (exp as number) * 1000 : undefined;
  } catch {
    return undefined; // an opaque token may hold dots too
  }
}

function refuse(path: string, expected: string, value: unknown): Error {
  return jwtError('embedded', `${path}: expected ${expected}, got ${got(value)}`, {
    remediation: 'Correct the argument that the message names.',
  });
}
