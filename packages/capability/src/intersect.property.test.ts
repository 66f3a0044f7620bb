import type { Capability } from '@ably-auth/validation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalizeCapability } from './parse.js';
import { intersect } from './intersect.js';
import { ASKED, capability, modelContains, modelPermits, PROBES } from './internal/model.testing.js';
import { permits } from './permits.js';

const RUNS = { numRuns: 2000 };

const meaning = (given: Capability) => ASKED.map((operation) => modelPermits(given, operation));

const grant = (operations: readonly string[], operation: string) =>
  operations.includes('*') || operations.includes(operation);

describe('intersect', () => {
  it('is exact: it permits what both permit, on every probe', () => {
    fc.assert(
      fc.property(capability, capability, fc.constantFrom(...ASKED), (a, b, operation) => {
        const both = intersect(a, b);
        const [inA, inB] = [modelPermits(a, operation), modelPermits(b, operation)];
        const wrong = PROBES.filter((probe, i) => permits(both, probe, operation) !== (inA[i] && inB[i]));
        expect(wrong).toEqual([]);
      }),
      { numRuns: 4000 },
    );
  });

  it('has the same text in either order of the arguments', () => {
    fc.assert(
      fc.property(capability, capability, (a, b) => {
        expect(canonicalizeCapability(intersect(a, b))).toBe(canonicalizeCapability(intersect(b, a)));
      }),
      RUNS,
    );
  });

  it('is associative in meaning', () => {
    fc.assert(
      fc.property(capability, capability, capability, (a, b, c) => {
        expect(meaning(intersect(intersect(a, b), c))).toEqual(meaning(intersect(a, intersect(b, c))));
      }),
      RUNS,
    );
  });

  it('is idempotent, to the letter', () => {
    fc.assert(
      fc.property(capability, (a) => {
        expect(canonicalizeCapability(intersect(a, a))).toBe(canonicalizeCapability(a));
      }),
      RUNS,
    );
  });

  it('keeps each named resource with what the other side grants on all of it', () => {
    fc.assert(
      fc.property(capability, capability, (a, b) => {
        const both = intersect(a, b);
        for (const [own, other] of [
          [a, b],
          [b, a],
        ] as const) {
          for (const [resource, operations] of Object.entries(own)) {
            const around = Object.entries(other).filter(([name]) => modelContains(name, resource));
            for (const operation of ASKED) {
              const kept = grant(operations, operation) && around.some(([, list]) => grant(list, operation));
              if (kept) expect([resource, operation, grant(both[resource] ?? [], operation)]).toContain(true);
            }
          }
        }
      }),
      RUNS,
    );
  });

  it('adds a name of its own only where no other entry covers it', () => {
    let [tried, crossed] = [0, 0];
    fc.assert(
      fc.property(capability, capability, (a, b) => {
        tried++;
        const entries = Object.entries(intersect(a, b));
        for (const [resource, operations] of entries) {
          if (resource in a || resource in b) continue;
          crossed++;
          const wider = entries.filter(([name]) => name !== resource && modelContains(name, resource));
          expect(wider.filter(([, list]) => operations.every((operation) => grant(list, operation)))).toEqual([]);
        }
      }),
      RUNS,
    );
    expect(crossed).toBeGreaterThan(tried / 20);
  });
});
