import { describe, expect, it } from 'vitest';
import { part } from '../fixtures.testing.js';
import { decodeObject, partsOf } from './decode.js';

const TEXT = 'expected base64url of UTF-8 text, got other text';

describe('a part of a JWT', () => {
  it('is an object of its own members', () => {
    const claims = decodeObject(part('{"__proto__":{"a":1},"exp":1}'), 'JWT claims');
    expect(Object.getPrototypeOf(claims)).toBeNull();
    expect(Object.entries(claims)).toEqual([
      ['__proto__', { a: 1 }],
      ['exp', 1],
    ]);
  });

  it.each([
    ['absent', undefined, 'expected JSON text, got other text'],
    ['padded', `${part('{"a":1 }')}=`, TEXT],
    ['of the standard alphabet', '+/+/', TEXT],
    ['with white space before it', ` ${part({})}`, TEXT],
    ['with white space after it', `${part({})}\n`, TEXT],
    ['of bytes that are not UTF-8', '_w', TEXT],
    ['begun with a byte order mark', part('\ufeff{}'), 'expected JSON text, got other text'],
    ['not JSON', part('{'), 'expected JSON text, got other text'],
    ['nested too deep', part('[[[[[[[[[1]]]]]]]]]'), 'expected at most 8 levels of objects and arrays, got more'],
    ['an array', part('[]'), 'expected a JSON object, got an array'],
    ['null', part('null'), 'expected a JSON object, got null'],
  ])('is refused where it is %s', (_, text, message) => {
    expect(() => decodeObject(text, 'JWT claims')).toThrow(
      expect.objectContaining({ code: 40144, reason: 'malformed', message: `JWT claims: ${message}` }) as Error,
    );
  });

  it('is refused where it names a member twice', () => {
    expect(() => decodeObject(part('{"exp":1,"exp":2}'), 'JWT header')).toThrow(
      'JWT header.exp: expected each member once, got a second one',
    );
  });
});

it('takes a JWT of 131072 characters, and no longer one', () => {
  expect(partsOf(`${'x'.repeat(131_070)}.x`)).toEqual(['x'.repeat(131_070), 'x']);
  expect(() => partsOf('x'.repeat(131_073))).toThrow(
    expect.objectContaining({
      reason: 'malformed',
      message: 'JWT: expected at most 131072 bytes, got 131073',
    }) as Error,
  );
});
