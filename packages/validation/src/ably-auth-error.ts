import type { Issue } from './issue.js';

/** What an error code stands for; the known ones are in `@ably-auth/validation/error-codes`. */
export type ErrorCode = {
  /** Ably's numeric error code, such as 40101. */
  readonly code: number;
  /** HTTP status that a service answers with. */
  readonly statusCode: number;
  /** How to mend it. */
  readonly remediation: string;
};

/** Details that an {@link AblyAuthError} may carry. */
export type AblyAuthErrorOptions = {
  readonly cause?: unknown;
  readonly issues?: readonly Issue[];
  /** Replaces the code's own remediation where the place of the fault allows better advice. */
  readonly remediation?: string;
  /** Which of the faults that share the code it is, as a stable word: `expired`, `kid-unknown`. */
  readonly reason?: string;
};

/**
 * The one error class of Ably Auth; the shape of Ably's `ErrorInfo`.
 *
 * @example
 * import { AblyAuthError } from '@ably-auth/validation';
 * import { INVALID_CLIENT_ID } from '@ably-auth/validation/error-codes';
 * const error = new AblyAuthError(INVALID_CLIENT_ID, 'clientId: must not be empty');
 * console.log(error.code, error.statusCode); // 40012 400
 */
export class AblyAuthError extends Error {
  /** Ably's numeric error code (TI1). */
  readonly code: number;
  /** HTTP status (TI1). */
  readonly statusCode: number;
  /** How to mend it. */
  readonly remediation: string;
  /** Page that explains the code (TI4, TI5). */
  readonly href: string;
  // Declared only: a member that an error does not have is not listed either.
  /** Every fault found, where the error comes from a validator. */
  declare readonly issues?: readonly Issue[];
  /** Which of the faults that share the code it is, as a stable word; where one code has several. */
  declare readonly reason?: string;

  /**
   * @param kind code, status and default remediation
   * @param message what was wrong and where; never quotes a secret
   * @param options cause, issues, a better remediation, the reason
   */
  constructor(kind: ErrorCode, message: string, options: AblyAuthErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = kind.code;
    this.statusCode = kind.statusCode;
    this.remediation = options.remediation ?? kind.remediation;
    this.href = `https://help.ably.io/error/${kind.code}`; // TI5
    if (options.issues !== undefined) this.issues = options.issues;
    if (options.reason !== undefined) this.reason = options.reason;
  }

  /** The error as an ErrorInfo for the body of an answer: with its message, which JSON leaves out of other errors. */
  toJSON(): object {
    const { code, statusCode, message, href, remediation, reason, issues } = this;
    return { code, statusCode, message, href, remediation, reason, issues };
  }

  // On the prototype, so that the name is neither listed nor serialised with each error.
  static {
    Object.defineProperty(this.prototype, 'name', { value: 'AblyAuthError', configurable: true, writable: true });
  }
}
