import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanCapability } from './scan-text.js';

type Scanned = { readonly name: string; readonly value: readonly string[] }[];

/** What JSON.parse gives, in the order and number of the text: the reviver sees a name that is written twice once. */
function expectSame(text: string, scanned: Scanned): void {
  const parsed = JSON.parse(text) as Record<string, unknown>;
  const last = Object.fromEntries(scanned.map(({ name, value }) => [name, value]));
  expect(isDeepStrictEqual(last, parsed), text).toBe(true);
  // Written again, the entries are the text without its white space.
  const members = scanned.map(({ name, value }) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  expect(`{${members.join()}}`).toBe(withoutSpaces(text));
}

function withoutSpaces(text: string): string {
  return text.replace(/("[^"]*")| /g, (_, quoted: string | undefined) => quoted ?? '');
}

/** Text that the scanner may take: it takes valid text of these kinds, so that little is left to the general reader. */
const name = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.constantFrom('10', '9', 'a', 'b', '__proto__', 'é', '\u2028', 'chat:*', '*', '{}', '[,]'),
  },
  { weight: 20, arbitrary: fc.stringMatching(/^[!#-Z^-~]{1,20}$/) },
  { weight: 1, arbitrary: fc.string({ minLength: 1, unit: 'grapheme' }) },
);
const operations = fc.array(fc.constantFrom('publish', 'subscribe', 'history', 'presence', 'x', '*'), {
  minLength: 1,
  maxLength: 6,
});

/** Entries printed by hand, names twice among them, compact or with spaces. */
const valid = fc
  .tuple(
    fc.array(fc.tuple(name, operations), { minLength: 1, maxLength: 40 }),
    fc.constantFrom('', '', ' ', '  '),
    fc.constantFrom('', ' '),
  )
  .map(([entries, after, before]) => {
    const join = (parts: readonly string[]) => parts.join(`${before},${after}`);
    const members = entries.map(
      ([resource, list]) =>
        `${JSON.stringify(resource)}${before}:${after}[${after}${join(list.map((each) => JSON.stringify(each)))}${before}]`,
    );
    return `{${before}${join(members)}${after}}${before}`;
  });

/** One character more, less or another. */
const edit = fc.record({
  place: fc.nat(),
  removed: fc.constantFrom(0, 1),
  inserted: fc.oneof(
    fc.constantFrom('', '"', ',', ':', '[', ']', '{', '}', ' ', '\\', '*', '""', '\ud800', '\n', '\t', '\\u0061', '😀'),
    fc.string({ maxLength: 1, unit: 'binary' }),
  ),
});

describe('scanCapability', () => {
  it('gives what JSON.parse gives, for most text that servers write', () => {
    let [tried, scans] = [0, 0];
    fc.assert(
      fc.property(valid, (text) => {
        tried++;
        const scanned = scanCapability(text);
        if (scanned === undefined) return;
        scans++;
        expectSame(text, scanned);
      }),
      { numRuns: 3000 },
    );
    expect(scans).toBeGreaterThan(tried / 2);
  });

  it('gives undefined or what JSON.parse gives for text that is one edit from valid', () => {
    fc.assert(
      fc.property(valid, edit, (text, { place, removed, inserted }) => {
        const at = place % (text.length + 1);
        const edited = text.slice(0, at) + inserted + text.slice(at + removed);
        const scanned = scanCapability(edited);
        if (scanned !== undefined) expectSame(edited, scanned);
      }),
      { numRuns: 20_000 },
    );
  });

  // Each place of a small text, with each character that has a meaning.
  it('takes only JSON when any single character of a valid text is changed', () => {
    for (const text of ['{"a":["b","c"],"d":["e"]}', '{ "a" : [ "b" ] }']) {
      for (let at = 0; at <= text.length; at++) {
        for (const inserted of ['', ...Array.from('",:[]{} \\*\0\n\t')]) {
          for (const removed of [0, 1]) {
            const edited = text.slice(0, at) + inserted + text.slice(at + removed);
            const scanned = scanCapability(edited);
            if (scanned !== undefined) expectSame(edited, scanned);
          }
        }
      }
    }
  });

  it.each(['{x:["b"]}', '{"a":[b]}', '{:["b"]}'])('leaves %s to the general reader: a text without quotes', (text) => {
    expect(scanCapability(text)).toBeUndefined();
  });

  it('keeps the order of the text, and a name that is written twice', () => {
    expect(scanCapability('{"b":["x"],"10":["*"],"9":["*"],"b":["y"]}')).toEqual([
      { name: 'b', value: ['x'] },
      { name: '10', value: ['*'] },
      { name: '9', value: ['*'] },
      { name: 'b', value: ['y'] },
    ]);
  });

  const operationsOf = (count: number) => `{"a":[${Array.from({ length: count }, () => '"b"').join()}]}`;
  const resourcesOf = (count: number) => `{${Array.from({ length: count }, (_, i) => `"${i}":["b"]`).join()}}`;

  it.each([
    ['64 operations', operationsOf(64)],
    ['an operation of 64 characters', `{"a":["${'o'.repeat(64)}"]}`],
    ['a resource of 8192 characters', `{"${'r'.repeat(8192)}":["b"]}`],
    ['1000 resources', resourcesOf(1000)],
  ])('takes %s', (_, text) => {
    expect(scanCapability(text)).toHaveLength(Object.keys(JSON.parse(text) as object).length);
  });

  it.each([
    ['nothing', ''],
    ['an empty object', '{}'],
    ['an escape', '{"\\u0061":["b"]}'],
    ['a line end', '{"a":\n["b"]}'],
    ['a tab', '{"a":\t["b"]}'],
    ['a surrogate', '{"😀":["b"]}'],
    ['a space before the text', ' {"a":["b"]}'],
    ['an empty list', '{"a":[]}'],
    ['an empty name', '{"":["b"]}'],
    ['an empty operation', '{"a":[""]}'],
    ['an operation of 65 characters', `{"a":["${'o'.repeat(65)}"]}`],
    ['a resource of 8193 characters', `{"${'r'.repeat(8193)}":["b"]}`],
    ['65 operations', operationsOf(65)],
    ['5001 resources', resourcesOf(5001)],
    ['text over a third of the limit', `{"a":["b"]}${' '.repeat(43_690)}`],
    ['text after the end', '{"a":["b"]}}'],
    ['text that ends early', '{"a":["b"'],
    ['a nested list', '{"a":[["b"]]}'],
    ['two lists', '{"a":["b"]["c"]}'],
    ['another bracket at the end of a list', '{"a":["b"}}'],
    ['another bracket at the end of the text', '{"a":["b"]]'],
    ['a comma at the end of a list', '{"a":["b",]}'],
    ['a comma at the end', '{"a":["b"],}'],
    ['a name without a colon', '{"a"["b"]}'],
    ['a comma for a colon', '{"a",["b"]}'],
    ['a number for an operation', '{"a":[1]}'],
    ['a list', '["a"]'],
  ])('leaves %s to the general reader', (_, text) => {
    expect(scanCapability(text)).toBeUndefined();
  });
});

// Each would be taken if the place of a text that is not there were one near the start.
it.each(['{a:["b"]}', '{"],":[x":["b"]}', `{"],":[":[${' '.repeat(70)}"b"]}`])('does not take %j', (text) => {
  expect(scanCapability(text)).toBeUndefined();
});
