import { describe, expect, it } from 'vitest';
import { allTypes, issuesOf, typeNamed, type TypeUnderTest } from './all-types.testing.js';
import { parentOf, placesOf } from './damage.testing.js';
import { decode } from './decode.js';
import type { Schema } from './json-schema-arbitrary.testing.js';

class Instance {
  readonly own = undefined;
}

const MODES = ['strict', 'lenient'] as const;

const objectTypes = allTypes.filter(({ schema }) => schema.type === 'object');

const validValues = ({ examples }: TypeUnderTest) => examples.filter(({ valid }) => valid).map(({ value }) => value);

/** The value, whose objects and lists count the reads of each member, by JSON text of its path. */
function counted(value: unknown, reads: Map<string, number>, path: readonly string[] = []): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const inner: object = Array.isArray(value) ? [] : {};
  for (const [name, member] of Object.entries(value)) {
    Object.defineProperty(inner, name, {
      value: counted(member, reads, [...path, name]),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return new Proxy(inner, {
    get(target, name, self) {
      const place = JSON.stringify([...path, String(name)]);
      reads.set(place, (reads.get(place) ?? 0) + 1);
      return Reflect.get(target, name, self);
    },
  });
}

/** Whether a type says what is at a path; below an open object it does not. */
function isDeclared(schema: Schema, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return true;
  if (schema.anyOf) return schema.anyOf.some((branch) => isDeclared(branch, [name, ...rest]));
  const { properties = {}, items, additionalProperties } = schema;
  const inner = Object.hasOwn(properties, name) ? properties[name] : (items ?? additionalProperties);
  return typeof inner === 'object' && isDeclared(inner, rest);
}

describe.each(objectTypes)('decoding a $name', (type) => {
  const { decoder, schema } = type;

  it.each(MODES)('reads each member of a Proxy exactly once: %s', (mode) => {
    for (const value of validValues(type)) {
      const reads = new Map<string, number>();
      expect(decode(decoder, counted(value, reads), mode).issues).toEqual([]);
      for (const path of placesOf(value).slice(1)) {
        const count = reads.get(JSON.stringify(path)) ?? 0;
        if (isDeclared(schema, path)) expect([path, count]).toEqual([path, 1]);
        else expect(count).toBeLessThan(2);
      }
      expect(Math.max(0, ...reads.values())).toBeLessThan(2); // the length of a list among them
    }
  });

  it.each(MODES)('takes what a getter returns at its first read, wherever it stands: %s', (mode) => {
    for (const value of validValues(type)) {
      for (const path of placesOf(value).slice(1)) {
        const copy: unknown = structuredClone(value);
        const [parent, name] = [parentOf(copy, path), path.at(-1) ?? ''];
        const answers: unknown[] = [Reflect.get(parent, name)];
        Object.defineProperty(parent, name, { get: () => answers.pop() ?? 'changed', enumerable: true });
        const { issues, value: decoded } = decode(decoder, copy, mode);
        expect(issues).toEqual([]);
        if (isDeclared(schema, path)) expect(decoded).toEqual(decode(decoder, value, mode).value);
      }
    }
  });

  it.each(MODES)('lets a getter throw its own error: %s', (mode) => {
    const thrown = new Error('of the caller');
    for (const value of validValues(type)) {
      for (const path of placesOf(value)
        .slice(1)
        .filter((place) => isDeclared(schema, place))) {
        const copy: unknown = structuredClone(value);
        const get = () => {
          throw thrown;
        };
        Object.defineProperty(parentOf(copy, path), path.at(-1) ?? '', { get, enumerable: true });
        expect(() => decode(decoder, copy, mode)).toThrow(thrown);
        expect(decode(decoder, value, mode).issues).toEqual([]);
      }
    }
  });

  it.each(MODES)('lets a getter decode another value: %s', (mode) => {
    for (const value of validValues(type)) {
      for (const path of placesOf(value).slice(1)) {
        const copy: unknown = structuredClone(value);
        const [parent, name] = [parentOf(copy, path), path.at(-1) ?? ''];
        const member: unknown = Reflect.get(parent, name);
        const get = () => {
          for (const other of [value, null, { [name]: null }]) decode(decoder, other, mode);
          return member;
        };
        Object.defineProperty(parent, name, { get, enumerable: true });
        expect(decode(decoder, copy, mode).issues).toEqual([]);
        if (isDeclared(schema, path)) {
          expect(decode(decoder, copy, mode).value).toEqual(decode(decoder, value, mode).value);
        }
      }
    }
  });

  it.each(MODES)('takes a frozen value, and makes a fresh one that has nothing in common with it: %s', (mode) => {
    for (const value of validValues(type)) {
      const input: unknown = deepFrozen(structuredClone(value));
      const decoded = decode(decoder, input, mode).value;
      expect(input).toEqual(value);
      const shared = new Set(objectsIn(input).map(([, object]) => object));
      for (const [path, object] of objectsIn(decoded)) {
        if (isDeclared(schema, path)) expect([path, shared.has(object)]).toEqual([path, false]);
      }
    }
  });

  it.each(MODES)('gives a value that decodes to itself: %s', (mode) => {
    for (const { value } of type.examples) {
      const first = decode(decoder, value, mode);
      if (first.issues.length > 0) continue;
      expect(decode(decoder, first.value, mode)).toEqual({ value: first.value, issues: [], leniencies: [] });
    }
  });

  it('refuses a class instance with any members', () => {
    for (const value of validValues(type)) {
      const instance = Object.assign(new Instance(), value);
      for (const mode of MODES) {
        expect(decode(decoder, instance, mode)).toMatchObject({
          value: undefined,
          issues: [{ path: '$', keyword: 'type', message: expect.stringMatching(/, got an instance of a class$/) }],
        });
      }
    }
  });

  it('refuses a declared member that cannot be listed', () => {
    for (const value of validValues(type)) {
      for (const name of Object.keys(schema.properties ?? {}).filter((each) => Object.hasOwn(value as object, each))) {
        const hidden = Object.defineProperty({ ...(value as object) }, name, { enumerable: false });
        for (const mode of MODES) {
          const { value: decoded, issues } = decode(decoder, hidden, mode);
          expect(decoded).toBeUndefined();
          expect(issues[0]).toMatchObject({ rule: `${type.name}.hidden`, keyword: 'type' });
        }
      }
    }
  });
});

describe('a capability that could vanish', () => {
  class Params {
    get capability() {
      return { news: ['subscribe'] };
    }
  }
  const own = (enumerable: boolean) =>
    Object.defineProperty({}, 'capability', { get: () => ({ news: ['subscribe'] }), enumerable });

  it('is refused as an accessor of a class, and where it cannot be listed', () => {
    expect(issuesOf('TokenParams', new Params())).toEqual(['$ type']);
    expect(issuesOf('TokenParams', Object.assign(Object.create(new Params()), { ttl: 1 }))).toEqual(['$ type']);
    expect(issuesOf('TokenParams', own(false))).toEqual(['$.capability type']);
    const { value } = decode(typeNamed('TokenParams').decoder, own(true), 'strict');
    expect(value).toEqual({ capability: { news: ['subscribe'] } });
  });

  it('is read in a Proxy that lists it, and refused in one that hides it', () => {
    const hiding = new Proxy({ capability: 'x' }, { ownKeys: () => [] });
    const { issues } = decode(typeNamed('TokenParams').decoder, hiding, 'lenient');
    expect(issues.map(({ rule }) => rule)).toEqual(['TokenParams.hidden']);
  });
});

describe('an undefined member', () => {
  it('changes no message of the others', () => {
    const { validate } = typeNamed('TokenParams');
    const withoutTtl = validate({ capability: { a: [] } });
    expect(validate({ ttl: undefined, capability: { a: [] } })).toEqual(withoutTtl);
    expect(withoutTtl).toMatchObject({
      issues: [{ path: '$.capability["a"]', message: 'expected a list of 1 to 64 operations, got an empty list' }],
    });
  });
});

describe('the work on a value with 10 000 members', () => {
  const N = 10_000;
  const many = (member: unknown) => Object.fromEntries(Array.from({ length: N }, (_, at) => [`n${at}`, member]));
  const readsOf = (typeName: string, make: (count: (target: object) => object) => unknown) => {
    let reads = 0;
    const count = (target: object) =>
      new Proxy(target, { get: (of, name, self) => (reads++, Reflect.get(of, name, self) as unknown) });
    const issues = issuesOf(typeName, make(count));
    return { reads, issues: issues.length };
  };

  it('reads none of a map that is too large', () => {
    expect(readsOf('Capability', (count) => count(many(['publish'])))).toEqual({ reads: 0, issues: 1 });
  });

  it('stops at the 64th issue', () => {
    expect(readsOf('AuthOptions', (count) => ({ authHeaders: count(many(1)) }))).toEqual({ reads: 64, issues: 64 });
  });

  it('reads no member that a closed type does not have', () => {
    expect(readsOf('TokenParams', (count) => count(many(1)))).toEqual({ reads: 0, issues: 64 });
  });

  it('reads the length alone of a list that is too long', () => {
    const list = (count: (target: object) => object) => ({ news: count(Array.from({ length: N }, () => 1)) });
    expect(readsOf('Capability', list)).toEqual({ reads: 1, issues: 1 });
  });
});

function deepFrozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) deepFrozen(member);
  return Object.freeze(value);
}

/** Every object and list in a value, with its path. */
function objectsIn(value: unknown): (readonly [readonly string[], object])[] {
  return placesOf(value).flatMap((path) => {
    const place: unknown = path.length === 0 ? value : Reflect.get(parentOf(value, path), path.at(-1) ?? '');
    return typeof place === 'object' && place !== null ? [[path, place] as const] : [];
  });
}
