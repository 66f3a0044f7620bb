import { AblyAuthError, type ErrorCode } from '@ably-auth/validation';
import { INVALID_REQUEST_BODY } from '@ably-auth/validation/error-codes';
import { parseJsonText } from '@ably-auth/validation/json';
import { JSON_MAX_DEPTH, TOKEN_TEXT_MAX_BYTES } from '@ably-auth/validation/limits';
import type { Deviation, DeviationKind } from '../deviation.js';
import { kindOf } from './kind-of.js';

/** How a member is read: its type, the error code of a wrong one, and whether it may be absent. */
export type MemberRule = {
  readonly type: 'string' | 'integer';
  readonly kind: ErrorCode;
  readonly required?: boolean;
};

type Note = (kind: DeviationKind, message: string) => void;

/**
 * Reads JSON text or an object: types only, and each deviation noted. Of an object, own enumerable data properties
 * count, and each is read once; no getter is run. Members come out in the order of the rules.
 */
export function readMembers<T>(
  input: unknown,
  type: string,
  rules: Readonly<Record<keyof T & string, MemberRule>>,
): { value: T; deviations: Deviation[] } {
  const source = parse(input, type);
  const value: Record<string, string | number> = {};
  const deviations: Deviation[] = [];
  for (const [name, rule] of Object.entries<MemberRule>(rules)) {
    const member = readMember(source, name, rule, `${type}.${name}`, (kind, message) =>
      deviations.push({ path: `$.${name}`, kind, message: `${name}: ${message}` }),
    );
    if (member !== undefined) value[name] = member;
    else if (rule.required) throw new AblyAuthError(rule.kind, `${type}.${name}: is missing`);
  }
  for (const name of Object.keys(source)) {
    // RSF1
    if (!Object.hasOwn(rules, name)) {
      const path = memberPath(name);
      deviations.push({ path, kind: 'unknown-member', message: `${path}: not a member of ${type}, dropped` });
    }
  }
  // RSA4f: an object is bounded by its JSON text.
  if (source === input && isOver(value, TOKEN_TEXT_MAX_BYTES)) {
    throw new AblyAuthError(INVALID_REQUEST_BODY, `${type}: over ${TOKEN_TEXT_MAX_BYTES} bytes as JSON text`);
  }
  return { value: value as T, deviations };
}

/** Whether an object takes more bytes than that as JSON text; only written where it is long enough to. */
function isOver(value: Readonly<Record<string, string | number>>, maxBytes: number): boolean {
  let length = 0;
  for (const name in value) length += name.length + String(value[name]).length + 6; // quotes, colon, comma
  // A UTF-16 unit takes six bytes at most, as \u0000.
  return 6 * length > maxBytes && new TextEncoder().encode(JSON.stringify(value)).length > maxBytes;
}

function parse(input: unknown, type: string): object {
  const limits = { maxBytes: TOKEN_TEXT_MAX_BYTES, maxDepth: JSON_MAX_DEPTH };
  const source = typeof input === 'string' ? parseJsonText(input, limits, INVALID_REQUEST_BODY, type) : input;
  if (typeof source === 'object' && source !== null && !Array.isArray(source)) return source;
  const kind = Array.isArray(source) ? 'array' : kindOf(source);
  throw new AblyAuthError(INVALID_REQUEST_BODY, `${type}: expected a JSON object, got ${kind}`);
}

function readMember(
  source: object,
  name: string,
  rule: MemberRule,
  at: string,
  note: Note,
): string | number | undefined {
  const property = Object.getOwnPropertyDescriptor(source, name);
  if (!property?.enumerable) return undefined;
  if (!('value' in property)) throw new AblyAuthError(rule.kind, `${at}: is a getter, which is not run`);
  const value: unknown = property.value;
  if (value === null) {
    note('null', 'null, read as absent');
    return undefined;
  }
  if (value === undefined) return undefined;
  if (rule.type === 'string') {
    if (typeof value !== 'string') throw new AblyAuthError(rule.kind, `${at}: expected a string, got ${kindOf(value)}`);
    if (value !== '' || name !== 'capability') return value;
    note('empty-capability', 'empty text, read as absent');
    return undefined;
  }
  const number = typeof value === 'string' && /^(?:0|-?[1-9]\d*)$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) {
    throw new AblyAuthError(rule.kind, `${at}: expected whole milliseconds, got ${kindOf(value)}`);
  }
  if (number !== value) note('decimal-string', 'decimal text, read as a number');
  if (number === 0 && name === 'ttl') {
    note('zero-ttl', '0, read as absent');
    return undefined;
  }
  return number + 0; // -0 and 0 sign alike, so they must read alike
}

function memberPath(name: string): string {
  if (/^[A-Za-z_$][\w$]{0,63}$/.test(name)) return `$.${name}`;
  return `$[${JSON.stringify(name.length > 64 ? `${name.slice(0, 64)}…` : name)}]`;
}
