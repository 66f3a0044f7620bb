import { deepStrictEqual } from 'node:assert';
import { canonicalizeCapability, parseCapability } from '@ably-auth/capability';
import { readTokenDetails, readTokenRequest } from '@ably-auth/core';
import { extractEmbeddedToken, verifyAblyJwt } from '@ably-auth/jwt';
import { createTokenService } from '@ably-auth/server';
import { AblyAuthError } from '@ably-auth/validation';
import { BAD_REQUEST } from '@ably-auth/validation/error-codes';
import { parseJsonText } from '@ably-auth/validation/json';

// What is fuzzed: each takes any bytes, and throws only where something that must always hold does not.

/** Reads any bytes; throws where an invariant is broken. */
export type Target = (data: Uint8Array) => void | Promise<void>;

const LIMITS = { maxBytes: 4096, maxDepth: 8 };
const KEY = 'appId.keyId:s3cret';
const NOW = 1750000000000;

const textOf = (data: Uint8Array): string => new TextDecoder().decode(data);

/** What a function returns, or undefined where it refuses; any other error is a finding. */
function accepted<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof AblyAuthError) return undefined;
    throw error;
  }
}

function jsonText(data: Uint8Array): void {
  const text = textOf(data);
  const value = accepted(() => parseJsonText(text, LIMITS, BAD_REQUEST, 'text'));
  // What is accepted is what JSON.parse reads; a V8 without nodejs/node#63785 has to run this.
  if (value !== undefined) deepStrictEqual(value, JSON.parse(text));
}

function decoder(data: Uint8Array): void {
  const text = textOf(data);
  for (const read of [readTokenRequest, readTokenDetails]) {
    const first = accepted(() => read(text));
    // A value that was read is in the form of the protocol: read again it is the same, and nothing is tolerated.
    if (first === undefined) continue;
    const again = read(JSON.stringify(first.value));
    deepStrictEqual(again.value, first.value);
    deepStrictEqual(again.leniencies, []);
  }
}

function capability(data: Uint8Array): void {
  const text = textOf(data);
  const canonical = accepted(() => canonicalizeCapability(text));
  if (canonical === undefined) return;
  deepStrictEqual(canonicalizeCapability(canonical), canonical);
  deepStrictEqual(parseCapability(canonical), parseCapability(text));
}

async function jwt(data: Uint8Array): Promise<void> {
  const text = textOf(data);
  accepted(() => extractEmbeddedToken(text));
  try {
    await verifyAblyJwt(text, { key: KEY, now: () => NOW });
  } catch (error) {
    if (!(error instanceof AblyAuthError)) throw error;
  }
}

const service = createTokenService({ keys: [{ key: KEY }], now: () => NOW });

async function messagePack(data: Uint8Array): Promise<void> {
  const response = await service.fetch(
    new Request('http://localhost/keys/appId.keyId/requestToken', {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-msgpack' },
      body: data as Uint8Array<ArrayBuffer>,
    }),
  );
  if (response.status >= 500) throw new Error(`status ${response.status}`);
}

/** Everything that can be fuzzed, by name. */
export const targets: Readonly<Record<string, Target>> = {
  'json-text': jsonText,
  decoder,
  capability,
  jwt,
  'message-pack': messagePack,
};

/** The operations whose vectors are where a target begins; the oracle answers the first one. */
export const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  'json-text': ['read-token-request', 'parse-capability'],
  decoder: ['read-token-request', 'read-token-details', 'verify-token-request'],
  capability: ['canonicalize-capability', 'parse-capability'],
  jwt: ['verify-jwt', 'extract-embedded-token'],
  'message-pack': ['verify-token-request'],
};
