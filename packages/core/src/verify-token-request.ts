import { readCapabilityText } from '@ably-auth/capability/internal';
import { AblyAuthError, type Capability, type Leniency, type TokenRequest } from '@ably-auth/validation';
import { NOT_FOUND } from '@ably-auth/validation/error-codes';
import {
  currentTime,
  decode,
  Decoding,
  decodeTokenRequest,
  MAC_MATCH,
  own,
  TIMESTAMP_CURRENT,
} from '@ably-auth/validation/internal';
import { TIMESTAMP_MAX_SKEW_MS } from '@ably-auth/validation/limits';
import { parseApiKey, type ApiKey } from './api-key.js';
import { joinSignedFields, readOptions } from './create-token-request.js';
import { keyFromLookup } from './internal/key-from-lookup.js';
import { importMacKey, verifyMac } from './internal/mac.js';

/** Finds the whole API key by its name; undefined says that there is no such key. */
export type KeyLookup = (keyName: string) => string | undefined | Promise<string | undefined>;

/** What a request is verified against. */
export type VerifyOptions = {
  /** The whole API key, or where to find it by the key name. */
  readonly key: string | KeyLookup;
} & Window;

/** The clock, and how far a timestamp may be from it. */
export type Window = {
  /** The time in whole ms since the epoch; `Date.now` by default. */
  readonly now?: (() => number) | undefined;
  /** How far the timestamp may be from `now`, either way, in ms; 120 000 by default. */
  readonly maxSkewMs?: number | undefined;
};

/** A request that was signed with the key that it names, and is current. */
export type VerifiedTokenRequest = {
  /** The request as it was read, members in the order of the sign text. */
  readonly request: TokenRequest;
  /** The capability of the request as it was parsed; absent where the request has none. */
  readonly capability?: Capability;
  /** Where the received form differed from what the protocol says. */
  readonly leniencies: readonly Leniency[];
};

/**
 * Verifies a signed TokenRequest: its form, key, MAC, capability and timestamp, in this order.
 *
 * It does not know used nonces: anyone who issues tokens must also refuse a request with the key name, timestamp and
 * nonce of an earlier one. Nor does it know what the key permits. The MAC is checked over the capability text as it was
 * received.
 *
 * @param input JSON text of 128 KiB at most, or an object; read as by `readTokenRequest`
 * @param options the key or a lookup by key name, whose own errors come through as they are; `now` in ms since the
 *   epoch; `maxSkewMs` in ms
 * @throws {TypeError} if the options are wrong, or `now` does not return a whole number
 * @throws {AblyAuthError} 40001, 40003, 40000 or 40012 if the request is malformed; 40400 if the key is not known;
 *   40101 if the MAC is wrong; 40000 if its capability is not valid; 40104 if the timestamp is not current; 50003 if
 *   the lookup returns something that is not a key, or the platform has no Web Crypto
 * @example
 * import { createTokenRequest, verifyTokenRequest } from '@ably-auth/core';
 * const key = 'appId.keyId:s3cret';
 * const text = JSON.stringify(await createTokenRequest({ clientId: 'alice' }, { key }));
 * const { request } = await verifyTokenRequest(text, { key });
 * request.clientId; // 'alice'
 */
export async function verifyTokenRequest(input: unknown, options: VerifyOptions): Promise<VerifiedTokenRequest> {
  const { key, ...window } = readOptions(options, '{ key }');
  const fixed = typeof key === 'function' ? undefined : parseApiKey(key);
  const candidate = readCandidate(input);
  const found = typeof key === 'function' ? keyFromLookup(await key(candidate.request.keyName)) : fixed;
  const { secret } = requireKey(candidate, found);
  const { request, text, macHasForm } = candidate;
  const macMatches = macHasForm && (await verifyMac(text, request.mac, await importMacKey(secret)));
  return conclude(candidate, macMatches, window);
}

// What a service does with a request, in its order: well-formed, key known, MAC right, capability valid, timestamp
// current. Key lookup and MAC come from outside, at once or by a promise.

/** A request that is well-formed; whether it is genuine is not known yet. */
export type Candidate = {
  readonly request: TokenRequest;
  readonly leniencies: readonly Leniency[];
  /** What the MAC must cover: the capability as the request carries it, never canonicalised. */
  readonly text: string;
  /** Whether the MAC has the one form that is decoded at all. */
  readonly macHasForm: boolean;
};

/** Step 1: the form. The sign text cannot be forged: the decoder refused what could be read as the end of a field. */
export function readCandidate(input: unknown): Candidate {
  const { value: request, issues, leniencies } = decode(decodeTokenRequest, input, 'lenient');
  // The form of the MAC belongs to step 3.
  const malformed = issues.filter(({ path, keyword }) => path !== '$.mac' || keyword !== 'pattern');
  if (request === undefined || malformed.length > 0) throw AblyAuthError.from(malformed, 'TokenRequest');
  return { request, leniencies, text: joinSignedFields(request), macHasForm: issues.length === 0 };
}

/** Step 2: whether the key is the one that the request names. */
export function requireKey({ request }: Candidate, key: ApiKey | undefined): ApiKey {
  if (key !== undefined && key.name === request.keyName) return key;
  throw new AblyAuthError(NOT_FOUND, 'TokenRequest.keyName: no such key', { path: '$.keyName' });
}

/** Steps 3 and 4: the MAC, then what it vouches for. An unauthenticated caller must not buy the work of the rest. */
export function conclude(
  { request, leniencies }: Candidate,
  macMatches: boolean,
  { now, maxSkewMs = TIMESTAMP_MAX_SKEW_MS }: Window,
): VerifiedTokenRequest {
  const at = new Decoding(false);
  const text = own(request, 'capability');
  const capability = macMatches && text !== undefined ? readCapabilityText(at, '$.capability', text) : undefined;
  if (!macMatches) at.breach(MAC_MATCH, '$.mac', 'const', 'another one');
  else if (at.issues === undefined) requireCurrent(at, request.timestamp - currentTime(now), maxSkewMs);
  if (at.issues !== undefined) throw AblyAuthError.from(at.issues, 'TokenRequest');
  return capability === undefined ? { request, leniencies } : { request, capability, leniencies };
}

function requireCurrent(at: Decoding, skew: number, maxSkewMs: number): void {
  if (Math.abs(skew) <= maxSkewMs) return;
  const got = `${Math.abs(skew)} ms ${skew < 0 ? 'behind' : 'ahead of'} it, with ${maxSkewMs} ms allowed`;
  at.breach(TIMESTAMP_CURRENT, '$.timestamp', skew < 0 ? 'minimum' : 'maximum', got);
}
