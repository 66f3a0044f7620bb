import type { TokenDetails } from '@ably-auth/validation';
import { expect, it } from 'vitest';
import { isTokenExpired } from './is-token-expired.js';

it.each([
  [1999, false],
  [2000, true],
  [2001, true],
])('a token that expires at 2000 has expired at %i: %s', (time, expired) => {
  expect(isTokenExpired({ token: 't', expires: 2000 }, { now: () => time })).toBe(expired);
});

it('asks the real clock by default', () => {
  expect(isTokenExpired({ token: 't', expires: Date.now() + 60_000 })).toBe(false);
  expect(isTokenExpired({ token: 't', expires: Date.now() - 60_000 })).toBe(true);
});

it('returns undefined where the expiry is not known, and asks no clock', () => {
  const now = () => expect.fail('asked the clock');
  expect(isTokenExpired({ token: 't' }, { now })).toBeUndefined();
  for (const expires of [Number.NaN, '2000', null]) {
    expect(isTokenExpired({ token: 't', expires } as TokenDetails, { now })).toBeUndefined();
  }
});

it('throws a TypeError if the call is wrong', () => {
  expect(() => isTokenExpired('t' as unknown as TokenDetails)).toThrow(TypeError);
  expect(() => isTokenExpired({ token: 't' }, { now: 5 as unknown as () => number })).toThrow(TypeError);
  expect(() => isTokenExpired({ token: 't', expires: 1 }, { now: () => Number.NaN })).toThrow(TypeError);
});
