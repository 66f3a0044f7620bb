import { intersect, unknownOperations, type Capability } from '@ably-auth/capability';
import { extractEmbeddedToken, verifyAblyJwt, type VerifiedJwt } from '@ably-auth/jwt';
import { AblyAuthError } from '@ably-auth/validation';
import {
  BASIC_AUTH_WITHOUT_TLS,
  CAPABILITY_NOT_PERMITTED,
  INCOMPATIBLE_CREDENTIALS,
  INVALID_ABLY_TOKEN,
  INVALID_CREDENTIALS,
  INVALID_HEADER,
  INVALID_JWT,
  MALFORMED_CREDENTIALS,
  NOT_FOUND,
  TOKEN_EXPIRED,
  TOKEN_REVOKED,
  TOKEN_UNRECOGNISED,
} from '@ably-auth/validation/error-codes';
import { fromUrlAlphabet, textOfBase64 } from '@ably-auth/validation/internal';
import { NONCE_CLOCK_ALLOWANCE_MS, TOKEN_TEXT_MAX_BYTES, TTL_MAX_REVOCABLE_MS } from '@ably-auth/validation/limits';
import { decodeJwt } from 'jose';
import { appIdOf, type HostedKey, type KeyDirectory } from './keys.js';
import { requireIdentity, type HeaderReader, type Principal } from './principal.js';
import { channelTarget } from './revocations.js';
import { ask, type Store } from './store.js';
import type { AblyTokens } from './tokens/ably-token.js';

/** What authentication needs to know. */
export type AuthenticateContext = {
  readonly keys: KeyDirectory;
  readonly tokens: AblyTokens;
  readonly store: Store;
  /** How far the clock of the signer of a JWT may be ahead, in ms. */
  readonly clockToleranceMs: number;
};

/** What an Authorization header holds (RSA1, RSA3). */
export type Credentials =
  | { readonly scheme: 'basic'; readonly keyName: string; readonly secret: string }
  | { readonly scheme: 'bearer'; readonly token: string };

/** Finds out who makes a request: Basic auth, an Ably token, an Ably JWT, or a JWT that carries one of these. */
export async function authenticate(headers: HeaderReader, context: AuthenticateContext): Promise<Principal> {
  const credentials = readAuthorization(headers.get('authorization'));
  const principal =
    credentials.scheme === 'basic'
      ? toPrincipal(await requireKey(credentials, context.keys))
      : await principalOf(credentials.token, context);
  return assumeIdentity(principal, headers.get('x-ably-clientid'));
}

/** The key of Basic auth. @throws {AblyAuthError} 40400 if there is no such key, 40101 if the secret is wrong */
export async function requireKey(
  { keyName, secret }: { readonly keyName: string; readonly secret: string },
  keys: KeyDirectory,
): Promise<HostedKey> {
  const key = await keys.find(keyName);
  if (key === undefined) throw new AblyAuthError(NOT_FOUND, 'Basic auth: no such key');
  requireSecret(key, secret);
  return key;
}

/** @throws {AblyAuthError} 40101 if this is not the secret of the key */
export function requireSecret(key: HostedKey, secret: string): void {
  if (key.hasSecret(secret)) return;
  throw new AblyAuthError(INVALID_CREDENTIALS, 'Basic auth: wrong key secret', {
    remediation: 'Send the whole secret of the key, all that follows the first colon.',
  });
}

function toPrincipal({ name, appId, capability }: HostedKey): Principal {
  return { method: 'basic', keyName: name, appId, capability };
}

/** The bearer of a token. @throws {AblyAuthError} as `authenticate` */
export async function principalOf(token: string, context: AuthenticateContext, isEmbedded = false): Promise<Principal> {
  switch (token.split('.', 7).length) {
    case 2:
    case 6:
      return ofAblyToken(token, context);
    case 3:
    case 5: {
      const embedded = extractEmbeddedToken(token);
      if (embedded === undefined) return ofJwt(token, context);
      if (isEmbedded) throw new AblyAuthError(INVALID_JWT, 'JWT: the embedded token embeds another');
      const principal = await principalOf(embedded.token, context, true);
      const { outerExpires } = embedded;
      if (outerExpires === undefined) return requireNoExpiry(token, principal);
      if (outerExpires > (principal.expires ?? 0)) {
        throw new AblyAuthError(INVALID_JWT, 'JWT: expires later than the token that it carries');
      }
      requireUnexpired(outerExpires, context.store.now());
      return { ...principal, expires: outerExpires };
    }
    default:
      throw new AblyAuthError(TOKEN_UNRECOGNISED, 'token: neither an Ably token of this service nor a JWT');
  }
}

