import { expect, it } from 'vitest';
import { readable, readDuration } from './times.js';

it.each([
  ['3600000', 3_600_000],
  ['500ms', 500],
  ['90s', 90_000],
  ['15m', 900_000],
  ['15min', 900_000],
  ['1h', 3_600_000],
  ['1d', 86_400_000],
  ['-1', -1],
])('reads the duration %s as %d ms', (text, ms) => {
  expect(readDuration(text)).toBe(ms);
});

it.each(['', 'h', '1.5h', '1 h', '1w', '0x10', '1e3', ' 5'])('does not read %j as a duration', (text) => {
  expect(() => readDuration(text)).toThrow('Expected milliseconds');
});

it('says long spans in words', () => {
  expect(readable('exp: got one 45284971870 ms ago, ttl 3600000 ms')).toBe(
    'exp: got one 524.1 days ago, ttl 3600000 ms',
  );
});
