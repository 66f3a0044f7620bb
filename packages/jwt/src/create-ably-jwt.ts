import { canonicalizeCapability } from '@ably-auth/capability';
import { parseApiKey } from '@ably-auth/core';
import { AblyAuthError, assertTokenParams, type TokenParams } from '@ably-auth/validation';
import { BAD_REQUEST, INVALID_PARAMETER_VALUE } from '@ably-auth/validation/error-codes';
import { parseJsonText } from '@ably-auth/validation/json';
import { JWT_ADVISED_MAX_BYTES, TTL_DEFAULT_MS } from '@ably-auth/validation/limits';
import { CompactSign } from 'jose/jws/compact/sign';
import { JSON_LIMITS } from './internal/decode.js';
import { toClaims, type ScopedClaims } from './internal/scoped-claims.js';

/** What an Ably JWT is to say. */
export type AblyJwtParams = Pick<TokenParams, 'ttl' | 'capability' | 'clientId'> &
  ScopedClaims & {
    /** Name by which the token can be revoked with a target of type `revocationKey`. */
    readonly revocationKey?: string;
    /** Claims of the app's own; they may not replace those that the other members set. */
    readonly claims?: Readonly<Record<string, unknown>>;
  };

/** The key to sign with, and the clock. */
export type CreateJwtOptions = {
  /** The whole API key, `<appId>.<keyId>:<secret>`. */
  readonly key: string;
  /** The time in whole ms since the epoch; `Date.now` by default. */
  readonly now?: () => number;
};

/** A JWT, and when it begins and ends. */
export type CreatedJwt = {
  /** The JWT in compact form. */
  readonly token: string;
  /** When it was issued, in ms since the epoch; a whole second. */
  readonly issued: number;
  /** When it expires, in ms since the epoch; a whole second. */
  readonly expires: number;
  /** Said where the JWT is so long that it may not fit in an HTTP header. */
  readonly warning?: string;
};

/**
 * Creates an Ably JWT (TN3), signed with HS256 and the key secret.
 *
 * @param params ttl in ms, whole seconds, 60 minutes by default; capability as JSON text or an object; clientId;
 *   revocation key; claims by channel, rates by resource; claims of the app. The object stays as it is
 * @param options the key; `now` in ms since the epoch
 * @throws {TypeError} if the options are wrong
 * @throws {AblyAuthError} 40003, 40000 or 40012 if the params are not valid; 40101 if the key is none
 * @example
 * import { createAblyJwt } from '@ably-auth/jwt';
 * const { token, issued, expires } = await createAblyJwt({ clientId: 'alice' }, { key: 'appId.keyId:keySecret' });
 * console.log(token.split('.').length, expires - issued); // 3 3600000
 */
export async function createAblyJwt(params: AblyJwtParams, options: CreateJwtOptions): Promise<CreatedJwt> {
  const { name, secret } = parseApiKey(options.key);
  const { revocationKey, claims: own = {}, channelClaims = {}, publishRates = {}, ...tokenParams } = params;
  const { ttl = TTL_DEFAULT_MS, capability, clientId } = tokenParams;
  // All of them: a misspelt clientId would give an anonymous token without a word.
  assertTokenParams(withoutAbsent({ ...tokenParams, ttl }));
  if (ttl % 1000 !== 0) {
    throw new AblyAuthError(INVALID_PARAMETER_VALUE, 'ttl: must be whole seconds, in ms', {
      remediation: 'Give a multiple of 1000: a JWT counts its life in seconds.',
    });
  }
  if (revocationKey !== undefined && (typeof revocationKey !== 'string' || revocationKey === '')) {
    throw new AblyAuthError(INVALID_PARAMETER_VALUE, 'revocationKey: must be a string, and not empty');
  }
  const issued = Math.floor((options.now ?? Date.now)() / 1000);
  const expires = issued + ttl / 1000;
  const ours = withoutAbsent({
    iat: issued,
    exp: expires,
    'x-ably-capability': capability === undefined ? undefined : grantedText(capability),
    'x-ably-clientId': clientId,
    'x-ably-revocation-key': revocationKey,
    ...toClaims({ channelClaims, publishRates }),
  });
  const claims = JSON.stringify({ ...withoutClashes(own, ours), ...ours });
  // What could not be read back is refused here: text that has no UTF-8 form, claims nested too deep.
  parseJsonText(claims, JSON_LIMITS, INVALID_PARAMETER_VALUE, 'claims');
  const token = await new CompactSign(new TextEncoder().encode(claims))
    .setProtectedHeader({ typ: 'JWT', alg: 'HS256', kid: name })
    .sign(new TextEncoder().encode(secret));
  return { token, issued: issued * 1000, expires: expires * 1000, ...sizeWarning(token) };
}

/** `{}` grants nothing, and readers differ on whether it means everything; it is refused as in a TokenRequest. */
function grantedText(capability: NonNullable<TokenParams['capability']>): string {
  const text = canonicalizeCapability(capability);
  if (text !== '{}') return text;
  throw new AblyAuthError(BAD_REQUEST, 'capability: must grant something', {
    remediation: 'Leave the capability out to get what the key has.',
  });
}

function withoutClashes(own: Readonly<Record<string, unknown>>, ours: Readonly<Record<string, unknown>>) {
  const clash = Object.keys(own).find(
    (claim) => Object.hasOwn(ours, claim) || /^(iat$|exp$|x-ably-|ably\.)/.test(claim),
  );
  if (clash === undefined) return own;
  throw new AblyAuthError(INVALID_PARAMETER_VALUE, `claims[${JSON.stringify(clash)}]: has a member of its own`, {
    remediation: 'Give it as ttl, capability, clientId, revocationKey, channelClaims or publishRates.',
  });
}

function withoutAbsent(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function sizeWarning(token: string): { warning?: string } {
  if (token.length <= JWT_ADVISED_MAX_BYTES) return {};
  return {
    warning:
      `The JWT has ${token.length} bytes and may not fit in an HTTP header (${JWT_ADVISED_MAX_BYTES} is safe). ` +
      'An Ably token stays short whatever its capability.',
  };
}
