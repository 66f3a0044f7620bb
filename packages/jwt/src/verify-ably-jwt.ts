import { parseCapability, type Capability } from '@ably-auth/capability';
import { parseApiKey, type KeyLookup } from '@ably-auth/core';
import { keyFromLookup } from '@ably-auth/core/internal';
import {
  AblyAuthError,
  validateAblyJwtClaims,
  validateAblyJwtHeader,
  type AblyJwtClaims,
  type Issue,
} from '@ably-auth/validation';
import { currentTime, got, requireFunction, requireWhole } from '@ably-auth/validation/internal';
import { TTL_MAX_MS } from '@ably-auth/validation/limits';
import { compactVerify } from 'jose/jws/compact/verify';
import { decodeObject, partsOf, type JsonObject } from './internal/decode.js';
import { jwtError, type JwtReason } from './internal/jwt-error.js';
import { ownOptions } from './internal/read.js';
import { readScoped } from './internal/scoped-claims.js';

/** What a JWT is verified against. */
export type VerifyJwtOptions = {
  /** The whole API key, or where to find it by the key name. */
  readonly key: string | KeyLookup;
  /** The time in whole ms since the epoch; `Date.now` by default. */
  readonly now?: (() => number) | undefined;
  /** How far the signer's clock may be ahead, in ms; 0 by default. It applies to `iat` and `nbf`, never to `exp`. */
  readonly clockToleranceMs?: number | undefined;
};

/** What a verified JWT says. */
export type VerifiedJwt = {
  readonly keyName: string;
  /** When it was issued, in ms since the epoch. */
  readonly issued: number;
  /** When it expires, in ms since the epoch. */
  readonly expires: number;
  /** The requested capability; absent: that of the key. The token has the intersection of both. */
  readonly capability?: Capability;
  readonly clientId?: string;
  readonly revocationKey?: string;
  /** By channel name. */
  readonly channelClaims: Readonly<Record<string, string>>;
  /** By resource: messages per second for one attachment. */
  readonly publishRates: Readonly<Record<string, number>>;
  /** Every claim, as it stands. */
  readonly claims: JsonObject;
};

/**
 * Verifies an Ably JWT (TN3): form, algorithm, key, signature, claims and times, in this order. Only HS256 is accepted.
 *
 * It does not know what the key permits, whether its tokens are revocable, nor what was revoked.
 *
 * @param token the JWT in compact form, 128 KiB at most
 * @param options the key or a lookup by key name, whose own errors come through as they are; `now` in ms since the
 *   epoch; `clockToleranceMs` in ms
 * @throws {TypeError} if token or options are wrong, or `now` returns anything but a whole number
 * @throws {AblyAuthError} 40142 if it has expired, else 40144, with a `reason`; 40101 if `key` is not a valid API key;
 *   50003 if the lookup returns anything else than an API key
 * @example
 * import { createAblyJwt, verifyAblyJwt } from '@ably-auth/jwt';
 * const key = 'appId.keyId:keySecret';
 * const { token } = await createAblyJwt({ clientId: 'alice' }, { key });
 * console.log((await verifyAblyJwt(token, { key })).clientId); // alice
 */
export async function verifyAblyJwt(token: string, options: VerifyJwtOptions): Promise<VerifiedJwt> {
  const { key, now, clockToleranceMs = 0 } = ownOptions(options, '{ key }');
  requireFunction('now', now);
  requireWhole('clockToleranceMs', clockToleranceMs, 'whole milliseconds');
  const fixed = typeof key === 'function' ? undefined : parseApiKey(key as string);
  const parts = partsOf(token);
  if (parts.length !== 3) throw jwtError('malformed', `JWT: expected three parts, got ${parts.length}`);
  const keyName = keyNameOf(decodeObject(parts[0], 'JWT header'));
  const found = typeof key === 'function' ? keyFromLookup(await key(keyName)) : fixed;
  if (found?.name !== keyName) {
    throw jwtError('kid-unknown', `JWT header.kid: expected the name of a known key, got ${keyName}`);
  }
  await verifySignature(token, parts, found.secret);
  const claims = decodeObject(parts[1], 'JWT claims');
  return { keyName, ...readClaims(claims, currentTime(now), clockToleranceMs) };
}

