import { assertTokenParams, type TokenParams, type TokenRequest } from '@ably-auth/validation';
import { INVALID_CLIENT_ID, INVALID_PARAMETER_VALUE } from '@ably-auth/validation/error-codes';
import type { Clock } from '../clock.js';
import { canonicalText } from './canonical-text.js';
import { currentTime } from './current-time.js';
import { freshNonce } from './nonce.js';
import { joinFields, signableInteger, signableText } from './signable.js';

/** A request that lacks its MAC as yet, and the text that the MAC is to cover. */
export type Draft = { readonly request: TokenRequest; readonly text: string };

/** Everything of creating a request but the MAC itself; the params are judged strictly and stay as they are. */
export function draftTokenRequest(params: TokenParams | undefined, keyName: string, clock: Clock): Draft {
  const given = params === undefined ? {} : assertTokenParams(params);
  const ttl = signableInteger('ttl', own(given, 'ttl'));
  const capability = own(given, 'capability');
  const clientId = signableText('clientId', own(given, 'clientId'), INVALID_CLIENT_ID);

  // Members in the order of the sign text; an absent one stays absent. Key name, canonical text and fresh nonce hold
  // by their form what the sign text can carry.
  const request = { keyName } as TokenRequest;
  if (ttl !== undefined) request.ttl = ttl; // RSA5
  if (capability !== undefined) request.capability = canonicalText(capability); // RSA6
  if (clientId !== undefined) request.clientId = clientId; // TK2c
  request.timestamp = signableInteger('timestamp', own(given, 'timestamp')) ?? newTimestamp(clock.now); // RSA9d
  request.nonce =
    signableText('nonce', own(given, 'nonce') ?? givenNonce(clock.nonce), INVALID_PARAMETER_VALUE) ?? freshNonce(); // RSA9c
  return { request, text: joinFields(request) };
}

/** The signed request (RSA9g). */
export function attachMac({ request }: Draft, mac: string): TokenRequest {
  request.mac = mac;
  return request;
}

// What a polluted Object.prototype holds was not asked for.
function own<Name extends keyof TokenParams>(params: TokenParams, name: Name): TokenParams[Name] | undefined {
  return Object.hasOwn(params, name) ? params[name] : undefined;
}

// What the caller's own functions give is judged as if it stood in the params.
function newTimestamp(now: Clock['now']): number {
  const timestamp = currentTime(now);
  if (now !== undefined) assertTokenParams({ timestamp });
  return timestamp;
}

function givenNonce(make: Clock['nonce']): string | undefined {
  if (make === undefined) return undefined;
  const nonce: unknown = make();
  // As null: undefined would pass for an absent nonce.
  return assertTokenParams({ nonce: nonce ?? null }).nonce;
}