/** A non-numeric `exp` is invalid. The claims of an encrypted JWT cannot be read. */
function requireNoExpiry(jwt: string, principal: Principal): Principal {
  const isReadable = jwt.split('.').length === 3;
  if (!isReadable || decodeJwt(jwt).exp === undefined) return principal;
  throw new AblyAuthError(INVALID_JWT, 'JWT claims.exp: expected a number', { reason: 'claims' });
}

async function ofAblyToken(token: string, context: AuthenticateContext): Promise<Principal> {
  const { keyName, issued, expires, capability, clientId } = await context.tokens.open(token);
  requireUnexpired(expires, context.store.now());
  const key = await context.keys.find(keyName);
  if (key === undefined) throw new AblyAuthError(INVALID_ABLY_TOKEN, 'token: its key no longer exists');
  if (outlivesRevocation(key, { issued, expires })) {
    throw new AblyAuthError(INVALID_ABLY_TOKEN, 'token: issued for over an hour, before its key had revocable tokens');
  }
  // It was issued by a clock that was wrong: a revocation of today would not reach it.
  if (issued > context.store.now() + NONCE_CLOCK_ALLOWANCE_MS) {
    throw new AblyAuthError(INVALID_ABLY_TOKEN, 'token: issued in the future');
  }
  return ofGrant('ably-token', key, { issued, expires, capability, clientId }, context);
}

async function ofJwt(token: string, context: AuthenticateContext): Promise<Principal> {
  let key: HostedKey | undefined;
  const jwt = await verifyAblyJwt(token, {
    key: async (keyName) => {
      const appId = appIdOf(keyName);
      if (appId !== undefined && !(await context.keys.hosts(appId))) {
        // 404, as public tests expect for an app that does not exist; an unknown key of a known one is 401.
        throw new AblyAuthError({ ...NOT_FOUND, statusCode: 404 }, 'JWT header.kid: its app is not hosted here');
      }
      key = await context.keys.find(keyName);
      return key?.reveal();
    },
    now: () => context.store.now(),
    clockToleranceMs: context.clockToleranceMs,
  });
  if (key === undefined) throw new TypeError('verifyAblyJwt: accepted a JWT without asking for its key');
  if (outlivesRevocation(key, jwt)) {
    const message = `JWT: lives longer than the ${TTL_MAX_REVOCABLE_MS / 1000} s of a revocable token`;
    throw new AblyAuthError(INVALID_JWT, message, { reason: 'ttl' });
  }
  requireKnownOperations(jwt);
  const { issued, expires, clientId, revocationKey } = jwt;
  const capability = jwt.capability === undefined ? key.capability : intersect(jwt.capability, key.capability);
  if (Object.keys(capability).length === 0) {
    throw new AblyAuthError(CAPABILITY_NOT_PERMITTED, 'JWT: its capability has nothing in common with that of the key');
  }
  return ofGrant('ably-jwt', key, { issued, expires, capability, clientId, revocationKey }, context);
}

/** Whether a token could outlive the memory of its revocation. */
function outlivesRevocation(key: HostedKey, { issued, expires }: Pick<Grant, 'issued' | 'expires'>): boolean {
  return key.revocableTokens && expires - issued > TTL_MAX_REVOCABLE_MS;
}

function requireKnownOperations({ capability }: VerifiedJwt): void {
  const [unknown] = capability === undefined ? [] : unknownOperations(capability);
  if (unknown === undefined) return;
  const message = `JWT claims["x-ably-capability"]: unknown operation ${JSON.stringify(unknown)}`;
  throw new AblyAuthError(INVALID_JWT, message, { reason: 'capability' });
}

function requireUnexpired(expires: number, now: number): void {
  if (expires <= now) throw new AblyAuthError(TOKEN_EXPIRED, `token: expired ${now - expires} ms ago`);
}

/** What a token grants. */
type Grant = {
  readonly issued: number;
  readonly expires: number;
  readonly capability: Capability;
  readonly clientId?: string | undefined;
  readonly revocationKey?: string | undefined;
};

