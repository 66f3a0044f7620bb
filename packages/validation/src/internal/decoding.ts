import type { Keyword } from '../gen/keywords.js';
import type { Issue, Leniency, LeniencyKind } from '../issue.js';
import { isShorter } from './length.js';
import { memberPath } from './path.js';
import type { ChoiceRule, DecodingState, IntegerRule, ObjectRule, Rule, TextRule } from './rule.js';
import { isPlainObject } from './options.js';
import { absent, mistyped, reportLength, reportPattern, unusualInteger, unusualText } from './unusual.js';

// What the generated decoders share. A decoder reads a value once, in one pass, and makes a fresh one of it. Of a
// member, `path` and `place` say where it is: they are joined only where something is to be said.

/** More issues than this help nobody, and bound the work that a hostile value can cause. */
const MAX_ISSUES = 64;

/** What is known while a value is decoded. */
export class Decoding implements DecodingState {
  /** Made with the first issue: most values have none. */
  issues: Issue[] | undefined = undefined;
  leniencies: Leniency[] | undefined = undefined;
  /** Whether something is missing or of another type, so that there is no value. */
  unreadable = false;
  /** UTF-16 units of the texts that were read. */
  units = 0;
  /** Whether what senders commonly write for an absent member or a number is read as such. */
  readonly lenient: boolean;

  constructor(lenient: boolean) {
    this.lenient = lenient;
  }

  /** Whether there are as many issues as are reported; loops over members stop here. */
  get isFull(): boolean {
    return this.issues !== undefined && this.issues.length >= MAX_ISSUES;
  }

  /** Notes that a value breaks a rule of its schema. */
  report(rule: Rule, path: string, keyword: Keyword, got: string, name: Keyword | 'wellFormed' = keyword): void {
    const remediation = rule.fixes?.[name] ?? rule.fix;
    this.add(rule, path, `${rule.id}.${name}`, keyword, `expected ${rule.expected}, got ${got}`, remediation);
  }

  /** Notes that a value breaks a rule that no JSON Schema can say. */
  breach(rule: Rule, path: string, keyword: Keyword, got: string): void {
    this.add(rule, path, rule.id, keyword, `expected ${rule.expected}, got ${got}`, rule.fix);
  }

  /** Notes any other issue; the code is that of the rule. */
  add({ code }: Rule, path: string, rule: string, keyword: Keyword, message: string, remediation: string): void {
    this.copy({ path, rule, keyword, code, statusCode: Math.trunc(code / 100), message, remediation });
  }

  /** Notes an issue that was found elsewhere, unless there are enough. */
  copy(issue: Issue): void {
    this.issues ??= [];
    if (!this.isFull) this.issues.push(issue);
  }

  /** Notes what a lenient read tolerated. */
  tolerate(path: string, kind: LeniencyKind, message: string): void {
    this.leniencies ??= [];
    if (this.leniencies.length < MAX_ISSUES) this.leniencies.push({ path, kind, message });
  }
}

/** The object to read members of: as JSON knows it, with string keys. */
export function object(at: Decoding, rule: Rule, path: string, raw: unknown): Record<string, unknown> | undefined {
  return isPlainObject(raw) ? raw : mistyped(at, rule, path, raw);
}

/**
 * What is read of a declared member that was not listed: nothing. One that is there, but hidden from listing, is
 * refused: to drop it could grant more than was asked.
 */
export function unlisted(at: Decoding, rule: ObjectRule, path: string, name: string, source: object): undefined {
  if (!(name in source) || !Object.hasOwn(source, name)) return;
  at.unreadable = true;
  const message = 'expected an enumerable member, got a hidden one';
  const fix = 'Pass a plain object with ordinary members.';
  at.add(rule, memberPath(path, name), `${rule.id}.hidden`, 'type', message, fix);
}

/** Keeps a member that an open type does not declare; `__proto__` is a name like any other. */
export function keep(value: object, name: string, member: unknown): void {
  // Without a prototype: a `get` that somebody put on Object.prototype would be taken for part of the descriptor.
  const property: object = { __proto__: null, value: member, enumerable: true, configurable: true, writable: true };
  Object.defineProperty(value, name, property);
}

export function text(
  at: Decoding,
  rule: TextRule,
  path: string,
  place: string,
  raw: unknown,
  required: boolean,
): string | undefined {
  const { min, max, pattern } = rule;
  // UTF-16 units are at least as many as code points: a text that is short enough in units is so in code points.
  if (typeof raw === 'string' && raw !== '' && raw.length <= max && raw.length >= min) {
    at.units += raw.length;
    if (min > 1 && isShorter(raw, min)) reportLength(at, rule, path + place, 'minLength', raw);
    if (pattern !== undefined && !pattern.test(raw)) reportPattern(at, rule, path + place, raw, pattern);
    return raw;
  }
  if (raw === undefined && !required) return undefined;
  return unusualText(at, rule, path + place, raw, required);
}

export function integer(
  at: Decoding,
  rule: IntegerRule,
  path: string,
  place: string,
  raw: unknown,
  required: boolean,
): number | undefined {
  if (typeof raw === 'number' && Number.isInteger(raw) && raw >= rule.min && raw <= rule.max) return raw + 0; // -0 is 0
  if (raw === undefined && !required) return undefined;
  return unusualInteger(at, rule, path + place, raw, required);
}

export function flag(
  at: Decoding,
  rule: Rule,
  path: string,
  place: string,
  raw: unknown,
  required: boolean,
): boolean | undefined {
  return typeof raw === 'boolean' ? raw : absent(at, rule, path + place, raw, required);
}

export function choice<T extends string>(
  at: Decoding,
  rule: ChoiceRule<T>,
  path: string,
  place: string,
  raw: unknown,
  required: boolean,
): T | undefined {
  const chosen = rule.choices.find((each) => each === raw);
  if (chosen !== undefined) return chosen;
  if (typeof raw !== 'string') return absent(at, rule, path + place, raw, required);
  at.unreadable = true;
  at.report(rule, path + place, rule.choices.length === 1 ? 'const' : 'enum', 'another string');
  return undefined;
}

/** A member that is not JSON: a function; its type is the caller's word. */
export function callable(
  at: Decoding,
  rule: Rule,
  path: string,
  place: string,
  raw: unknown,
  required: boolean,
): ((...args: never) => unknown) | undefined {
  return typeof raw === 'function'
    ? (raw as (...args: never) => unknown)
    : absent(at, rule, path + place, raw, required);
}

/** Reads a value at its path. */
export type Read<T> = (at: Decoding, path: string, raw: unknown) => T | undefined;

/** A type with another one for one of its members. */
export type With<Type, Member extends keyof Type, T> = Omit<Type, Member> & { [Name in Member]?: T };

/** A member that has a decoder of its own. */
export function nested<T>(
  at: Decoding,
  rule: Rule,
  path: string,
  place: string,
  raw: unknown,
  required: boolean,
  read: Read<T>,
): T | undefined {
  if (raw === undefined || (raw === null && at.lenient)) return absent(at, rule, path + place, raw, required);
  return read(at, path + place, raw);
}

/** A member of a decoded value; an absent one is not looked for in a prototype that somebody may have polluted. */
export function own<T extends object, Name extends keyof T>(value: T, name: Name): T[Name] | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}
