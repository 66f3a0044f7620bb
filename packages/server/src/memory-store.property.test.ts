import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ExpiringEntries } from './memory-store.js';

/** An entry may stay this much longer than it must: entries leave by slots. */
const SLACK_MS = 20_000;

type Step = { readonly key: string; readonly keepMs: number; readonly pauseMs: number };
const steps = fc.array(
  fc.record<Step>({
    key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    keepMs: fc.integer({ min: 0, max: 60_000 }),
    pauseMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40_000 })),
  }),
  { maxLength: 80 },
);

it('keeps live entries, drops expired ones, and never exceeds its bound', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 5 }), (sequence, maxEntries) => {
      let time = 123;
      const entries = new ExpiringEntries<number>('maxEntries', maxEntries, () => time);
      const expected = new Map<string, { value: number; until: number }>();
      for (const [value, { key, keepMs, pauseMs }] of sequence.entries()) {
        time += pauseMs;
        const before = expected.get(key);
        try {
          entries.set(key, value, keepMs);
          expected.set(key, { value, until: Math.max(before?.until ?? 0, time + keepMs) });
        } catch (error) {
          expect(error).toMatchObject({ code: 50003 });
          const held = [...expected].filter(([other, { until }]) => other !== key && until + SLACK_MS > time);
          expect(held.length).toBeGreaterThanOrEqual(maxEntries);
        }
        expect(entries.size).toBeLessThanOrEqual(maxEntries);
        for (const [each, { value: kept, until }] of expected) {
          if (time <= until) expect(entries.get(each)).toBe(kept);
          if (time > until + SLACK_MS) expect(entries.get(each)).toBeUndefined();
        }
      }
      time += 60_000 + SLACK_MS + 1;
      expect(entries.size).toBe(0);
    }),
    { numRuns: 2000 },
  );
});

it('removes expired entries little by little, and all of them when it is full', () => {
  let time = 0;
  const most = 10_000;
  const entries = new ExpiringEntries<number>('maxEntries', most, () => time);
  const fill = (name: string) => {
    for (let i = 0; i < most; i++) entries.set(`${name}${i}`, i, 60_000);
  };
  fill('a');
  expect(() => entries.set('one more', 0, 60_000)).toThrow(/full/);
  time += 60_000 + SLACK_MS;
  // No call takes as long as ten thousand removals.
  expect(entries.size).toBeGreaterThan(0.9 * most);
  expect(entries.get(`a${most - 1}`)).toBeUndefined();
  expect(entries.get('a0')).toBeUndefined();
  fill('b');
  expect(entries.size).toBe(most);
  expect(() => entries.set('one more', 0, 60_000)).toThrow(/full/);
  for (let i = 0; i < most; i++) if (entries.get(`b${i}`) !== i) throw new Error(`forgot ${i}`);
});

it('makes room behind entries whose time was prolonged', () => {
  let time = 0;
  const entries = new ExpiringEntries<true>('maxEntries', 300, () => time);
  for (let i = 0; i < 300; i++) entries.set(`a${i}`, true, 60_000);
  for (let i = 50; i < 300; i++) entries.set(`a${i}`, true, 600_000);
  time += 60_000 + SLACK_MS;
  for (let i = 0; i < 50; i++) entries.set(`b${i}`, true, 60_000);
  expect(() => entries.set('one more', true, 60_000)).toThrow(/full/);
  for (let i = 50; i < 300; i++) expect(entries.get(`a${i}`)).toBe(true);
});

it('keeps what it has while its clock stands still, or steps back and forth', () => {
  let time = 1_000_000;
  const entries = new ExpiringEntries<true>('maxEntries', 1_000_000, () => time);
  entries.set('a', true, 30_000);
  time = 0;
  entries.set('b', true, 30_000);
  expect([entries.get('a'), entries.get('b')]).toEqual([true, true]);
  time = 1_000_000;
  expect([entries.get('a'), entries.get('b')]).toEqual([true, true]);
});
