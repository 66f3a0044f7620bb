import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entries, frozenObject, jsonText, type Entries } from './internal/arbitraries.testing.js';
import { canonicalizeCapability, parseCapability } from './parse.js';

const RUNS = { numRuns: 2000 };

/** The same rules, written a second time with nothing in common: code units as numbers, escapes from a table. */
function secondImplementation(list: Entries): string {
  const units = (text: string) => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  const compare = (a: string, b: string) => {
    const [x, y] = [units(a), units(b)];
    const at = x.findIndex((unit, i) => unit !== y[i]);
    return at < 0 ? x.length - y.length : (x[at] ?? -1) - (y[at] ?? -1);
  };
  const short = new Map([
    [8, '\\b'],
    [9, '\\t'],
    [10, '\\n'],
    [12, '\\f'],
    [13, '\\r'],
    [34, '\\"'],
    [92, '\\\\'],
  ]);
  const escape = (unit: number) =>
    short.get(unit) ?? (unit < 32 ? `\\u${unit.toString(16).padStart(4, '0')}` : String.fromCharCode(unit));
  const quote = (text: string) => `"${units(text).map(escape).join('')}"`;
  const members = [...list]
    .sort(([a], [b]) => compare(a, b))
    .map(([resource, names]) => {
      const distinct = names.filter((text, i) => names.indexOf(text) === i).sort(compare);
      return `${quote(resource)}:[${distinct.map(quote).join(',')}]`;
    });
  return `{${members.join(',')}}`;
}

/** The same entries with resources and operations in another order. */
const reordered = (list: Entries): fc.Arbitrary<Entries> =>
  fc
    .tuple(...list.map(([resource, names]) => fc.tuple(fc.constant(resource), shuffled(names))))
    .chain((shuffledLists) => shuffled(shuffledLists as Entries));

const shuffled = <T>(list: T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length });

describe('canonicalizeCapability', () => {
  it('is idempotent', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const text = canonicalizeCapability(frozenObject(list));
        expect(canonicalizeCapability(text)).toBe(text);
      }),
      RUNS,
    );
  });

  it('gives one text for every order of resources and operations, as an object and as JSON text', () => {
    fc.assert(
      fc.property(
        entries.chain((list) => fc.tuple(fc.constant(list), reordered(list))),
        ([list, other]) => {
          const text = canonicalizeCapability(frozenObject(list));
          expect(canonicalizeCapability(frozenObject(other))).toBe(text);
          expect(canonicalizeCapability(jsonText(other))).toBe(text);
          expect(canonicalizeCapability(parseCapability(jsonText(list)))).toBe(text);
        },
      ),
      RUNS,
    );
  });

  it('keeps the meaning: what is parsed from the text is what was given', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const given = new Map(list.map(([resource, names]) => [resource, new Set(names)]));
        const back = parseCapability(canonicalizeCapability(frozenObject(list)));
        expect(new Map(Object.entries(back).map(([resource, names]) => [resource, new Set(names)]))).toEqual(given);
        expect(parseCapability(frozenObject(list))).toEqual(back);
      }),
      RUNS,
    );
  });

  it('equals RFC 8785 of the object with sorted, distinct operations', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const object = frozenObject(list.map(([resource, names]) => [resource, [...new Set(names)].sort()]));
        expect(canonicalizeCapability(frozenObject(list))).toBe(canonicalize(object));
      }),
      RUNS,
    );
  });

  it('equals a second implementation', () => {
    fc.assert(
      fc.property(entries, (list) => {
        expect(canonicalizeCapability(jsonText(list))).toBe(secondImplementation(list));
      }),
      RUNS,
    );
  });
});
