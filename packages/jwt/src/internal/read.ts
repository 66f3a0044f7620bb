import { isPlainObject, isWellFormed, requireOptions } from '@ably-auth/validation/internal';
import { JSON_MAX_DEPTH } from '@ably-auth/validation/limits';

// The one way in which a caller's object enters: every member is read once, into an object of ours. A getter may
// answer differently the next time; nobody asks it again.

/** The own members of a plain object that are not undefined; the object has no prototype. */
export type Members<T = unknown> = { [Name in string]?: T };

/**
 * Reads the own members of a plain object, each once. Undefined if the value is anything else (a class instance, a
 * Map, an array) or has a hidden member: its members would vanish, and a capability that vanishes grants everything.
 */
export function ownMembers(value: unknown): Members | undefined {
  if (!isPlainObject(value)) return undefined;
  const members: Members = Object.create(null);
  for (const name of Object.getOwnPropertyNames(value)) {
    if (!Object.prototype.propertyIsEnumerable.call(value, name)) return undefined;
    const member = (value as Members)[name];
    if (member !== undefined) members[name] = member;
  }
  return members;
}

/** Reads the options of a call. @throws {TypeError} if they are not a plain object; `expected` says what to pass */
export function ownOptions<T>(options: T, expected: string): { [Name in keyof T]: T[Name] | undefined } {
  const members = ownMembers(options);
  requireOptions(members, expected);
  return members as { [Name in keyof T]: T[Name] | undefined };
}

/** Refuses a value: where it is, what was expected there, and what came. */
export type Refuse = (path: string, expected: string, value: unknown) => Error;

/** The JSON text of a value that JSON can say as it is, with each member and item read once. */
export function jsonText(value: unknown, path: string, refuse: Refuse, depth = JSON_MAX_DEPTH): string {
  if (isScalar(value)) return JSON.stringify(value);
  const inner = (name: string | number, member: unknown): string =>
    jsonText(member, `${path}[${JSON.stringify(name)}]`, refuse, depth - 1);
  if (Array.isArray(value) && depth > 0) {
    const items: readonly unknown[] = value;
    return `[${Array.from({ length: items.length }, (_, i) => inner(i, items[i])).join()}]`;
  }
  const members = depth > 0 ? ownMembers(value) : undefined;
  if (members === undefined) throw refuse(path, `JSON of at most ${JSON_MAX_DEPTH} levels, well-formed Unicode`, value);
  const entries = Object.entries(members);
  return `{${entries.map(([name, member]) => `${jsonText(name, path, refuse)}:${inner(name, member)}`).join()}}`;
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string'
    ? isWellFormed(value)
    : value === null || typeof value === 'boolean' || Number.isFinite(value);
}
