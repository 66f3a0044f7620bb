import { readCanonicalText } from '@ably-auth/capability/internal';
import { parseApiKey } from '@ably-auth/core';
import { AblyAuthError, validateAblyJwtClaims, type TokenParams } from '@ably-auth/validation';
import { INVALID_PARAMETER_VALUE } from '@ably-auth/validation/error-codes';
import {
  currentTime,
  Decoding,
  decodeTokenParamsWith,
  got,
  JWT_PARAMS_MEMBER,
  memberPath,
  own,
  requireFunction,
} from '@ably-auth/validation/internal';
import { JWT_ADVISED_MAX_BYTES, TOKEN_TEXT_MAX_BYTES, TTL_DEFAULT_MS } from '@ably-auth/validation/limits';
import { CompactSign } from 'jose/jws/compact/sign';
import { jsonText, ownMembers, ownOptions, type Members } from './internal/read.js';
import { addScoped, type ScopedClaims } from './internal/scoped-claims.js';

/** What an Ably JWT is to say. */
export type AblyJwtParams = Pick<TokenParams, 'ttl' | 'capability' | 'clientId'> &
  ScopedClaims & {
    /** Name by which the token can be revoked with a target of type `revocationKey`. */
    readonly revocationKey?: string;
    /** Claims of the app's own, `nbf` among them; they may not replace those that the other members set. */
    readonly claims?: Readonly<Record<string, unknown>>;
  };

/** The key to sign with, and the clock. */
export type CreateJwtOptions = {
  /** The whole API key, `<appId>.<keyId>:<secret>`. */
  readonly key: string;
  /** The time in whole ms since the epoch; `Date.now` by default. */
  readonly now?: (() => number) | undefined;
};

/** A JWT, and when it begins and ends. */
export type CreatedJwt = {
  /** The JWT in compact form. */
  readonly token: string;
  /** When it was issued, in ms since the epoch; a whole second. */
  readonly issued: number;
  /** When it expires, in ms since the epoch; a whole second. */
  readonly expires: number;
  /** Present if the JWT is so long that it may not fit in an HTTP header. */
  readonly warning?: string;
};

/**
 * Creates an Ably JWT (TN3), signed with HS256 and the key secret.
 *
 * @param params ttl in ms, whole seconds, 60 minutes by default; capability as JSON text or an object; clientId;
 *   revocation key; claims by channel, rates by resource; claims of the app. Each member is read once, and the object
 *   stays as it is
 * @param options the key; `now` in ms since the epoch
 * @throws {TypeError} if params or options are not plain objects, or `now` returns anything but a whole number
 * @throws {AblyAuthError} 40003, 40000 or 40012 if the params are not valid; 40101 if `key` is not a valid API key
 * @example
 * import { createAblyJwt } from '@ably-auth/jwt';
 * const { token, issued, expires } = await createAblyJwt({ clientId: 'alice' }, { key: 'appId.keyId:keySecret' });
 * console.log(token.split('.').length, expires - issued); // 3 3600000
 */
export async function createAblyJwt(params: AblyJwtParams, options: CreateJwtOptions): Promise<CreatedJwt> {
  const { key, now } = ownOptions(options, '{ key }');
  requireFunction('now', now);
  const { name, secret } = parseApiKey(key as string);
  const given = ownMembers(params);
  if (given === undefined) throw new TypeError(`params: expected a plain object, got ${got(params)}`);
  const issued = Math.floor(currentTime(now) / 1000);
  const claims = toClaims(given, issued);
  const text = jsonText(claims, 'claims', refuse);
  const token = await new CompactSign(new TextEncoder().encode(text))
    .setProtectedHeader({ typ: 'JWT', alg: 'HS256', kid: name })
    .sign(new TextEncoder().encode(secret));
  const { length } = token;
  if (length > TOKEN_TEXT_MAX_BYTES) {
    throw invalid(
      'params',
      `expected a JWT of at most ${TOKEN_TEXT_MAX_BYTES} bytes, got ${length}`,
      'Shorten the claims or the capability.',
    );
  }
  const created = { token, issued: issued * 1000, expires: (claims['exp'] as number) * 1000 };
  if (length <= JWT_ADVISED_MAX_BYTES) return created;
  const warning =
    `The JWT has ${length} bytes and may not fit in an HTTP header (${JWT_ADVISED_MAX_BYTES} is safe). ` +
    'An Ably token stays short with any capability.';
  return { ...created, warning };
}

/** The members that mean in a JWT what they mean in TokenParams. */
const SHARED: ReadonlySet<string> = new Set(['ttl', 'capability', 'clientId']);

function toClaims(given: Members, issued: number): Members {
  const { revocationKey, claims: ownClaims = {}, channelClaims, publishRates, ...tokenParams } = given;
  const at = new Decoding(false);
  // A misspelt clientId would silently give an anonymous token; a nonce or a timestamp would be lost.
  const other = Object.keys(tokenParams).find((name) => !SHARED.has(name));
  if (other !== undefined) at.breach(JWT_PARAMS_MEMBER, memberPath('$', other), 'additionalProperties', 'another one');
  const asked = decodeTokenParamsWith(at, '$', { ...tokenParams }, readCanonicalText);
  if (at.issues !== undefined || asked === undefined) throw AblyAuthError.from(at.issues ?? [], 'AblyJwtParams');
  const ttl = own(asked, 'ttl') ?? TTL_DEFAULT_MS;
  const [capability, clientId] = [own(asked, 'capability'), own(asked, 'clientId')];
  if (ttl % 1000 !== 0) {
    throw invalid('ttl', `expected a multiple of 1000 ms, got ${ttl}`, 'Pass whole seconds, in milliseconds.');
  }
  if (revocationKey !== undefined && (typeof revocationKey !== 'string' || revocationKey === '')) {
    throw refuse('revocationKey', 'a string that is not empty', revocationKey);
  }
  const claims = ownMembers(ownClaims);
  if (claims === undefined) throw refuse('claims', 'a plain object', ownClaims);
  const clash = Object.keys(claims).find((claim) => /^(iat$|exp$|x-ably-|ably\.)/.test(claim));
  if (clash !== undefined) {
    throw invalid(
      `claims[${JSON.stringify(clash)}]`,
      "expected a claim of the app, got one of Ably's",
      'Pass it as ttl, capability, clientId, revocationKey, channelClaims or publishRates.',
    );
  }
  // What is undefined is not written.
  claims['iat'] = issued;
  claims['exp'] = issued + ttl / 1000;
  claims['x-ably-capability'] = capability;
  claims['x-ably-clientId'] = clientId;
  claims['x-ably-revocation-key'] = revocationKey;
  addScoped(claims, 'channelClaims', channelClaims, refuse);
  addScoped(claims, 'publishRates', publishRates, refuse);
  const result = validateAblyJwtClaims(claims); // nbf of the app, a clock before 1970
  const [issue] = result.ok ? [] : result.issues;
  if (issue !== undefined) throw invalid(`claims${issue.path.slice(1)}`, issue.message, issue.remediation);
  return claims;
}

const CORRECT = 'Correct the member that the message names.';

function refuse(path: string, expected: string, value: unknown): AblyAuthError {
  return invalid(path, `expected ${expected}, got ${got(value)}`, CORRECT);
}

function invalid(path: string, message: string, remediation: string): AblyAuthError {
  return new AblyAuthError(INVALID_PARAMETER_VALUE, `${path}: ${message}`, { path: `$.${path}`, remediation });
}
