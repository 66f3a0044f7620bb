import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hideSecrets } from './hide-secrets.js';

const part = fc.stringMatching(/^[\w-]{1,8}$/);
/** Its beginning is no punctuation and no port, and is nowhere else in the text. */
const secret = fc.stringMatching(/^[!-~]{0,12}$/).map((rest) => `S3CRET${rest}`);

describe('hideSecrets', () => {
  it.each([
    ["unknown option '--kye=appId.keyId:s3cret=='", "unknown option '--kye=appId.keyId:[secret]'"],
    ['cannot listen on appId.keyId:s3cret:8080: no', 'cannot listen on appId.keyId:[secret]: no'],
    ['appId.keyId:sécret', 'appId.keyId:[secret]'],
    ['config.keys[0]["appId.keyId:s3cret"]: named twice', 'config.keys[0]["appId.keyId:[secret]: named twice'],
    ["'--redsi=redis://:pa/s3cret@localhost'", "'--redsi=redis://[secret]@localhost'"],
    ['redis://user:a/b.c:s3cret@redis:6379', 'redis://[secret]@redis:6379'],
    ['a.b:12345', 'a.b:[secret]'],
    ['127.0.0.1:123456', '127.0.0.1:[secret]'],
  ])('%s', (text, shown) => {
    expect(hideSecrets(text)).toBe(shown);
    expect(hideSecrets(shown)).toBe(shown);
  });

  it.each([
    'connect ECONNREFUSED 127.0.0.1:6379',
    'Redis at 127.0.0.1:1: Error: away',
    'cannot listen on auth.example.com:65535: taken',
    'config.keys[0].key: must be a string',
    'redis://localhost:6379',
  ])('leaves %s', (text) => expect(hideSecrets(text)).toBe(text));

  it('hides every secret of a key, and every password of a URL', () => {
    const around = fc.constantFrom('', ' ', "'", '"', ': ', '=', '/', '[');
    fc.assert(
      fc.property(part, part, secret, around, around, (appId, keyId, text, before, after) => {
        expect(hideSecrets(`${before}${appId}.${keyId}:${text}${after}`)).not.toContain('S3CRET');
        expect(hideSecrets(`${before}redis://${appId}:${text}@host${after}`)).not.toContain('S3CRET');
      }),
    );
  });
});
