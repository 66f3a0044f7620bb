import { decode, encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBoundedMessagePack } from './message-pack-bounds.js';

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false),
    fc.integer(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true }),
    fc.string({ unit: 'grapheme', maxLength: 400 }),
    fc.uint8Array({ maxLength: 300 }),
    fc.array(tie('any'), { maxLength: 40 }),
    fc.dictionary(fc.string({ maxLength: 40 }), tie('any'), { maxKeys: 40, noNullPrototype: true }),
  ),
})).any;

/** Levels of arrays and maps. */
function depthOf(each: unknown): number {
  if (typeof each !== 'object' || each === null || each instanceof Uint8Array) return 0;
  return 1 + Math.max(0, ...Object.values(each).map(depthOf));
}

/** Whether the library reads it as one value, without an extension type. */
function isReadByLibrary(bytes: Uint8Array): boolean {
  try {
    decode(bytes, { mapKeyConverter: (key) => (typeof key === 'string' ? key : typeof key) });
    return true;
  } catch {
    return false;
  }
}

describe('isBoundedMessagePack', () => {
  it('takes what the library encoded, to its depth and no deeper', () => {
    fc.assert(
      fc.property(value, (each) => {
        const bytes = encode(each);
        const depth = depthOf(each);
        expect(isBoundedMessagePack(bytes, depth)).toBe(true);
        if (depth > 0) expect(isBoundedMessagePack(bytes, depth - 1)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('refuses what is cut off, and what goes on', () => {
    fc.assert(
      fc.property(value, fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 3 }), (each, at, further) => {
        const bytes = encode(each);
        expect(isBoundedMessagePack(bytes.subarray(0, at % bytes.length), 99)).toBe(false);
        expect(isBoundedMessagePack(new Uint8Array([...bytes, ...further]), 99)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('of any bytes takes only what the library reads', () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        if (!isBoundedMessagePack(bytes, 8)) return;
        taken++;
        // Names are what it also refuses, later.
        if (!isReadByLibrary(bytes)) expect(() => decode(bytes)).toThrow(/key|__proto__/i);
      }),
      { numRuns: 20_000 },
    );
    expect(taken).toBeGreaterThan(100);
  });

  it.each([
    ['an array', [0xdd]],
    ['a map', [0xdf]],
    ['a string', [0xdb]],
    ['bytes', [0xc6]],
  ])('refuses %s that announces four thousand million elements and has none', (_, [type = 0]) => {
    expect(isBoundedMessagePack(new Uint8Array([type, 0xff, 0xff, 0xff, 0xff]), 8)).toBe(false);
  });

  it('refuses extension types and the type that is never used', () => {
    for (const type of [0xc1, 0xc7, 0xc8, 0xc9, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8]) {
      expect(isBoundedMessagePack(new Uint8Array([type, ...new Uint8Array(20)]), 8)).toBe(false);
    }
  });

  it('reads a view into a larger buffer at its own place', () => {
    const bytes = encode({ a: [1, 2] });
    const within = new Uint8Array([0xc1, ...bytes, 0xc1]).subarray(1, 1 + bytes.length);
    expect(isBoundedMessagePack(within, 2)).toBe(true);
  });

  it('checks a hundred thousand levels without running out of stack', () => {
    expect(isBoundedMessagePack(new Uint8Array(131_072).fill(0x91), 8)).toBe(false);
  });
});
