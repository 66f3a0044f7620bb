import { AblyAuthError } from '@ably-auth/validation';
import type { Answer } from '../protocol.js';
import type { JsonObject } from '../vector.js';
import { REFERENCE_OPERATIONS } from './operations.js';

/**
 * What our own packages answer; the oracle of generated tests.
 *
 * @param operation the operation, as the vectors name it
 * @param input its input, valid or not
 * @throws {TypeError} if the input is not one that our packages can be called with
 */
export async function referenceAnswer(operation: string, input: JsonObject): Promise<Answer> {
  const operate = REFERENCE_OPERATIONS[operation];
  if (operate === undefined) return { unsupported: true };
  try {
    return { ok: true, output: await operate(input) };
  } catch (error) {
    if (!(error instanceof AblyAuthError)) throw error;
    const { code, message, path, reason, issues } = error;
    const rule = issues?.[0]?.rule;
    return {
      ok: false,
      error: {
        code,
        message,
        ...(path === undefined ? {} : { path }),
        ...(reason === undefined ? {} : { reason }),
        ...(rule === undefined ? {} : { rule }),
      },
    };
  }
}
