import { assertTokenRevocationResult, type TokenRevocationResult } from '@ably-auth/validation';
import { INVALID_REQUEST_BODY } from '@ably-auth/validation/error-codes';
import { parseJsonText } from '@ably-auth/validation/json';
import { JSON_MAX_DEPTH } from '@ably-auth/validation/limits';
import { MAX_ANSWER_BYTES } from './internal/service.js';

/**
 * Reads the answer to a revocation request (RSA17c). A service that answers with the bare list of results, as older
 * ones do, is understood too.
 *
 * @param text JSON text of the answer, 1 MiB at most
 * @throws {AblyAuthError} 40001 if it is no such answer
 * @example
 * import { readRevocationResult } from '@ably-auth/client/wire';
 * const text = '[{"target":"clientId:alice","appliesAt":1750000000000,"issuedBefore":1750000000000}]';
 * console.log(readRevocationResult(text).successCount); // 1
 */
export function readRevocationResult(text: string): TokenRevocationResult {
  const limits = { maxBytes: MAX_ANSWER_BYTES, maxDepth: JSON_MAX_DEPTH };
  const answer = parseJsonText(text, limits, INVALID_REQUEST_BODY, 'TokenRevocationResult');
  if (!Array.isArray(answer)) return assertTokenRevocationResult(answer);
  const failures = answer.filter((result) => Object.hasOwn(Object(result) as object, 'error')).length;
  return assertTokenRevocationResult({
    successCount: answer.length - failures,
    failureCount: failures,
    results: answer as unknown[],
  });
}
