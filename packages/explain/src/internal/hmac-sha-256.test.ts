import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hmacSha256 } from './hmac-sha-256.js';

describe('the HMAC of the search', () => {
  const octets = fc.uint8Array({ maxLength: 300 });

  it('is that of node:crypto, for secrets of any length and texts that begin alike', () => {
    fc.assert(
      fc.property(octets, fc.array(octets, { maxLength: 4 }), octets, (secret, texts, beginning) => {
        for (const text of [...texts, ...texts.map((rest) => Uint8Array.from([...beginning, ...rest]))])
          expect(Buffer.from(hmacSha256(secret, text))).toEqual(createHmac('sha256', secret).update(text).digest());
      }),
    );
  });

  it('is that of texts longer than what is kept of the one before', () => {
    const secret = Uint8Array.of(1);
    for (const length of [4095, 4096, 4097, 10_000, 10_000]) {
      const text = new Uint8Array(length).fill(7);
      expect(Buffer.from(hmacSha256(secret, text))).toEqual(createHmac('sha256', secret).update(text).digest());
    }
  });
});
