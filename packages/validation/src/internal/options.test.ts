import { describe, expect, it } from 'vitest';
import { currentTime, isPlainObject, requireFunction, requireOptions, requireWhole } from './options.js';

describe('guards for options', () => {
  it.each([undefined, null, 'key', 1])('refuse %s as options', (options) => {
    expect(() => requireOptions(options, '{ key }')).toThrow(new TypeError('options: expected { key }'));
  });

  it.each([NaN, Infinity, -Infinity, -1, 0.5, '1', null, 2 ** 53, 1n])('refuse %s as a duration', (value) => {
    expect(() => requireWhole('maxSkewMs', value, 'whole milliseconds')).toThrow(
      new TypeError('maxSkewMs: expected whole milliseconds, 0 or more'),
    );
  });

  it('refuse a number outside its bounds, and take its bounds and undefined', () => {
    expect(() => requireWhole('limit', 11, 'a whole number', 1, 10)).toThrow(
      new TypeError('limit: expected a whole number, 1 to 10'),
    );
    expect([1, 10, undefined].map((value) => requireWhole('limit', value, 'a whole number', 1, 10))).toHaveLength(3);
  });

  it.each([NaN, Infinity, '1', undefined, null, 1.5, new Date(0)])('refuse a clock that returns %s', (time) => {
    expect(() => currentTime(() => time as number)).toThrow(
      new TypeError('now: must return whole milliseconds since the epoch'),
    );
  });

  it('read the clock that is given, and the real one otherwise', () => {
    expect(currentTime(() => 7)).toBe(7);
    expect(Math.abs(currentTime(undefined) - Date.now())).toBeLessThan(60_000);
  });

  it('refuse a callback that is not a function', () => {
    expect(() => requireFunction('nonce', 'n')).toThrow(new TypeError('nonce: expected a function'));
  });

  it('take what they ask for', () => {
    expect(() => requireOptions({}, '{ key }')).not.toThrow();
    for (const nonce of [undefined, () => 'n']) expect(() => requireFunction('nonce', nonce)).not.toThrow();
  });
});

describe('a plain object', () => {
  const foreign = Object.create(null, { isPrototypeOf: { value: () => false } }) as object;

  it.each([{}, Object.create(null), Object.create(foreign)])('is %o', (value) => {
    expect(isPlainObject(value)).toBe(true);
  });

  it.each([
    ['null', null],
    ['an array', []],
    ['text', 'x'],
    ['a function', () => 1],
    ['a class instance', new Map()],
    ['an object below a root that has nothing', Object.create(Object.create(null))],
    ['an object below one that is like a root', Object.create({ isPrototypeOf: () => false })],
  ])('is not %s', (_, value) => {
    expect(isPlainObject(value)).toBe(false);
  });
});
