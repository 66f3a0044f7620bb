import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bytesOfBase64, fromUrlAlphabet, textOfBase64, toBase64, toBase64Url } from './base64.js';

it('writes and reads what Node writes and reads', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
      expect(bytesOfBase64(fromUrlAlphabet(toBase64Url(bytes)))).toEqual(Uint8Array.from(bytes));
    }),
  );
});

it('writes more bytes than a call takes arguments', () => {
  const bytes = new Uint8Array(300_000).fill(65);
  expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
});

it('reads text in Base64, and returns undefined for anything else', () => {
  expect(textOfBase64(btoa('appId.keyId'))).toBe('appId.keyId');
  expect(textOfBase64(toBase64(new TextEncoder().encode('\ufeffé😀')))).toBe('\ufeffé😀');
  for (const wrong of ['?', btoa('\xff'), 'a']) expect(textOfBase64(wrong)).toBeUndefined();
});
