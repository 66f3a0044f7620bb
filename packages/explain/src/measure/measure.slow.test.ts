import { describe, expect, it } from 'vitest';
import { measure } from './measure.testing.js';

// A small sample, of which one pair may be missed; `npm run explain:measure` takes a large one, and its times.

const SEED = Number(process.env['EXPLAIN_SEED'] ?? 21);

describe.each([
  ['one mistake', 1, 60, 0.95],
  ['two mistakes', 2, 10, 0.9],
])('a request with %s', (_, count, sample, least) => {
  it('is explained by the mistakes that were made, in true sentences that hold no secret', async () => {
    const { named, missed, falseSentences, secretsPrinted } = await measure(SEED, sample, count);
    expect(falseSentences).toEqual([]);
    expect(secretsPrinted).toEqual([]);
    expect(named / sample, JSON.stringify({ seed: SEED, missed })).toBeGreaterThanOrEqual(least);
  });
});
