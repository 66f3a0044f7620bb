import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers } from './covers.js';
import { intersect } from './intersect.js';
import { ASKED, capability, modelContains, modelPermits, resource } from './internal/model.testing.js';
import { parseCapability } from './parse.js';

const RUNS = { numRuns: 2000 };

describe('covers', () => {
  it.each([
    [{ 'foo:*': ['publish'] }, { 'foo:bar': ['publish'], foo: ['publish'] }, true],
    [{ 'foo:*': ['publish'] }, { 'foo:*': ['publish'], 'foo:*:x': ['publish'] }, true],
    [{ 'foo:*': ['publish'] }, { 'foo:bar': ['publish', 'subscribe'] }, false],
    [{ 'foo:*': ['*'] }, { 'foo:bar': ['publish', 'subscribe'], 'foo:x': ['*'] }, true],
    [{ 'foo:*': ['publish', 'subscribe'] }, { 'foo:bar': ['*'] }, false],
    [{ 'foo:*': ['publish'], '*:bar': ['subscribe'] }, { 'foo:bar': ['publish', 'subscribe'] }, true],
    [{ 'foo:*:*': ['*'] }, { 'foo:*': ['*'] }, false],
    [{ 'foo:*:x': ['*'] }, { 'foo:*': ['*'] }, false],
    [{ '*:*': ['*'] }, { '*': ['*'] }, true],
    [{ '*': ['*'] }, { '*:*': ['*'] }, true],
    [{ '*': ['*'] }, { '[meta]log': ['*'] }, false],
    [{ '[*]*': ['*'] }, { '*': ['*'], '[queue]*': ['publish'], '[*]foo': ['x'] }, true],
    [{ '[meta]*': ['*'] }, { '[*]log': ['*'] }, false],
    [{ foo: ['*'] }, { '[?rewind=1]foo': ['publish'] }, true],
    [{}, {}, true],
    [{}, { a: ['*'] }, false],
    // Two entries cover `foo:*` together: a false that is wrong, as documented.
    [{ foo: ['*'], 'foo:*:*': ['*'] }, { 'foo:*': ['*'] }, false],
  ])('%j covers %j: %s', (outer, inner, expected) => {
    expect(covers(parseCapability(outer), parseCapability(inner))).toBe(expected);
    expect(covers(outer, inner)).toBe(expected);
  });

  it('is sound: what is covered is permitted, and is its own intersection', () => {
    let [tried, covered] = [0, 0];
    // Few pairs of capabilities cover one another by chance: the inner one is made to.
    const pairs = fc.tuple(capability, capability).map(([a, b]) => [a, intersect(a, b)] as const);
    fc.assert(
      fc.property(
        fc.oneof(pairs, fc.tuple(capability, capability)),
        fc.constantFrom(...ASKED),
        ([outer, inner], operation) => {
          tried++;
          if (!covers(outer, inner)) return;
          covered++;
          const permitted = modelPermits(outer, operation);
          const wanted = modelPermits(inner, operation);
          expect(wanted.filter((wants, i) => wants && !permitted[i])).toEqual([]);
          expect(modelPermits(intersect(outer, inner), operation)).toEqual(wanted);
        },
      ),
      RUNS,
    );
    expect(covered).toBeGreaterThan(tried / 3);
  });

  it('finds every cover by a single entry', () => {
    fc.assert(
      fc.property(resource, resource, (outer, inner) => {
        expect(covers(parseCapability({ [outer]: ['x'] }), parseCapability({ [inner]: ['x'] }))).toBe(
          modelContains(outer, inner),
        );
      }),
      { numRuns: 4000 },
    );
  });

  it('is reflexive and transitive', () => {
    fc.assert(
      fc.property(capability, capability, capability, (a, b, c) => {
        expect(covers(a, a)).toBe(true);
        const ab = intersect(a, b);
        const abc = intersect(ab, c);
        expect(covers(a, ab) && covers(b, ab) && covers(a, abc)).toBe(true);
      }),
      RUNS,
    );
  });
});
