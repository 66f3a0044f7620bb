import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROBES, resource, row } from './model.testing.js';
import { cross, nameOf, patternOf } from './pattern.js';

const anyName = fc.oneof(
  resource,
  fc.string({ unit: fc.constantFrom('[', ']', '*', ':', 'a', '?', '='), minLength: 1 }),
);

describe('the name of a pattern', () => {
  it('stands for the pattern: reading it gives the pattern again', () => {
    fc.assert(
      fc.property(anyName, anyName, (a, b) => {
        const patterns = [patternOf(a), patternOf(b), cross(patternOf(a), patternOf(b))];
        for (const pattern of patterns) {
          if (pattern !== undefined) expect(patternOf(nameOf(pattern))).toEqual(pattern);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('is the name of a resource, which is never empty', () => {
    expect(nameOf(patternOf('[]'))).toBe('[]');
  });

  it('of a crossing matches what both match', () => {
    fc.assert(
      fc.property(resource, resource, (a, b) => {
        const both = cross(patternOf(a), patternOf(b));
        const name = both && nameOf(both);
        const inB = row(b);
        const matched = name === undefined ? PROBES.map(() => false) : row(name);
        expect(matched).toEqual(row(a).map((inA, i) => inA && inB[i]));
      }),
      { numRuns: 4000 },
    );
  });
});
