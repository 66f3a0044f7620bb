import { Decoding } from '@ably-auth/validation/internal';
import { describe, expect, it } from 'vitest';
import { parseCapability, readCapabilityText } from './parse.js';

describe('parseCapability', () => {
  it('returns an object without prototype, frozen all through', () => {
    const capability = parseCapability('{"b":["subscribe","publish","publish"],"a":["*"]}');
    expect(Object.getPrototypeOf(capability)).toBeNull();
    expect(Object.isFrozen(capability)).toBe(true);
    expect(Object.values(capability).every(Object.isFrozen)).toBe(true);
    expect({ ...capability }).toEqual({ a: ['*'], b: ['publish', 'subscribe'] });
  });

  it('has only the resources that the text names, not what an object inherits', () => {
    expect(parseCapability({})['constructor']).toBeUndefined();
    const capability = parseCapability('{"__proto__":["publish"],"constructor":["history"]}');
    expect(Object.entries(capability)).toEqual([
      ['__proto__', ['publish']],
      ['constructor', ['history']],
    ]);
    expect(capability['toString']).toBeUndefined();
  });

  it('shares nothing with what it was given', () => {
    const operations = ['publish'];
    const capability = parseCapability({ a: operations });
    operations.push('subscribe');
    expect(capability['a']).toEqual(['publish']);
    expect(Object.isFrozen(operations)).toBe(false);
  });

  it('returns its own result as it is, but reads a copy of it again', () => {
    const capability = parseCapability({ a: ['publish'] });
    expect(parseCapability(capability)).toBe(capability);
    expect(parseCapability({ ...capability })).not.toBe(capability);
    expect(() => parseCapability({ ...capability, b: [] })).toThrow(
      'capability["b"]: expected a list of 1 to 64 operations, got an empty list',
    );
  });
});

describe('readCapabilityText', () => {
  const read = (text: string, at = new Decoding(false)) => readCapabilityText(at, '$.capability', text);
  const named = (name: string) => `{"${name}":["publish"]}`;

  it('reads a short text once, and a long one each time', () => {
    expect(read(named('once'))).toBe(read(named('once')));
    expect(read(named('x'.repeat(1010)))).not.toBe(read(named('x'.repeat(1010))));
    expect(read(named('x'.repeat(1010)))).toEqual({ ['x'.repeat(1010)]: ['publish'] });
  });

  it('keeps a bounded number of texts', () => {
    const first = read(named('first'));
    for (let i = 0; i < 256; i++) read(named(`other-${i}`));
    expect(read(named('first'))).not.toBe(first);
  });

  it('refuses an invalid text each time', () => {
    for (let i = 0; i < 2; i++) {
      const at = new Decoding(false);
      expect(read('{"a":[]}', at)).toBeUndefined();
      expect(at.issues).toMatchObject([{ path: '$.capability["a"]' }]);
    }
  });
});
