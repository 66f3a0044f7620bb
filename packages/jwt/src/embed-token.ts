import type { TokenDetails } from '@ably-auth/validation';
import { CompactSign } from 'jose/jws/compact/sign';
import type { CryptoKey, JWK, KeyObject } from 'jose';
import { decodeObject, partsOf } from './internal/decode.js';
import { jwtError } from './internal/jwt-error.js';

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
  /** When the inner token expires, in ms since the epoch; needed where the token itself does not say. */
  readonly innerExpires?: number;
};

/**
 * Creates a JWT of the app's own that carries an Ably token or an Ably JWT.
 *
 * The outer signature is the app's: the Ably service does not check it, only the inner token grants anything.
 *
 * @param outerClaims the claims of the app, among them `exp` in seconds since the epoch
 * @param token the token, or its TokenDetails
 * @param options the app's secret or key; the place; `innerExpires` in ms since the epoch
 * @throws {TypeError} if the options are wrong
 * @throws {AblyAuthError} 40144 with reason `embedded` if the outer JWT would outlive the inner token, if it is not
 *   known when that expires, or if there is no token, or another one among the claims
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
  const { place } = options;
  if (place !== 'header' && place !== 'claim') throw new TypeError("place: expected 'header' or 'claim'");
  const text = typeof token === 'string' ? token : token.token;
  if (typeof text !== 'string' || text === '') throw jwtError('embedded', 'token: must be a string, and not empty');
  // Readers would differ on which of two tokens counts.
  if ('x-ably-token' in outerClaims) throw jwtError('embedded', 'outerClaims["x-ably-token"]: has a place of its own');
  refuseOutliving(
    outerClaims['exp'],
    typeof token === 'string' ? undefined : token.expires,
    text,
    options.innerExpires,
  );
  const carried = { 'x-ably-token': text };
  const claims = place === 'claim' ? { ...outerClaims, ...carried } : outerClaims;
  const [key, alg] = 'secret' in options ? [secretBytes(options.secret), 'HS256'] : [options.key, options.alg];
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ typ: 'JWT', alg, ...(place === 'header' ? carried : {}) })
    .sign(key);
}

function refuseOutliving(exp: unknown, known: number | undefined, token: string, given: number | undefined): void {
  if (typeof exp !== 'number' || !Number.isFinite(exp)) {
    throw jwtError('embedded', 'outerClaims.exp: must be a time in seconds', {
      remediation: 'Give the outer JWT an exp that is not later than the expiry of the inner token.',
    });
  }
  const expires = known ?? expiryOfJwt(token) ?? given;
  if (expires === undefined) {
    throw jwtError('embedded', 'innerExpires: the token does not say when it expires', {
      remediation: 'Pass the TokenDetails, or innerExpires in ms since the epoch.',
    });
  }
  if (exp * 1000 > expires) {
    throw jwtError('embedded', `outerClaims.exp: ${exp * 1000 - expires} ms later than the inner token expires`, {
      remediation: 'Let the outer JWT expire with the inner token or before it.',
    });
  }
}

/** When a JWT says that it expires, in ms; undefined for an opaque token (TN1). */
function expiryOfJwt(token: string): number | undefined {
  const parts = partsOf(token);
  if (parts.length !== 3) return undefined;
  try {
    const { exp } = decodeObject(parts[1], 'JWT claims');
    return typeof exp === 'number' ? exp * 1000 : undefined;
  } catch {
    return undefined; // an opaque token may hold dots too
  }
}

function secretBytes(secret: string | Uint8Array): Uint8Array {
  return typeof secret === 'string' ? new TextEncoder().encode(secret) : secret;
}
