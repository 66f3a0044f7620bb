import { AblyAuthError } from '@ably-auth/validation';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BodyBuffer } from './body.js';

it('a BodyBuffer holds what was added, in order, and leaves the pieces unchanged', () => {
  const piece = fc.uint8Array({ maxLength: 700 });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const before = pieces.map((each) => [...each]);
      const buffer = new BodyBuffer(10_000);
      for (const each of pieces) buffer.add(each);
      expect([...buffer.whole]).toEqual(before.flat());
      expect(pieces.map((each) => [...each])).toEqual(before);
    }),
  );
});

it('a BodyBuffer takes as much as its bound, and no more', () => {
  const buffer = new BodyBuffer(3);
  for (let i = 0; i < 3; i++) buffer.add(Uint8Array.of(i));
  expect([...buffer.whole]).toEqual([0, 1, 2]);
  expect(() => buffer.add(Uint8Array.of(3))).toThrow(AblyAuthError);
});

it('keeps a body of single bytes in no more than its bound', () => {
  const buffer = new BodyBuffer(131_072);
  for (let i = 0; i < 131_072; i++) buffer.add(Uint8Array.of(i));
  expect(buffer.whole).toHaveLength(131_072);
  expect(buffer.whole.buffer.byteLength).toBeLessThanOrEqual(131_072);
});
