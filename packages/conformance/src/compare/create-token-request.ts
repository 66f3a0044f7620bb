import { computeMac, parseApiKey, readTokenRequest } from '@ably-auth/core';
import { AblyAuthError, type TokenRequest } from '@ably-auth/validation';
import { SIGNED_FIELDS } from '@ably-auth/validation/internal';
import { NONCE_MIN_LENGTH } from '@ably-auth/validation/limits';
import type { JsonObject } from '../vector.js';
import { valueText } from '../show-value.js';
import { compareValues, own, type Compare, type Mismatch } from './mismatch.js';

const MEMBERS = ['keyName', 'ttl', 'capability', 'clientId'] as const;

/**
 * A created request comes as its SDK puts it on the wire. Most SDKs let nobody set nonce and timestamp, so these are
 * taken from it; the other members are compared with the vector, and the MAC with the one that the members, as they
 * stand, and the key of the input give.
 */
export const compareCreateTokenRequest: Compare = async (vector, output) => {
  const given = own(output, 'request');
  let request: TokenRequest;
  try {
    ({ value: request } = readTokenRequest(given));
  } catch (error) {
    if (!(error instanceof AblyAuthError)) throw error;
    return [{ path: '$.request', expected: 'a signed TokenRequest', actual: given, cause: error.message }];
  }
  const read = request as unknown as JsonObject;
  const fixed = ['timestamp', 'nonce'].filter((name) => Object.hasOwn(vector.output, name));
  const mismatches = [...MEMBERS, ...fixed].flatMap((name) =>
    compareValues(own(vector.output, name), own(read, name), `$.request.${name}`),
  );
  if (!fixed.includes('nonce') && Array.from(request.nonce).length < NONCE_MIN_LENGTH) {
    // RSA9c
    mismatches.push({
      path: '$.request.nonce',
      expected: `${NONCE_MIN_LENGTH} characters or more`,
      actual: request.nonce,
    });
  }
  return [...mismatches, ...(await compareMac(request, vector.input))];
};

/** The MAC of a created request, where it is not that of its own members. */
export async function compareMacOfRequest(input: JsonObject, output: JsonObject): Promise<Mismatch[]> {
  try {
    return await compareMac(readTokenRequest(own(output, 'request')).value, input);
  } catch (error) {
    if (!(error instanceof AblyAuthError)) throw error;
    return []; // Neither a request nor a key, so that there is no MAC to compare.
  }
}

async function compareMac(request: TokenRequest, input: JsonObject): Promise<Mismatch[]> {
  const key = parseApiKey(valueText(input['key']));
  const expected = await computeMac(literalText(request), key.secret);
  if (request.mac === expected) return [];
  return [{ path: '$.request.mac', expected, actual: request.mac }];
}

/** The sign text of the members as they are, a line feed in one of them too: the request is checked by its MAC, not by its form. */
export function literalText(request: TokenRequest | JsonObject): string {
  // RSA9g
  return SIGNED_FIELDS.map((field) => `${valueText((request as JsonObject)[field] ?? '')}\n`).join('');
}