/** The bearer of a token, unless it was revoked. */
async function ofGrant(
  method: 'ably-token' | 'ably-jwt',
  key: HostedKey,
  grant: Grant,
  context: AuthenticateContext,
): Promise<Principal> {
  await requireUnrevoked(method, key, grant, context);
  const { issued, expires, capability, clientId } = grant;
  const identity = clientId === undefined ? {} : { clientId };
  return { method, keyName: key.name, appId: key.appId, capability, ...identity, issued, expires };
}

async function requireUnrevoked(
  method: 'ably-token' | 'ably-jwt',
  key: HostedKey,
  token: Grant,
  { store, clockToleranceMs }: AuthenticateContext,
): Promise<void> {
  if (!key.revocableTokens) return;
  const targets = Object.keys(token.capability).map(channelTarget);
  if (token.clientId !== undefined) targets.push(`clientId:${token.clientId}`);
  if (token.revocationKey !== undefined) targets.push(`revocationKey:${token.revocationKey}`);
  // The clock of a JWT is that of its signer: it may have been issued earlier than it says, by the tolerance.
  const issued = method === 'ably-jwt' ? token.issued - clockToleranceMs : token.issued;
  if (await ask('store', () => store.isRevoked(key.name, targets, issued))) {
    throw new AblyAuthError(TOKEN_REVOKED, 'token: revoked');
  }
}

/** The identity that the client claims for all it does (RSA7e2): with a key any, with a token its own. */
function assumeIdentity(principal: Principal, header: string | null): Principal {
  if (header === null) return principal;
  const text = textOfBase64(header);
  if (text === undefined) {
    throw new AblyAuthError(INVALID_HEADER, 'X-Ably-ClientId header: expected the Base64 of a clientId', {
      remediation: 'Encode the clientId as UTF-8 and Base64, or leave the header out.',
    });
  }
  const clientId = requireIdentity(text, 'X-Ably-ClientId header');
  const isFree = principal.method === 'basic' || principal.clientId === '*';
  if (isFree) return { ...principal, clientId };
  if (principal.clientId === clientId) return principal;
  throw new AblyAuthError(INCOMPATIBLE_CREDENTIALS, 'X-Ably-ClientId header: not the clientId of the token'); // RSA15
}

/** For a request without TLS, where that is required (RSC18). @throws {AblyAuthError} 40103 if it has Basic auth */
export function refuseBasic(headers: HeaderReader): void {
  if (!/^basic /i.test(headers.get('authorization')?.trim() ?? '')) return;
  throw new AblyAuthError(BASIC_AUTH_WITHOUT_TLS, 'Authorization header: expected Basic auth over TLS alone');
}

/**
 * Reads an Authorization header.
 *
 * @throws {AblyAuthError} 40101 if it is missing, 40005 or 40143 if it is malformed
 */
export function readAuthorization(header: string | null): Credentials {
  if (header === null) {
    throw new AblyAuthError(INVALID_CREDENTIALS, 'Authorization header: missing', {
      remediation: 'Send Basic auth with the API key, or `Bearer` with a token.',
    });
  }
  if (header.length > 2 * TOKEN_TEXT_MAX_BYTES) throw malformed('too long');
  const [, scheme = '', value = ''] = /^(\w+) +(\S+)$/.exec(header.trim()) ?? [];
  switch (scheme.toLowerCase()) {
    case 'basic':
      return readBasic(value);
    case 'bearer':
      return { scheme: 'bearer', token: readBearer(value) };
    default:
      throw malformed('expected `Basic` or `Bearer` with one value');
  }
}

function readBasic(value: string): Credentials {
  const text = decodeBase64(value);
  const colon = text?.indexOf(':') ?? -1;
  if (text === undefined || colon < 1) throw malformed('expected the Base64 text of an API key for Basic auth');
  return { scheme: 'basic', keyName: text.slice(0, colon), secret: text.slice(colon + 1) }; // RSA11
}

/** A token stands raw or as Base64 (RSA3b); every token has a dot, which Base64 has not. */
function readBearer(value: string): string {
  const token = value.includes('.') ? value : decodeBase64(value);
  if (token?.includes('.') && /^[!-~]+$/.test(token)) return token;
  throw new AblyAuthError(TOKEN_UNRECOGNISED, 'Authorization header: expected a token of this service');
}

/** Either alphabet: what SDKs write differs. */
function decodeBase64(value: string): string | undefined {
  return textOfBase64(fromUrlAlphabet(value));
}

function malformed(problem: string): AblyAuthError {
  return new AblyAuthError(MALFORMED_CREDENTIALS, `Authorization header: ${problem}`);
}
