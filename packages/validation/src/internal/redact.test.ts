import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canHide, holds, redact, redactKeys } from './redact.js';

describe('redact', () => {
  it('replaces the longest of several secrets, in each of their forms', () => {
    expect(redact('a.b:s3cret and s3cret, a%2Fb%2Fc.', ['s3cret', 'a.b:s3cret', 'a/b/c.'])).toBe(
      '[secret] and [secret], [secret]',
    );
    expect(redact(String.raw`{"a":"x\"y-z1"}`, ['x"y-z1'])).toBe('{"a":"[secret]"}');
  });

  it('leaves words and short texts, which are part of our own messages', () => {
    for (const secret of ['secret', 'keyCapability', 'used-nonce', 's3c']) {
      expect([canHide(secret), redact(`the ${secret}`, [secret])]).toEqual([false, `the ${secret}`]);
    }
  });

  it('leaves no secret in any text', () => {
    const secret = fc.stringMatching(/^[!-~]{5,20}$/).map((rest) => `3${rest}`);
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (text, before, after) => {
        for (const form of [text, encodeURIComponent(text), JSON.stringify(text)]) {
          expect(holds(redact(before + form + after, [text]).replaceAll('[secret]', ' '), text)).toBe(false);
        }
      }),
    );
  });

  it('takes a secret that is not well-formed Unicode', () => {
    expect(redact('%EF%BF%BDs3cret', ['\ud800s3cret'])).toBe('[secret]');
  });
});

const part = fc.stringMatching(/^[\w-]{1,8}$/);
/** Its beginning is neither punctuation nor a port, and is nowhere else in the text. */
const secret = fc.stringMatching(/^[!-~]{0,12}$/).map((rest) => `S3CRET${rest}`);

describe('redactKeys', () => {
  it.each([
    ['appId.keyId:s3cret', 'appId.keyId:[secret]'],
    ["--kye=appId.keyId:12345678'", "--kye=appId.keyId:[secret]'"],
    ['1.appId.keyId:s3cret', '1.appId.keyId:[secret]'],
    ['appId.keyId:80abc', 'appId.keyId:[secret]'],
    ['appId.keyId:80/abc', 'appId.keyId:[secret]'],
    ["unknown option '--kye=appId.keyId:s3cret=='", "unknown option '--kye=appId.keyId:[secret]'"],
    ['cannot listen on appId.keyId:s3cret:8080: no', 'cannot listen on appId.keyId:[secret]: no'],
    ['appId.keyId:sécret', 'appId.keyId:[secret]'],
    ['config.keys[0]["appId.keyId:s3cret"]: named twice', 'config.keys[0]["appId.keyId:[secret]: named twice'],
    ["'--redsi=redis://:pa/s3cret@localhost'", "'--redsi=redis://[secret]@localhost'"],
    ['redis://user:a/b.c:s3cret@redis:6379', 'redis://[secret]@redis:6379'],
    ['127.0.0.1:123456', '127.0.0.1:[secret]'],
  ])('hides the secret of %s', (text, shown) => {
    expect(redactKeys(text)).toBe(shown);
    expect(redactKeys(shown)).toBe(shown);
  });

  it.each([
    'http://127.0.0.1:9471/keys',
    '10.20.30.40:80',
    'connect ECONNREFUSED 127.0.0.1:9471',
    'example.com:8080 does not answer',
    '"example.com:443".',
    'Redis at 127.0.0.1:1: Error: away',
    'cannot listen on auth.example.com:65535: taken',
    'config.keys[0].key: must be a string',
    'redis://localhost:6379',
  ])('leaves %s', (text) => expect(redactKeys(text)).toBe(text));

  it('hides every secret of a key, and every password of a URL', () => {
    const around = fc.constantFrom('', ' ', "'", '"', ': ', '=', '/', '[');
    fc.assert(
      fc.property(part, part, secret, around, around, (appId, keyId, text, before, after) => {
        expect(redactKeys(`${before}${appId}.${keyId}:${text}${after}`)).not.toContain('S3CRET');
        expect(redactKeys(`${before}redis://${appId}:${text}@host${after}`)).not.toContain('S3CRET');
      }),
    );
  });
});
