import {
  CAPABILITY_MAX_RESOURCES,
  OPERATION_MAX_LENGTH,
  RESOURCE_MAX_LENGTH,
  RESOURCE_MAX_OPERATIONS,
  TOKEN_TEXT_MAX_BYTES,
} from '@ably-auth/validation/limits';
import type { Entry } from '@ably-auth/validation/internal';

// Escapes, control characters and surrogates need a closer look.
const UNUSUAL = /[\\\0-\x1f\ud800-\udfff]/;

const QUOTE = 0x22;
const SPACE = 0x20;

/**
 * The entries of a capability text without escapes and line ends, as servers write it, in the order of the text;
 * undefined for any other text, and for all that may be wrong: the general reader says what.
 */
export function scanCapability(text: string): Entry<string[]>[] | undefined {
  if (text.length * 3 > TOKEN_TEXT_MAX_BYTES || UNUSUAL.test(text) || !text.startsWith('{')) return undefined;
  const entries: Entry<string[]>[] = [];
  let at = 1;
  for (;;) {
    at = past(text, at);
    const end = endOfText(text, at, RESOURCE_MAX_LENGTH);
    if (end < 0 || entries.length === CAPABILITY_MAX_RESOURCES) return undefined;
    const name = text.slice(at + 1, end);
    at = past(text, end + 1);
    if (text.charCodeAt(at) !== 0x3a) return undefined; // :
    at = past(text, at + 1);
    if (text.charCodeAt(at) !== 0x5b) return undefined; // [
    const value: string[] = [];
    do {
      at = past(text, at + 1);
      const operationEnd = endOfText(text, at, OPERATION_MAX_LENGTH);
      if (operationEnd < 0 || value.length === RESOURCE_MAX_OPERATIONS) return undefined;
      value.push(text.slice(at + 1, operationEnd));
      at = past(text, operationEnd + 1);
    } while (text.charCodeAt(at) === 0x2c); // ,
    if (text.charCodeAt(at) !== 0x5d) return undefined; // ]
    entries.push({ name, value });
    at = past(text, at + 1);
    if (text.charCodeAt(at) === 0x7d) return past(text, at + 1) === text.length ? entries : undefined; // }
    if (text.charCodeAt(at++) !== 0x2c) return undefined; // ,
  }
}

/** The place of the next character that is not a space. */
function past(text: string, at: number): number {
  while (text.charCodeAt(at) === SPACE) at++;
  return at;
}

/** Where the quoted text that begins at `at` closes; -1 if it does not close, or is empty or over its limit. */
function endOfText(text: string, at: number, maxLength: number): number {
  if (text.charCodeAt(at) !== QUOTE) return -1;
  const end = text.indexOf('"', at + 1);
  return end - at - 1 > maxLength || end <= at + 1 ? -1 : end;
}
