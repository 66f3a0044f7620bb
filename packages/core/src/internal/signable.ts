import { AblyAuthError, type ErrorCode } from '@ably-auth/validation';
import { BAD_REQUEST, INVALID_PARAMETER_VALUE } from '@ably-auth/validation/error-codes';
import type { SignedFields } from '../signed-fields.js';
import { kindOf } from './kind-of.js';

// The sign text is not escaped. What these functions refuse could be read as the border of two fields, or has the
// bytes of other text: a lone surrogate is encoded as U+FFFD.

const UNSIGNABLE = /[\0-\x1f\x7f\p{Surrogate}]/u;
const UNSIGNABLE_CAPABILITY = /[\n\p{Surrogate}]/u; // JSON escapes the other control characters itself

/** Whether the sign text can carry a keyName, a clientId or a nonce. */
export function isSignable(text: string): boolean {
  return !UNSIGNABLE.test(text);
}

/** A keyName, a clientId or a nonce that the sign text can carry. */
export function signableText(name: string, value: string | undefined, kind: ErrorCode): string | undefined {
  if (value === undefined) return undefined;
  requireString(name, value, kind);
  if (isSignable(value)) return value;
  throw new AblyAuthError(kind, `${name}: holds a control character or a lone surrogate`);
}

/** Capability text that the sign text can carry. */
export function signableCapability(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  requireString('capability', value, BAD_REQUEST);
  if (!UNSIGNABLE_CAPABILITY.test(value)) return value;
  throw new AblyAuthError(BAD_REQUEST, 'capability: holds a line feed or a lone surrogate', {
    remediation: 'Sign compact JSON text, not pretty-printed text.',
  });
}

/** A number that has one decimal form. */
export function signableInteger(name: string, value: number | undefined): number | undefined {
  if (value === undefined || Number.isSafeInteger(value)) return value;
  throw new AblyAuthError(INVALID_PARAMETER_VALUE, `${name}: expected whole milliseconds`);
}

/** Each field with a line feed after it, an absent one as the empty string (RSA9g). The fields must be signable. */
export function joinFields({ keyName, ttl, capability, clientId, timestamp, nonce }: SignedFields): string {
  return `${keyName ?? ''}\n${ttl ?? ''}\n${capability ?? ''}\n${clientId ?? ''}\n${timestamp ?? ''}\n${nonce ?? ''}\n`;
}

function requireString(name: string, value: unknown, kind: ErrorCode): void {
  if (typeof value !== 'string') throw new AblyAuthError(kind, `${name}: expected a string, got ${kindOf(value)}`);
}
