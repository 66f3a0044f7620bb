import { shortened } from './internal/path.js';
import type { Issue } from './issue.js';

/** What an error code stands for; the known ones are in `@ably-auth/validation/error-codes`. */
export type ErrorCode = {
  /** Ably's numeric error code, such as 40101. */
  readonly code: number;
  /** HTTP status that a service answers with. */
  readonly statusCode: number;
  /** How to fix it. */
  readonly remediation: string;
};

/** Details that an {@link AblyAuthError} may carry. */
export type AblyAuthErrorOptions = {
  readonly cause?: unknown;
  readonly issues?: readonly Issue[];
  /** JSONPath of the value that is wrong; by default that of the first issue. */
  readonly path?: string;
  /** Replaces the code's own remediation where more is known. */
  readonly remediation?: string;
  /** Which of the errors that share the code it is, as a stable word: `expired`, `kid-unknown`. */
  readonly reason?: string;
};

/**
 * The one error class of Ably Auth; the shape of Ably's `ErrorInfo`.
 *
 * @example
 * import { AblyAuthError } from '@ably-auth/validation';
 * import { INVALID_CLIENT_ID } from '@ably-auth/validation/error-codes';
 * const error = new AblyAuthError(INVALID_CLIENT_ID, 'clientId: expected a user, got *');
 * console.log(error.code, error.statusCode); // 40012 400
 */
export class AblyAuthError extends Error {
  /** Ably's numeric error code (TI1). */
  readonly code: number;
  /** HTTP status (TI1). */
  readonly statusCode: number;
  /** How to fix it. */
  readonly remediation: string;
  /** Page that explains the code (TI4, TI5). */
  readonly href: string;
  // Declared only: a member that an error does not have is not listed either.
  /** JSONPath of the value that is wrong: `$.capability["a"]`; where the error is about one. */
  declare readonly path?: string;
  /** Every issue found, where the error comes from a decoder. */
  declare readonly issues?: readonly Issue[];
  /** Which of the errors that share the code it is, as a stable word; where one code has several. */
  declare readonly reason?: string;

  /**
   * @param errorCode code, status and default remediation
   * @param message what was expected and what came, with the path; never quotes a secret
   * @param options cause, issues, path, a better remediation, the reason
   */
  constructor(errorCode: ErrorCode, message: string, options: AblyAuthErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    const { issues, path = issues?.[0]?.path, reason, remediation = errorCode.remediation } = options;
    this.code = errorCode.code;
    this.statusCode = errorCode.statusCode;
    this.remediation = remediation;
    this.href = `https://help.ably.io/error/${errorCode.code}`; // TI5
    if (path !== undefined) this.path = path;
    if (issues !== undefined) this.issues = issues;
    if (reason !== undefined) this.reason = reason;
  }

  /**
   * The error for a value that is not valid: code, message and remediation of the first issue, and all issues.
   *
   * @param issues the issues, at least one
   * @param name what the value is, for the message: `TokenParams`
   * @example
   * import { AblyAuthError, validateTokenParams } from '@ably-auth/validation';
   * const result = validateTokenParams({ ttl: 0 });
   * const error = result.ok ? undefined : AblyAuthError.from(result.issues, 'TokenParams');
   * console.log(error?.message); // TokenParams.ttl: expected whole milliseconds from 1 to 86400000, got 0
   */
  static from(issues: readonly Issue[], name: string): AblyAuthError {
    const first = issues[0] as Issue;
    return new AblyAuthError(first, `${name}${shortened(first.path).slice(1)}: ${first.message}`, { issues });
  }

  /** The error as an ErrorInfo for the body of an answer: with its message, which JSON leaves out of other errors. */
  toJSON(): object {
    return Object.assign({ message: this.message }, this);
  }

  // On the prototype, so that the name is neither listed nor serialised with each error.
  static {
    Object.defineProperty(this.prototype, 'name', { value: 'AblyAuthError', configurable: true, writable: true });
  }
}
