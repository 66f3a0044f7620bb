import type { ErrorCode } from '@ably-auth/validation';
import type { Explanation } from './explain-mac.js';

/** One reason to refuse a request. */
export type RefusalReason = {
  /** Ably's error code and HTTP status. */
  readonly code: number;
  readonly statusCode: number;
  /** JSONPath of the member: `$.timestamp`. */
  readonly path: string;
  /** What is wrong, in words. */
  readonly message: string;
  /** How to fix it. */
  readonly remediation: string;
  /** Of a wrong MAC, the mistakes that give exactly it. */
  readonly explanations?: readonly Explanation[];
};

/** A reason with its error code. */
export function reason(
  errorCode: ErrorCode,
  member: string,
  message: string,
  remediation = errorCode.remediation,
): RefusalReason {
  return { code: errorCode.code, statusCode: errorCode.statusCode, path: `$.${member}`, message, remediation };
}
