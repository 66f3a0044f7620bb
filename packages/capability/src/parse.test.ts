import { describe, expect, it } from 'vitest';
import { parseCapability } from './parse.js';

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
