import { readCanonicalText } from '@ably-auth/capability/internal';
import { AblyAuthError, type TokenParams, type TokenRequest } from '@ably-auth/validation';
import {
  currentTime,
  requireFunction,
  requireOptions,
  requireWhole,
  Decoding,
  decodeTokenParamsWith,
  NONCE,
  own,
  SIGNED_FIELDS,
  text,
  TIMESTAMP,
  integer,
  type Signable,
} from '@ably-auth/validation/internal';
import { parseApiKey } from './api-key.js';
import { createMac, importMacKey } from './internal/mac.js';

/** Replaces the signer's clock and randomness. */
export type SigningOverrides = {
  /** The time in whole ms since the epoch; `Date.now` by default (RSA9d). */
  readonly now?: (() => number) | undefined;
  /** A nonce of 16 to 256 characters, new at each call; 132 random bits by default (RSA9c). */
  readonly nonce?: (() => string) | undefined;
};

/** The key to sign with, and what replaces clock and randomness. */
export type CreateTokenRequestOptions = {
  /** The whole API key, `<appId>.<keyId>:<secret>`. */
  readonly key: string;
} & SigningOverrides;

/**
 * Creates a TokenRequest and signs it: anyone who gets it can obtain one token with it, without the key (RSA9).
 *
 * @param params of the token: ttl and timestamp in ms, capability as JSON text or an object, clientId, nonce; the
 *   service applies its defaults to what is left out. The object is not changed
 * @param options the key; `now` in ms since the epoch and `nonce` replace clock and randomness
 * @throws {TypeError} if the options are wrong, or `now` does not return a whole number
 * @throws {AblyAuthError} 40003, 40000 or 40012 if the params are not valid, with every issue; 40101 if `key` is not a
 *   valid API key; 50003 if the platform has no Web Crypto
 * @example
 * import { createTokenRequest } from '@ably-auth/core';
 * const request = await createTokenRequest({ clientId: 'alice', ttl: 60_000 }, { key: 'appId.keyId:s3cret' });
 * Object.keys(request); // ['keyName', 'ttl', 'clientId', 'timestamp', 'nonce', 'mac']
 */
export async function createTokenRequest(
  params: TokenParams | undefined,
  options: CreateTokenRequestOptions,
): Promise<TokenRequest> {
  const { key, ...overrides } = readOptions(options, '{ key }');
  const { name, secret } = parseApiKey(key);
  const draft = draftTokenRequest(params, name, overrides);
  return attachMac(draft, await createMac(draft.text, await importMacKey(secret)));
}

/** Every option that a function of this package takes. */
type All = { key: unknown; maxSkewMs?: number | undefined } & SigningOverrides;

/** Reads the options of a call, each once, and refuses what is wrong before any work is done. */
export function readOptions<T extends Partial<All>>(options: T, expected: string): T {
  requireOptions(options, expected);
  const { key, now, nonce, maxSkewMs } = options;
  requireFunction('now', now);
  requireFunction('nonce', nonce);
  requireWhole('maxSkewMs', maxSkewMs, 'whole milliseconds');
  return { key, now, nonce, maxSkewMs } as T;
}

/** A request without its MAC, and the text that the MAC is to cover. */
export type Draft = { readonly request: TokenRequest; readonly text: string };

/** Everything of creating a request but the MAC itself; the params are read once, strictly. */
export function draftTokenRequest(
  params: TokenParams | undefined,
  keyName: string,
  overrides: SigningOverrides,
): Draft {
  const at = new Decoding(false);
  const asked = params === undefined ? {} : decodeTokenParamsWith(at, '$', params, readCanonicalText);
  if (at.issues !== undefined || asked === undefined) throw AblyAuthError.from(at.issues ?? [], 'TokenParams');
  const [ttl, capability, clientId] = [own(asked, 'ttl'), own(asked, 'capability'), own(asked, 'clientId')];
  // Members in the order of the sign text; an absent one stays absent.
  const request = { keyName } as TokenRequest;
  if (ttl !== undefined) request.ttl = ttl; // RSA5
  if (capability !== undefined) request.capability = capability; // RSA6
  if (clientId !== undefined) request.clientId = clientId; // TK2c
  request.timestamp = own(asked, 'timestamp') ?? newTimestamp(at, overrides.now); // RSA9d
  request.nonce = own(asked, 'nonce') ?? newNonce(at, overrides.nonce); // RSA9c
  if (at.issues !== undefined) throw AblyAuthError.from(at.issues, 'TokenParams');
  return { request, text: joinSignedFields(request) };
}

/** The signed request (RSA9g). */
export function attachMac({ request }: Draft, mac: string): TokenRequest {
  request.mac = mac;
  return request;
}

/** Each field with a line feed after it, an absent one as the empty string (RSA9g). The fields must be signable. */
export function joinSignedFields(request: Signable): string {
  let joined = '';
  for (const name of SIGNED_FIELDS) joined += `${own(request, name) ?? ''}\n`;
  return joined;
}

// What the caller's own functions return is checked as if it stood in the params.

function newTimestamp(at: Decoding, now: SigningOverrides['now']): number {
  return now === undefined ? Date.now() : (integer(at, TIMESTAMP, '$', '.timestamp', currentTime(now), true) as number);
}

function newNonce(at: Decoding, make: SigningOverrides['nonce']): string {
  return make === undefined ? freshNonce() : (text(at, NONCE, '$', '.nonce', make(), true) as string);
}

// 22 characters of 6 random bits each: NONCE_RANDOM_BITS.
const CHARACTERS = 22;
const NONCES = 256;
const alphabet = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');

let pool = '';
let next = 0;

/** A nonce that was never given out before, from the platform's CSPRNG (RSA9c). */
export function freshNonce(): string {
  if (next === pool.length) {
    // One call for many nonces: a call for each costs more than the HMAC.
    const bytes = crypto.getRandomValues(new Uint8Array(CHARACTERS * NONCES));
    for (let i = 0; i < bytes.length; i++) bytes[i] = alphabet[(bytes[i] as number) & 63] as number;
    pool = new TextDecoder().decode(bytes);
    next = 0;
  }
  return pool.slice(next, (next += CHARACTERS));
}