function keyNameOf(header: JsonObject): string {
  const result = validateAblyJwtHeader(header);
  if (!result.ok) {
    throw issueError('header', result.issues, 'malformed', { '$.alg': 'algorithm', '$.kid': 'kid-missing' });
  }
  // RFC 7515 §4.1.11: an extension that must be understood, and none is.
  if ('crit' in header) {
    throw jwtError('malformed', `JWT header.crit: expected no critical extension, got ${got(header['crit'])}`, {
      remediation: 'Sign without the header crit.',
    });
  }
  return header['kid'] as string;
}

// Other texts decode to the same 32 bytes; one is accepted (RFC 4648 §3.5).
const SIGNATURE = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

async function verifySignature(token: string, parts: readonly string[], secret: string): Promise<void> {
  try {
    if (!SIGNATURE.test(parts[2] ?? '')) throw new Error();
    await compactVerify(token, new TextEncoder().encode(secret), { algorithms: ['HS256'] });
  } catch (error) {
    // The signature was right, and jose then could not decode the claims.
    if ((error as { code?: unknown }).code === 'ERR_JWS_INVALID') decodeObject(parts[1], 'JWT claims');
    // jose's own error would say no more, and may hold the header.
    throw jwtError('signature', 'JWT signature: expected that of the key, got another');
  }
}

function readClaims(claims: JsonObject, now: number, toleranceMs: number): Omit<VerifiedJwt, 'keyName'> {
  const result = validateAblyJwtClaims(claims);
  if (!result.ok) {
    const missing = result.issues[0]?.keyword === 'required';
    throw issueError('claims', result.issues, 'claims', {
      '$["x-ably-capability"]': 'capability',
      ...(missing && { '$.iat': 'iat-missing', '$.exp': 'exp-missing' }),
    });
  }
  // Read from our own parse, which has no prototype.
  const {
    iat,
    nbf = iat,
    exp,
    'x-ably-capability': capability,
    'x-ably-clientId': clientId,
    'x-ably-revocation-key': revocationKey,
  } = claims as AblyJwtClaims;
  const [issued, expires] = [iat * 1000, exp * 1000];
  if (exp <= iat || exp - iat > TTL_MAX_MS / 1000) {
    throw jwtError('ttl', `JWT claims.exp: expected 1 to ${TTL_MAX_MS / 1000} s after iat, got ${exp - iat} s`);
  }
  const past = (claim: string, reason: JwtReason, ahead: number): void => {
    if (ahead > toleranceMs)
      throw jwtError(reason, `JWT claims.${claim}: expected a time in the past, got one ${ahead} ms ahead`);
  };
  past('iat', 'iat-in-future', issued - now);
  past('nbf', 'not-yet-valid', nbf * 1000 - now);
  if (expires <= now)
    throw jwtError('expired', `JWT claims.exp: expected a time in the future, got one ${now - expires} ms ago`);
  return {
    issued,
    expires,
    ...(capability !== undefined && { capability: readCapability(capability) }),
    ...(clientId !== undefined && { clientId }),
    ...(revocationKey !== undefined && { revocationKey }),
    channelClaims: readScoped(claims, 'channelClaims'),
    publishRates: readScoped(claims, 'publishRates'),
    claims,
  };
}

function issueError(
  part: 'header' | 'claims',
  issues: readonly Issue[],
  otherwise: JwtReason,
  reasons: Readonly<Record<string, JwtReason>>,
): AblyAuthError {
  // In a header the algorithm comes first: with another one nothing else in it means anything.
  const { path, message } = issues[0] as Issue;
  return jwtError(reasons[path] ?? otherwise, `JWT ${part}${path.slice(1)}: ${message}`, { issues });
}

function readCapability(text: string): Capability {
  try {
    return parseCapability(text);
  } catch (cause) {
    throw jwtError('capability', `JWT claims["x-ably-capability"]: ${(cause as Error).message}`, { cause });
  }
}
