import { Decoding, text, type Read } from './decoding.js';
import { isLonger } from './length.js';
import { entryPath } from './path.js';
import type { ListRule, MapRule, Rule, TextListMapRule, TextListRule, TextMapRule } from './rule.js';
import { isPlainObject } from './options.js';
import { absent, mistyped } from './unusual.js';

/** A member of a map, as it is read. */
export type Entry<T> = { readonly name: string; readonly value: T };

const { hasOwn } = Object;

/** A list of texts. */
export function texts(
  at: Decoding,
  rule: TextListRule,
  path: string,
  place: string,
  raw: unknown,
  required: boolean,
): string[] | undefined {
  return Array.isArray(raw) ? items(at, rule, () => path + place, raw) : absent(at, rule, path + place, raw, required);
}

/** The items of a list of texts. The path is built where an issue needs it. */
function items(at: Decoding, rule: TextListRule, path: () => string, raw: readonly unknown[]): string[] {
  const length = boundedLength(at, rule, path, raw);
  const { min, max, pattern } = rule.items;
  const read: string[] = [];
  for (let i = 0; i < length; i++) {
    // A hole is absent, even if a polluted prototype has something in its place.
    const item: unknown = hasOwn(raw, i) ? raw[i] : undefined;
    if (typeof item === 'string' && item.length >= min && item.length <= max && pattern === undefined) {
      read.push(item);
      continue;
    }
    if (at.isFull) break;
    if (typeof item !== 'string') mistyped(at, rule.items, `${path()}[${i}]`, item);
    else if (text(at, rule.items, path(), `[${i}]`, item, true) !== undefined) read.push(item);
  }
  return read;
}

/** A list of anything else. */
export function list<T>(
  at: Decoding,
  rule: ListRule,
  path: string,
  place: string,
  raw: unknown,
  required: boolean,
  item: Read<T>,
): T[] | undefined {
  if (!Array.isArray(raw)) return absent(at, rule, path + place, raw, required);
  const length = boundedLength(at, rule, () => path + place, raw);
  const read: T[] = [];
  for (let i = 0; i < length && !at.isFull; i++) {
    const value = item(at, `${path}${place}[${i}]`, hasOwn(raw, i) ? (raw[i] as unknown) : undefined);
    if (value !== undefined) read.push(value);
  }
  return read;
}

/** How many items to read: none of a list that is too long. */
function boundedLength(at: Decoding, rule: ListRule, path: () => string, raw: readonly unknown[]): number {
  const { length } = raw;
  if (length < rule.min) at.report(rule, path(), 'minItems', 'an empty list');
  if (length <= rule.max) return length;
  at.unreadable = true;
  at.report(rule, path(), 'maxItems', `${length} entries`);
  return 0;
}

/** The members of a map, each read once, in the order of the object; undefined where it is not an object. */
export function entries<T>(
  at: Decoding,
  rule: MapRule,
  path: string,
  raw: unknown,
  required: boolean,
  member: (name: string, raw: unknown) => T | undefined,
): Entry<T>[] | undefined {
  if (!isPlainObject(raw)) return absent(at, rule, path, raw, required);
  const names = Object.keys(raw);
  if (names.length > rule.maxMembers) {
    at.unreadable = true;
    const { maxMembers } = rule;
    at.report({ ...rule, expected: `at most ${maxMembers} members` }, path, 'maxProperties', `${names.length}`);
    return undefined;
  }
  const read: Entry<T>[] = [];
  for (const name of names) {
    if (at.isFull) break;
    if (name.length < rule.minName || (name.length > rule.maxName && isLonger(name, rule.maxName))) {
      const named = { ...rule, expected: `a name of ${rule.minName} to ${rule.maxName} characters` };
      at.report(named, entryPath(path, name), 'propertyNames', name === '' ? 'an empty name' : 'a longer one');
    }
    const value = member(name, raw[name]);
    if (value !== undefined) read.push({ name, value });
  }
  return read;
}

/** The entries as an object; `__proto__` is a name like any other. */
export function fromEntries<T>(read: readonly Entry<T>[] | undefined): Record<string, T> | undefined {
  return read && Object.fromEntries(read.map(({ name, value }) => [name, value]));
}

/** A map of texts. */
export function textMap(
  at: Decoding,
  rule: TextMapRule,
  path: string,
  place: string,
  raw: unknown,
  required: boolean,
): Record<string, string> | undefined {
  const { values } = rule;
  const where = path + place;
  return fromEntries(
    entries(at, rule, where, raw, required, (name, value) =>
      typeof value === 'string'
        ? text(at, values, entryPath(where, name), '', value, true)
        : mistyped(at, values, entryPath(where, name), value),
    ),
  );
}

/** A map of lists of texts. */
export function textLists(
  at: Decoding,
  rule: TextListMapRule,
  path: string,
  place: string,
  raw: unknown,
  required: boolean,
): Record<string, string[]> | undefined {
  return fromEntries(textListEntries(at, rule, path + place, raw, required));
}

/** The same as entries, in the order of the object. */
export function textListEntries(
  at: Decoding,
  rule: TextListMapRule,
  path: string,
  raw: unknown,
  required: boolean,
): Entry<string[]>[] | undefined {
  const { values } = rule;
  return entries(at, rule, path, raw, required, (name, value) =>
    Array.isArray(value)
      ? items(at, values, () => entryPath(path, name), value)
      : mistyped(at, values, entryPath(path, name), value),
  );
}

/** A map of anything else. */
export function map<T>(
  at: Decoding,
  rule: MapRule,
  path: string,
  place: string,
  raw: unknown,
  required: boolean,
  member: Read<T>,
): Record<string, T> | undefined {
  const where = path + place;
  return fromEntries(
    entries(at, rule, where, raw, required, (name, value) => member(at, entryPath(where, name), value)),
  );
}

/** An object that may have any members, read one level deep. */
export function anyObject(
  at: Decoding,
  rule: Rule,
  path: string,
  place: string,
  raw: unknown,
  required: boolean,
): Record<string, unknown> | undefined {
  if (!isPlainObject(raw)) return absent(at, rule, path + place, raw, required);
  return Object.fromEntries(Object.entries(raw));
}

/** A value of one of two types. The issues are those of the one that it nearly is. */
export function either<A, B>(
  at: Decoding,
  rule: Rule,
  path: string,
  place: string,
  raw: unknown,
  required: boolean,
  first: Read<A>,
  second: Read<B>,
): A | B | undefined {
  if (raw === undefined || (raw === null && at.lenient)) return absent(at, rule, path + place, raw, required);
  // Both read the same copy, so that each member of the caller's object is read once.
  const copy = isPlainObject(raw) ? Object.fromEntries(Object.entries(raw)) : raw;
  const tries = [first, second].map((read: Read<A | B>) => {
    const own = new Decoding(at.lenient);
    return { own, value: read(own, path + place, copy) };
  });
  const [one, other] = tries as [(typeof tries)[0], (typeof tries)[0]];
  const better = (other.own.issues?.length ?? 0) < (one.own.issues?.length ?? 0) ? other : one;
  if (better.own.issues !== undefined) at.report(rule, path + place, 'anyOf', 'another object');
  for (const issue of better.own.issues ?? []) at.copy(issue);
  for (const { path: where, kind, message } of better.own.leniencies ?? []) at.tolerate(where, kind, message);
  at.unreadable ||= better.own.unreadable;
  return better.value;
}
