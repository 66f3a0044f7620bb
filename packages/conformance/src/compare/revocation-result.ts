import { isObject } from '../protocol.js';
import type { Json, JsonObject } from '../vector.js';
import { compareMembers, type Compare } from './mismatch.js';

/** The members of the answer to a revocation, of its results and of their errors. */
const KNOWN = new Set([
  'result',
  'successCount',
  'failureCount',
  'results',
  'target',
  'issuedBefore',
  'appliesAt',
  'error',
  'code',
  'statusCode',
  'message',
  'href',
]);

/** A service may answer more than is known today; whether a client keeps that or leaves it out is its own affair (RSF1). */
export const compareRevocationResult: Compare = (vector, output) =>
  compareMembers(vector.output, known(output) as JsonObject);

function known(value: Json): Json {
  if (Array.isArray(value)) return value.map(known);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => KNOWN.has(name))
      .map(([name, member]) => [name, known(member)]),
  );
}
