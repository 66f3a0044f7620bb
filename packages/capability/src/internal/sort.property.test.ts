import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byName, sortTexts } from './read.js';

/** The order that the language has: `<` compares UTF-16 code units. */
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const unit = fc.constantFrom('a', 'b', ':', '\0', '\uffff', '😀', '\u{10ffff}', '\ud83d', '\ude00', '\ufb33');
const short = fc.array(unit, { maxLength: 5 }).map((units) => units.join(''));
const text = fc.oneof(
  short,
  // Names of a real capability share long beginnings.
  fc
    .tuple(fc.constantFrom('chat:', 'chat:room:', `${'n'.repeat(300)}:`, '😀'.repeat(100)), short)
    .map((parts) => parts.join('')),
  fc.constantFrom('', '10', '9', '__proto__'),
);

describe('byName', () => {
  const expectSorted = (names: readonly string[]) => {
    const entries = names.map((name, value) => ({ name, value }));
    const before = new Set(entries);
    const sorted = byName(entries);
    expect(sorted).toBe(entries);
    expect(sorted.map(({ name }) => name)).toEqual([...names].sort(compare));
    expect(new Set(sorted)).toEqual(before);
    expect(Object.keys(sorted)).toHaveLength(names.length);
  };

  it('orders entries by the code units of their names, equal ones side by side', () => {
    fc.assert(fc.property(fc.array(text, { maxLength: 80, size: 'max' }), expectSorted), { numRuns: 2000 });
  });

  it.each([0, 1, 2, 15, 16, 17, 18, 100, 5000])('orders %i entries', (length) => {
    const names = fc.array(text, { minLength: length, maxLength: length, size: 'max' });
    fc.assert(fc.property(names, expectSorted), { numRuns: length > 1000 ? 2 : 20 });
  });

  it.each([
    ['in order', (i: number) => String(i).padStart(4, '0')],
    ['in reverse', (i: number) => String(5000 - i).padStart(4, '0')],
    ['all alike', () => 'chat'],
    ['each the beginning of the next', (i: number) => 'x'.repeat(i % 500)],
    ['long and different in the last unit', (i: number) => `${'x'.repeat(100)}${String.fromCharCode(i)}`],
  ])('orders 5000 names: %s', (_, nameOf) => {
    expectSorted(Array.from({ length: 5000 }, (_none, i) => nameOf(i)));
  });
});

describe('sortTexts', () => {
  it('orders texts by their code units', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 64, size: 'max' }), (texts) => {
        const sorted = [...texts];
        sortTexts(sorted);
        expect(sorted).toEqual([...texts].sort(compare));
      }),
      { numRuns: 2000 },
    );
  });
});
