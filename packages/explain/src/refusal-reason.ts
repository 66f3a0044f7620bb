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
  readonly title: string;
  readonly mend: string;
  /** Of a wrong MAC, the mistakes that give exactly it. */
  readonly explanations?: readonly Explanation[];
};

/** A reason with the code of its kind. */
export function reason(kind: ErrorCode, member: string, title: string, mend = kind.remediation): RefusalReason {
  return { code: kind.code, statusCode: kind.statusCode, path: `$.${member}`, title, mend };
}
