import { compareAuthUrlRequest } from './auth-url-request.js';
import { compareCreatedJwt } from './created-jwt.js';
import { compareCreateTokenRequest } from './create-token-request.js';
import { compareForwardTokenRequest } from './forward-token-request.js';
import { compareMembers, type Compare } from './mismatch.js';
import { compareRevocationResult } from './revocation-result.js';

/** Operations whose outputs are not compared member by member. */
const RULES: Readonly<Record<string, Compare>> = {
  'auth-url-request': compareAuthUrlRequest,
  'create-jwt': compareCreatedJwt,
  'create-token-request': compareCreateTokenRequest,
  'embed-token': compareCreatedJwt,
  'forward-token-request': compareForwardTokenRequest,
  'revocation-result': compareRevocationResult,
};

/**
 * Compares an output with what the vector says, by the rule of its operation.
 *
 * @param vector the test, whose input is valid
 * @param output what an implementation answered
 */
export const compareOutput: Compare = (vector, output) => {
  const rule = RULES[vector.operation];
  return rule === undefined ? compareMembers(vector.output, output) : rule(vector, output);
};
