import { describe, expect, it } from 'vitest';
import { hmacSha256 } from './hmac-sha-256.js';
import * as node from './digest.node.js';
import * as web from './digest.web.js';

const octets = (text: string) => new TextEncoder().encode(text);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('the digests of Node and of Web Crypto', () => {
  it.each(web.HASHES)('%s is the same, with any secret', async (hash) => {
    for (const secret of ['', 's3cret', 'é'.repeat(200)]) {
      for (const text of ['', 'text', '\n'.repeat(1000)]) {
        const expected = hex(node.hmac(hash, octets(secret), octets(text)));
        expect(hex(await web.hmac(hash, octets(secret), octets(text)))).toBe(expected);
      }
    }
    expect(hex(await web.digest(hash, octets('text')))).toBe(hex(node.digest(hash, octets('text'))));
  });

  it('are those of the search, for texts and secrets of any length', () => {
    for (let length = 0; length < 200; length++) {
      const [secret, text] = [octets('s'.repeat(length)), octets('é'.repeat(length))];
      expect(hex(hmacSha256(secret, text))).toBe(hex(node.hmac('SHA-256', secret, text)));
    }
  });

  it('are those of the standard', () => {
    // RFC 4231 test case 2; RFC 1321 for MD5 of "abc".
    expect(hex(node.hmac('SHA-256', octets('Jefe'), octets('what do ya want for nothing?')))).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
    expect(hex(node.digest('MD5', octets('abc')))).toBe('900150983cd24fb0d6963f7d28e17f72');
  });
});
