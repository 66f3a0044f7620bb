import { codePoints, isLonger, isShorter } from './length.js';
import { isPlainObject } from './options.js';
import { memberPath } from './path.js';
import type { DecodingState, IntegerRule, ObjectRule, Rule, TextRule } from './rule.js';

// What becomes of values that are not plainly right: tolerated, absent or an issue. Apart from decoding.ts, which
// reads what is right.

/** What remains of a value that is not of its type: an absent member, or an issue. */
export function absent(at: DecodingState, rule: Rule, path: string, raw: unknown, required: boolean): undefined {
  if (raw === null && at.lenient) at.tolerate(path, 'null', 'null, read as absent');
  else if (raw !== undefined) return mistyped(at, rule, path, raw);
  if (required) {
    at.unreadable = true;
    at.report(rule, path, 'required', 'nothing');
  }
  return undefined;
}

/** A value that is not of its type. */
export function mistyped(at: DecodingState, rule: Rule, path: string, raw: unknown): undefined {
  at.unreadable = true;
  at.report(rule, path, 'type', got(raw));
}

/** What a value is, in words; never the value itself, which may be a secret, except for plain numbers. */
export function got(raw: unknown): string {
  if (raw === null || typeof raw === 'number' || typeof raw === 'boolean') return String(raw);
  if (raw === '') return 'an empty string';
  if (typeof raw === 'object')
    return Array.isArray(raw) ? 'an array' : isPlainObject(raw) ? 'an object' : 'an instance of a class';
  return raw === undefined ? 'nothing' : `a ${typeof raw}`;
}

/** A member that its closed type does not have, and the one that was probably meant. */
export function unknownMember(at: DecodingState, rule: ObjectRule, path: string, name: string, source: object): void {
  if (at.isFull) return;
  const where = memberPath(path, name);
  if (at.lenient) {
    const isNull = (source as Record<string, unknown>)[name] === null;
    if (isNull) return at.tolerate(where, 'null', 'null, read as absent');
    return at.tolerate(where, 'unknown-member', `not a member of ${rule.id}, dropped`); // RSF1
  }
  const { id, members } = rule;
  const meant = members.find((member) => plain(member) === plain(name));
  // Not "remove it": it may be a misspelt capability, without which the token has everything that the key has.
  const [hint, fix] =
    meant === undefined
      ? ['', `Use only the members ${members.join(', ')}.`]
      : [`; did you mean ${meant}?`, `Rename it to ${meant}.`];
  at.add(rule, where, `${id}.additionalProperties`, 'additionalProperties', `not a member of ${id}${hint}`, fix);
}

/** `client_id`, `ClientID` and `clientId` are one name to people. */
function plain(name: string): string {
  return name
    .slice(0, 64)
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase();
}

export function unusualText(
  at: DecodingState,
  rule: TextRule,
  path: string,
  raw: unknown,
  required: boolean,
): string | undefined {
  if (typeof raw !== 'string') return absent(at, rule, path, raw, required);
  const { min, max, pattern, absentAs } = rule;
  at.units += raw.length;
  if (raw === absentAs && at.lenient) {
    at.tolerate(path, 'empty-capability', 'empty text, read as absent');
    return absent(at, rule, path, undefined, required);
  }
  if (isShorter(raw, min)) reportLength(at, rule, path, 'minLength', raw);
  if (isLonger(raw, max)) reportLength(at, rule, path, 'maxLength', raw);
  else if (pattern && !pattern.test(raw)) reportPattern(at, rule, path, raw, pattern);
  return raw;
}

/** Says how long a text is that has too few characters or too many. */
export function reportLength(
  at: DecodingState,
  rule: Rule,
  path: string,
  keyword: 'minLength' | 'maxLength',
  raw: string,
): void {
  const count = codePoints(raw);
  at.report(rule, path, keyword, count === 0 ? got(raw) : count === 1 ? '1 character' : `${count} characters`);
}

/** The longest beginning that a pattern allows; null for one that is of a whole form, which no beginning has. */
const beginnings = /* @__PURE__ */ new Map<RegExp, RegExp | null>();

function beginningOf(pattern: RegExp): RegExp | null {
  let beginning = beginnings.get(pattern);
  if (beginning === undefined) {
    // One that allows some characters allows the empty text; without its end it stops at the first other character.
    beginning = pattern.test('') ? new RegExp(pattern.source.slice(0, -1), 'u') : null;
    beginnings.set(pattern, beginning);
  }
  return beginning;
}

/** Says which character a pattern refuses, where it refuses some. */
export function reportPattern(at: DecodingState, rule: TextRule, path: string, raw: string, pattern: RegExp): void {
  const index = beginningOf(pattern)?.exec(raw)?.[0].length;
  if (index === undefined) return at.report(rule, path, 'pattern', 'a string of another form');
  const unit = raw.codePointAt(index) as number;
  if (unit >= 0xd800 && unit < 0xe000) return at.report(rule, path, 'pattern', 'a lone surrogate', 'wellFormed');
  at.report(rule, path, 'pattern', `U+${unit.toString(16).toUpperCase().padStart(4, '0')} at index ${index}`);
}

const DECIMAL = /^(?:0|-?[1-9]\d*)$/;
/** Numbers with a unit, which are not secrets: `1h`, `3600s`. */
const QUANTITY = /^\d[\d.,]{0,15} ?[a-z]{0,7}$/i;

export function unusualInteger(
  at: DecodingState,
  rule: IntegerRule,
  path: string,
  raw: unknown,
  required: boolean,
): number | undefined {
  const decimal = at.lenient && typeof raw === 'string' && DECIMAL.test(raw);
  const number = decimal ? Number(raw) : raw;
  if (typeof number === 'string') {
    at.unreadable = true;
    at.report(rule, path, 'type', QUANTITY.test(number) ? JSON.stringify(number) : got(number));
    return undefined;
  }
  if (typeof number !== 'number') return absent(at, rule, path, raw, required);
  // Past 2^53 two readers may see different numbers.
  if (!(at.lenient ? Number.isSafeInteger(number) : Number.isInteger(number))) {
    return absent(at, rule, path, number, required);
  }
  if (decimal) at.tolerate(path, 'decimal-string', 'decimal text, read as a number');
  if (number === rule.absentAs && at.lenient) {
    at.tolerate(path, 'zero-ttl', '0, read as absent');
    return absent(at, rule, path, undefined, required);
  }
  if (number < rule.min) at.report(rule, path, 'minimum', String(number));
  else if (number > rule.max) at.report(rule, path, 'maximum', String(number));
  return number + 0;
}
