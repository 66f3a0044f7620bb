import { AblyAuthError, type ErrorCode } from './ably-auth-error.js';
import { JSON_MAX_DEPTH, TOKEN_TEXT_MAX_BYTES } from './gen/limits.js';
import { JSON_DEPTH, JSON_DUPLICATE, JSON_SIZE, JSON_SYNTAX, JSON_WELL_FORMED } from './gen/rules.js';
import { Decoding } from './internal/decoding.js';
import type { Rule } from './internal/rule.js';
import { duplicatePath, endOfString } from './internal/duplicate-member.js';
import { isWellFormed } from './internal/length.js';
import { memberPath } from './internal/path.js';

/** Bounds for JSON text, checked before it is parsed. */
export type JsonLimits = {
  /** Size of the text in UTF-8 bytes. */
  readonly maxBytes: number;
  /** Nesting of objects and arrays; `{}` has depth 1. */
  readonly maxDepth: number;
};

/** What the text of a TokenRequest or TokenDetails may have (RSA4f). */
const LIMITS: JsonLimits = { maxBytes: TOKEN_TEXT_MAX_BYTES, maxDepth: JSON_MAX_DEPTH };

/**
 * Reads JSON text strictly: as JSON.parse, but a member named twice is refused (readers differ on which one wins), as
 * are text over the limits and a lone surrogate (it has no UTF-8 form).
 *
 * @param at where an issue goes; its path continues `path`
 * @param code error code of an issue
 * @returns undefined where there is an issue
 */
export function readJsonText(
  at: Decoding,
  path: string,
  text: string,
  limits: JsonLimits = LIMITS,
  code: number = JSON_SYNTAX.code,
): unknown {
  const refuse = ({ expected, ...rule }: Rule, where: string, got: string, limit = expected) =>
    at.breach({ ...rule, code, expected: limit }, path + where.slice(1), 'type', got);
  if (exceedsBytes(text, limits.maxBytes))
    return refuse(JSON_SIZE, '$', 'more', `at most ${limits.maxBytes} bytes of JSON text`);
  const scan = scanMembers(text, limits.maxDepth);
  if (scan === undefined)
    return refuse(JSON_DEPTH, '$', 'more', `at most ${limits.maxDepth} levels of objects and arrays`);
  let value: unknown;
  try {
    value = scan.escaped.length === 0 ? JSON.parse(text) : parseEscapedNames(text, scan.escaped);
  } catch {
    // The engine's own message quotes the text, which may hold a secret.
    return refuse(JSON_SYNTAX, '$', 'other text');
  }
  if (countParsed(value) !== scan.members) return refuse(JSON_DUPLICATE, duplicatePath(text), 'a second one');
  const illFormed = MAY_HOLD_SURROGATE.test(text) ? illFormedPath(value, '$') : undefined;
  return illFormed === undefined ? value : refuse(JSON_WELL_FORMED, illFormed, 'a lone surrogate');
}

/**
 * Parses JSON text strictly: as JSON.parse, but a member named twice, text over the limits and a lone surrogate are
 * refused.
 *
 * @param text JSON text
 * @param limits size in bytes and depth of nesting, checked before the text is parsed
 * @param errorCode error code of every refusal
 * @param name what the text is, for messages: `capability`
 * @throws {AblyAuthError} with the given code
 */
export function parseJsonText(text: string, limits: JsonLimits, errorCode: ErrorCode, name: string): unknown {
  const at = new Decoding(false);
  const value = readJsonText(at, '$', text, limits);
  if (at.issues === undefined) return value;
  const { code, statusCode } = errorCode;
  throw AblyAuthError.from(
    at.issues.map((issue) => ({ ...issue, code, statusCode })),
    name,
  );
}

const MAY_HOLD_SURROGATE = /[\ud800-\udfff]|\\u[dD]/;

/**
 * Parses text some of whose member names hold an escape. JSON.parse never sees these names: in V8 of Node 24 and 26 it
 * can read a name of one escaped character as a backslash (nodejs/node#63785). As the value of a string each is safe.
 */
function parseEscapedNames(text: string, escaped: readonly Span[]): unknown {
  // A character that the text does not have marks the names that stand in for them.
  let mark = 0xe000;
  while (text.includes(String.fromCharCode(mark))) mark++;
  const prefix = String.fromCharCode(mark);
  const names: string[] = [];
  let plain = '';
  let from = 0;
  for (const { start, end } of escaped) {
    plain += `${text.slice(from, start)}"${prefix}${names.length}"`;
    names.push(JSON.parse(text.slice(start, end)) as string);
    from = end;
  }
  return renamed(JSON.parse(plain + text.slice(from)), prefix, names);
}

/** Restores the names of members; of two that are now named alike one is left, which the count shows. */
function renamed(value: unknown, prefix: string, names: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => renamed(item, prefix, names));
  const members = Object.entries(value).map(([name, member]): [string, unknown] => [
    name.startsWith(prefix) ? (names[Number(name.slice(1))] as string) : name,
    renamed(member, prefix, names),
  ]);
  return Object.fromEntries(members);
}

export function exceedsBytes(text: string, maxBytes: number): boolean {
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

/** Where a quoted text stands, its quotes included. */
type Span = { readonly start: number; readonly end: number };

/** The members that the text writes, and the names that hold an escape; undefined where it nests too deep. */
function scanMembers(text: string, maxDepth: number): { members: number; escaped: Span[] } | undefined {
  const escaped: Span[] = [];
  const mayEscape = text.includes('\\');
  let members = 0;
  let depth = 0;
  let start = 0;
  let end = 0;
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case 0x22: // "
        start = i;
        i = endOfString(text, i);
        end = i + 1;
        break;
      case 0x3a: // : follows a name
        members++;
        if (mayEscape && text.slice(start, end).includes('\\')) escaped.push({ start, end });
        break;
      case 0x5b: // [
      case 0x7b: // {
        if (++depth > maxDepth) return undefined;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth--;
    }
  }
  return { members, escaped };
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
  if (typeof value === 'string') return isWellFormed(value) ? undefined : path;
  if (typeof value !== 'object' || value === null) return undefined;
  const isArray = Array.isArray(value);
  for (const [key, member] of Object.entries(value)) {
    const memberAt = isArray ? `${path}[${key}]` : memberPath(path, key);
    const found = !isArray && !isWellFormed(key) ? memberAt : illFormedPath(member, memberAt);
    if (found !== undefined) return found;
  }
  return undefined;
}
