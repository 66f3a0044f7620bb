import { parseCapability, type Capability } from '@ably-auth/capability';
import { parseApiKey } from '@ably-auth/core';
import { AblyAuthError, validateAblyJwtClaims, validateAblyJwtHeader, type Issue } from '@ably-auth/validation';
import { TTL_MAX_MS } from '@ably-auth/validation/limits';
import { compactVerify } from 'jose/jws/compact/verify';
import { decodeObject, partsOf, type JsonObject } from './internal/decode.js';
import { jwtError, type JwtReason } from './internal/jwt-error.js';
import { fromClaims } from './internal/scoped-claims.js';

/** What a JWT is verified against: one key, or a lookup by key name. */
export type VerifyJwtOptions = (
  | { /** The whole API key. */ readonly key: string }
  | { /** Finds the whole API key by its name. */ readonly keys: KeyLookup }
) & {
  /** The time in whole ms since the epoch; `Date.now` by default. */
  readonly now?: () => number;
  /** How far the clock of the signer may be off, in ms; 0 by default. */
  readonly clockToleranceMs?: number;
};

/** Finds the whole API key by its name; undefined says that there is no such key. */
export type KeyLookup = (keyName: string) => string | undefined | Promise<string | undefined>;

/** What a verified JWT says. */
export type VerifiedJwt = {
  readonly keyName: string;
  /** When it was issued, in ms since the epoch. */
  readonly issued: number;
  /** When it expires, in ms since the epoch. */
  readonly expires: number;
  /** What it asks for; absent: what the key has. The token has the intersection of both. */
  readonly capability?: Capability;
  readonly clientId?: string;
  readonly revocationKey?: string;
  /** By channel name. */
  readonly channelClaims: Readonly<Record<string, string>>;
  /** By resource: messages a second for one attachment. */
  readonly publishRates: Readonly<Record<string, number>>;
  /** Every claim, as it stands. */
  readonly claims: JsonObject;
};

/**
 * Verifies an Ably JWT (TN3): form, algorithm, key, signature, claims, life, in this order. HS256 alone is accepted.
 *
 * It does not know what the key may do, whether its tokens are revocable, nor what was revoked.
 *
 * @param token the JWT in compact form, 128 KiB at most
 * @param options the key or a lookup; `now` in ms since the epoch; `clockToleranceMs`
 * @throws {TypeError} if token or options are wrong
 * @throws {AblyAuthError} 40142 if it has expired, else 40144; `reason` tells which fault it is
 * @example
 * import { createAblyJwt, verifyAblyJwt } from '@ably-auth/jwt';
 * const key = 'appId.keyId:keySecret';
 * const { token } = await createAblyJwt({ clientId: 'alice' }, { key });
 * console.log((await verifyAblyJwt(token, { key })).clientId); // alice
 */
export async function verifyAblyJwt(token: string, options: VerifyJwtOptions): Promise<VerifiedJwt> {
  const parts = partsOf(token);
  if (parts.length !== 3) throw jwtError('malformed', 'JWT: not three parts');
  const keyName = keyNameOf(decodeObject(parts[0], 'JWT header'));
  await verifySignature(token, parts[2] ?? '', await secretOf(keyName, options));
  const claims = decodeObject(parts[1], 'JWT claims');
  return { keyName, ...judgeClaims(claims, (options.now ?? Date.now)(), options.clockToleranceMs ?? 0) };
}

function keyNameOf(header: JsonObject): string {
  const result = validateAblyJwtHeader(header);
  if (result.ok) {
    // RFC 7515 §4.1.11: what must be understood is not.
    if ('crit' in header) throw jwtError('malformed', 'JWT header.crit: no extension is known');
    return result.value.kid;
  }
  // The algorithm first: with another one nothing else in the header means anything.
  const { issues } = result;
  const issue = issues.find((each) => each.path === '$.alg') ?? issues[0];
  const { path, message } = issue as Issue;
  const reasons: Record<string, JwtReason> = { '$.alg': 'algorithm', '$.kid': 'kid-missing' };
  throw jwtError(reasons[path] ?? 'malformed', `JWT header${path.slice(1)}: ${message}`, { issues });
}

async function secretOf(keyName: string, options: VerifyJwtOptions): Promise<Uint8Array> {
  const found = 'keys' in options ? await options.keys(keyName) : options.key;
  const key = found === undefined ? undefined : parseApiKey(found);
  if (key?.name !== keyName) throw jwtError('kid-unknown', `JWT header.kid: there is no key ${keyName}`);
  return new TextEncoder().encode(key.secret);
}

// Other texts decode to the same 32 bytes; one is accepted (RFC 4648 §3.5).
const SIGNATURE = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

async function verifySignature(token: string, signature: string, secret: Uint8Array): Promise<void> {
  try {
    if (!SIGNATURE.test(signature)) throw new Error('not the base64url text of 32 bytes');
    await compactVerify(token, secret, { algorithms: ['HS256'] });
  } catch {
    // jose's own error would say no more, and may hold the header.
    throw jwtError('signature', 'JWT: the signature is not that of the key', {
      remediation: 'Sign with HS256 and the key secret: the part of the key after the first colon, as it is.',
    });
  }
}

function judgeClaims(claims: JsonObject, now: number, toleranceMs: number): Omit<VerifiedJwt, 'keyName'> {
  const result = validateAblyJwtClaims(claims);
  if (!result.ok) throw claimError(result.issues);
  const { iat, exp } = result.value;
  const [issued, expires] = [iat * 1000, exp * 1000];
  if (exp <= iat || expires - issued > TTL_MAX_MS) {
    throw jwtError('ttl', `JWT: lives ${exp - iat} s; 1 to ${TTL_MAX_MS / 1000} are allowed`);
  }
  if (issued > now + toleranceMs) {
    throw jwtError('iat-in-future', `JWT claims.iat: ${issued - now} ms in the future`, {
      remediation: 'Set the clock of the signing machine; iat is in seconds.',
    });
  }
  if (expires <= now - toleranceMs) throw jwtError('expired', `JWT: expired ${now - expires} ms ago`);
  const capability = result.value['x-ably-capability'];
  const clientId = result.value['x-ably-clientId'];
  const revocationKey = result.value['x-ably-revocation-key'];
  return {
    issued,
    expires,
    ...(capability === undefined ? {} : { capability: readCapability(capability) }),
    ...(clientId === undefined ? {} : { clientId }),
    ...(revocationKey === undefined ? {} : { revocationKey }),
    ...fromClaims(claims),
    claims,
  };
}

function claimError(issues: readonly Issue[]): AblyAuthError {
  const issue = issues[0] as Issue;
  const missing: Record<string, JwtReason> = { '$.iat': 'iat-missing', '$.exp': 'exp-missing' };
  const reason = issue.keyword === 'required' ? missing[issue.path] : undefined;
  const ofCapability = issue.path === '$["x-ably-capability"]' ? 'capability' : 'claims';
  return jwtError(reason ?? ofCapability, `JWT claims${issue.path.slice(1)}: ${issue.message}`, { issues });
}

function readCapability(text: string): Capability {
  try {
    return parseCapability(text);
  } catch (cause) {
    throw jwtError('capability', `JWT claims["x-ably-capability"]: ${(cause as Error).message}`, { cause });
  }
}
