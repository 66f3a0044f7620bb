import { AblyAuthError } from '@ably-auth/validation';
import type { Answer } from '../protocol.js';
import type { JsonObject, RefusalError } from '../vector.js';
import { REFERENCE_OPERATIONS } from './operations.js';

/** What our own packages answer; the oracle of generated tests. */
export async function referenceAnswer(operation: string, input: JsonObject): Promise<Answer> {
  const operate = REFERENCE_OPERATIONS[operation];
  if (operate === undefined) return { unsupported: true };
  try {
    return { ok: true, output: await operate(input) };
  } catch (error) {
    if (!(error instanceof AblyAuthError)) throw error;
    return { ok: false, error: refusal(error, operation) };
  }
}

function refusal({ code, message, reason, issues }: AblyAuthError, operation: string): RefusalError {
  // The message of an error says where it is from the outermost value, its issues from the value that was validated.
  const path = pathOf(message, operation) ?? issues?.[0]?.path;
  return { code, message, ...(path === undefined ? {} : { path }), ...(reason === undefined ? {} : { reason }) };
}

/** Operations whose whole input is a capability: its own name is no member there. */
const OF_A_CAPABILITY = new Set(['canonicalize-capability', 'parse-capability', 'permits', 'covers', 'intersect']);

/** A message begins with the place of the error: that of `TokenRequest.mac: …` and of `mac: …` is `$.mac`. */
function pathOf(message: string, operation: string): string | undefined {
  const [, root, members = ''] =
    /^(\w+|auth response)((?:\.\w+|\[(?:\d+|"(?:[^"\\]|\\.)*")\])*): /s.exec(message) ?? [];
  if (root === undefined) return undefined;
  const isWhole =
    /^(?:Token\w+|key|intersect|auth response|JWT)$/.test(root) ||
    (root === 'capability' && OF_A_CAPABILITY.has(operation));
  return isWhole ? `$${members}` : `$.${root}${members}`;
}
