import { AblyAuthError, type ErrorCode } from './ably-auth-error.js';
import {
  BAD_REQUEST,
  INVALID_CLIENT_ID,
  INVALID_CREDENTIALS,
  INVALID_JWT,
  INVALID_PARAMETER_VALUE,
  INVALID_REQUEST_BODY,
} from './gen/error-codes.js';
import { shortened } from './internal/path.js';
import type { Issue, Result } from './issue.js';

/** The codes that a validator gives an issue. */
const KINDS: readonly ErrorCode[] = [
  INVALID_CLIENT_ID,
  INVALID_CREDENTIALS,
  INVALID_JWT,
  INVALID_PARAMETER_VALUE,
  INVALID_REQUEST_BODY,
];

/**
 * The error for a value that did not validate: code and message of the first issue, and all issues attached.
 *
 * @param name what the value is, for the message: `TokenParams`
 * @param issues the issues that the validator found, at least one
 * @example
 * import { errorFromIssues, validateTokenParams } from '@ably-auth/validation';
 * const result = validateTokenParams({ ttl: 0 });
 * if (!result.ok) console.log(errorFromIssues('TokenParams', result.issues).message); // TokenParams.ttl: must be at least 1
 */
export function errorFromIssues(name: string, issues: readonly Issue[]): AblyAuthError {
  const first = issues[0] as Issue;
  const kind = KINDS.find(({ code }) => code === first.code) ?? BAD_REQUEST;
  const message = `${name}${shortened(first.path).slice(1)}: ${first.message}`;
  // What the code advises is about members that the type has.
  if (first.keyword !== 'additionalProperties') return new AblyAuthError(kind, message, { issues });
  return new AblyAuthError(kind, message, { issues, remediation: 'Leave the member out, or correct its name.' });
}

/** The value of a result; throws where there is none. */
export function valueOf<T>(result: Result<T>, name: string): T {
  if (result.ok) return result.value;
  throw errorFromIssues(name, result.issues);
}
