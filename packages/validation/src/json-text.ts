import { AblyAuthError, type ErrorCode } from './ably-auth-error.js';
import { duplicatePath, endOfString } from './internal/duplicate-member.js';
import { memberPath, shortened } from './internal/path.js';

/** Bounds for {@link parseJsonText}; judged before the text is parsed. */
export type JsonLimits = {
  /** Size of the text in UTF-8 bytes. */
  readonly maxBytes: number;
  /** Nesting of objects and arrays; `{}` has depth 1. */
  readonly maxDepth: number;
};

/**
 * Parses JSON text strictly: JSON.parse, but a member named twice is refused (readers differ on which one wins),
 * as are text over the limits and a lone surrogate (it has no UTF-8 form).
 *
 * @param text JSON text
 * @param limits size in bytes and depth of nesting
 * @param kind error code of every refusal
 * @param name what the text is, for messages: `capability`
 * @throws {AblyAuthError} of the given kind
 * @example
 * import { parseJsonText } from '@ably-auth/validation/json';
 * import { INVALID_REQUEST_BODY } from '@ably-auth/validation/error-codes';
 * parseJsonText('{"ttl":1}', { maxBytes: 1024, maxDepth: 8 }, INVALID_REQUEST_BODY, 'body'); // { ttl: 1 }
 */
export function parseJsonText(text: string, limits: JsonLimits, kind: ErrorCode, name: string): unknown {
  if (exceedsBytes(text, limits.maxBytes)) {
    throw new AblyAuthError(kind, `${name}: over ${limits.maxBytes} bytes of JSON text`);
  }
  const members = countMembers(text, limits.maxDepth);
  if (members < 0) {
    throw new AblyAuthError(kind, `${name}: nested deeper than ${limits.maxDepth} levels`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The engine's own message quotes the text, which may hold a secret.
    throw new AblyAuthError(kind, `${name}: not JSON text`);
  }
  if (countParsed(value) !== members) {
    throw new AblyAuthError(kind, `${at(name, duplicatePath(text))}: named twice`, {
      remediation: 'Name each member once: JSON readers differ on which of two counts.',
    });
  }
  const illFormed = MAY_HOLD_SURROGATE.test(text) ? illFormedPath(value, '$') : undefined;
  if (illFormed !== undefined) {
    throw new AblyAuthError(kind, `${at(name, illFormed)}: holds a lone surrogate`, {
      remediation: 'Encode the string as well-formed Unicode: a lone surrogate has no UTF-8 form.',
    });
  }
  return value;
}

const LONE_SURROGATE = /\p{Surrogate}/u;
const MAY_HOLD_SURROGATE = /[\ud800-\udfff]|\\u[dD]/;

/** `$.ttl` of the text called `body` is `body.ttl` in a message. */
function at(name: string, path: string): string {
  return name + shortened(path).slice(1);
}

function exceedsBytes(text: string, maxBytes: number): boolean {
  if (text.length > maxBytes) return true;
  if (text.length * 3 <= maxBytes) return false;
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // Half of a surrogate pair counts two: the pair has four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return bytes > maxBytes;
}

/** The members that the text writes, or -1 where it nests too deep: colons outside strings, in one pass. */
function countMembers(text: string, maxDepth: number): number {
  let members = 0;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case 0x22: // "
        i = endOfString(text, i);
        break;
      case 0x3a: // :
        members++;
        break;
      case 0x5b: // [
      case 0x7b: // {
        if (++depth > maxDepth) return -1;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth--;
    }
  }
  return members;
}

/** The members that survived parsing: of two with the same name, one. */
function countParsed(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const members: unknown[] = Array.isArray(value) ? value : Object.values(value);
  let count = Array.isArray(value) ? 0 : members.length;
  for (const member of members) {
    if (typeof member === 'object') count += countParsed(member);
  }
  return count;
}

/** The path of the first string or member name that is not well-formed Unicode. */
function illFormedPath(value: unknown, path: string): string | undefined {
  if (typeof value === 'string') return LONE_SURROGATE.test(value) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  const isArray = Array.isArray(value);
  for (const [key, member] of Object.entries(value)) {
    const memberAt = isArray ? `${path}[${key}]` : memberPath(path, key);
    const found = !isArray && LONE_SURROGATE.test(key) ? memberAt : illFormedPath(member, memberAt);
    if (found !== undefined) return found;
  }
  return undefined;
}
