import type { ErrorCode } from '../ably-auth-error.js';
import type { Issue } from '../issue.js';
import { fault } from './fault.js';
import { isLonger, isShorter } from './length.js';
import { isPlainObject, type PlainObject } from './read.js';

/** A pattern, and what a text that misses it must do instead. */
export type Pattern = { readonly regex: RegExp; readonly must: string };

/** Notes what keeps a value from being an object as JSON knows it. */
export function checkObject(value: unknown, path: string, issues: Issue[], kind: ErrorCode): value is PlainObject {
  const is = isPlainObject(value);
  if (!is) fault(issues, path, 'type', kind, 'must be a plain object');
  return is;
}

/** Notes what keeps a value from being a whole number within bounds. */
export function checkInteger(
  value: unknown,
  path: string,
  issues: Issue[],
  kind: ErrorCode,
  minimum: number,
  maximum: number,
): void {
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    fault(issues, path, 'type', kind, 'must be a whole number');
  } else if (value < minimum) {
    fault(issues, path, 'minimum', kind, `must be at least ${minimum}`);
  } else if (value > maximum) {
    fault(issues, path, 'maximum', kind, `must be at most ${maximum}`);
  }
}

/** Notes what keeps a value from being a text of a length, in code points, and of a form. */
export function checkString(
  value: unknown,
  path: string,
  issues: Issue[],
  kind: ErrorCode,
  minLength = 0,
  maxLength = Infinity,
  pattern?: Pattern,
): void {
  if (typeof value !== 'string') {
    fault(issues, path, 'type', kind, 'must be a string');
    return;
  }
  if (isShorter(value, minLength)) {
    const words = minLength === 1 ? 'must not be empty' : `must have at least ${minLength} characters`;
    fault(issues, path, 'minLength', kind, words);
  }
  // A text over its limit is not searched: the limit bounds the work.
  if (isLonger(value, maxLength)) {
    fault(issues, path, 'maxLength', kind, `must have at most ${maxLength} characters`);
  } else if (pattern && !pattern.regex.test(value)) {
    fault(issues, path, 'pattern', kind, `must ${pattern.must}`);
  }
}

/** Notes a value that is none of the texts that are allowed. */
export function checkOneOf(
  value: unknown,
  path: string,
  issues: Issue[],
  kind: ErrorCode,
  ...allowed: readonly string[]
): void {
  if (allowed.includes(value as string)) return;
  const words = allowed.map((text) => `"${text}"`).join(' or ');
  fault(issues, path, allowed.length === 1 ? 'const' : 'enum', kind, `must be ${words}`);
}

/** Notes a value that is neither true nor false. */
export function checkBoolean(value: unknown, path: string, issues: Issue[], kind: ErrorCode): void {
  if (typeof value !== 'boolean') fault(issues, path, 'type', kind, 'must be true or false');
}
