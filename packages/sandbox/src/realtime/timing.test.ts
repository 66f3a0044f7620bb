import { expect, it } from 'vitest';
import { promptTime, TokenBucket } from './timing.js';

const NOW = 1_750_000_000_000;

it.each([
  ['an hour', 3_600_000, 3_570_000],
  ['30 s and a little', 30_001, 1],
  ['30 s', 30_000, 0],
  ['5.5 s and a little', 5_501, 0],
  ['5.5 s', 5_500, undefined],
  ['nothing', 0, undefined],
])('a token that has %s left when it is adopted is asked to be renewed in time', (_, left, after) => {
  const expected = after === undefined ? undefined : NOW + after;
  expect(promptTime(NOW + left, NOW, Number.NEGATIVE_INFINITY)).toBe(expected);
});

it('asks nothing with Basic auth, and once in a second at most', () => {
  expect(promptTime(undefined, NOW, NOW)).toBeUndefined();
  expect(promptTime(NOW + 6_000, NOW, NOW - 1)).toBe(NOW + 999);
});

it('lets as many frames through in a second as its rate, and no more', () => {
  let uptime = 0;
  const bucket = new TokenBucket(10, () => uptime);
  const taken = () => Array.from({ length: 50 }, () => bucket.take()).filter(Boolean).length;
  expect(taken()).toBe(10);
  uptime += 500;
  expect(taken()).toBe(5);
  uptime += 60_000;
  expect(taken()).toBe(10);
});
