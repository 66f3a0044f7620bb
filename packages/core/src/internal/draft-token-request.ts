import type { TokenParams, TokenRequest } from '@ably-auth/validation';
import type { Clock } from '../clock.js';
import { canonicalText } from './canonical-text.js';
import { currentTime } from '@ably-auth/validation/internal';
import { freshNonce } from './nonce.js';
import { readParams } from './read-params.js';
import { joinFields } from './signable.js';

/** A request that lacks its MAC as yet, and the text that the MAC is to cover. */
export type Draft = { readonly request: TokenRequest; readonly text: string };

/** Everything of creating a request but the MAC itself; the params are judged strictly and stay as they are. */
export function draftTokenRequest(params: TokenParams | undefined, keyName: string, clock: Clock): Draft {
  const { ttl, capability, clientId, timestamp, nonce } = readParams(params);

  // Members in the order of the sign text; an absent one stays absent. Key name, canonical text and fresh nonce hold
  // by their form only what the sign text can carry.
  const request = { keyName } as TokenRequest;
  if (ttl !== undefined) request.ttl = ttl; // RSA5
  if (capability !== undefined) request.capability = canonicalText(capability); // RSA6
  if (clientId !== undefined) request.clientId = clientId; // TK2c
  request.timestamp = timestamp ?? newTimestamp(clock.now); // RSA9d
  request.nonce = nonce ?? newNonce(clock.nonce); // RSA9c
  return { request, text: joinFields(request) };
}

/** The signed request (RSA9g). */
export function attachMac({ request }: Draft, mac: string): TokenRequest {
  request.mac = mac;
  return request;
}

// What the caller's own functions give is judged as if it stood in the params.
function newTimestamp(now: Clock['now']): number {
  const timestamp = currentTime(now);
  if (now !== undefined) readParams({ timestamp });
  return timestamp;
}

function newNonce(make: Clock['nonce']): string {
  if (make === undefined) return freshNonce();
  const nonce: unknown = make();
  // As null: undefined would pass for an absent nonce.
  return readParams({ nonce: nonce ?? null } as TokenParams).nonce as string;
}
