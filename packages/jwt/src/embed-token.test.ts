import { generateKeyPair, exportJWK, jwtVerify, CompactEncrypt } from 'jose';
import { describe, expect, it } from 'vitest';
import { createAblyJwt } from './create-ably-jwt.js';
import { embedToken } from './embed-token.js';
import { extractEmbeddedToken } from './extract-embedded-token.js';
import { KEY, NOW, now, part } from './fixtures.testing.js';

const secret = 'the secret of the app';
const exp = NOW / 1000 + 60;

describe('embedToken', () => {
  it.each(['header', 'claim'] as const)('carries a token in the %s', async (place) => {
    const { token } = await createAblyJwt({ ttl: 60_000 }, { key: KEY, now });
    const outer = await embedToken({ sub: 'user-7', exp }, token, { secret, place });
    expect(extractEmbeddedToken(outer)).toEqual({ token, place, outerExpires: exp * 1000 });
    const { payload } = await jwtVerify(outer, new TextEncoder().encode(secret), { currentDate: new Date(NOW) });
    expect(payload['sub']).toBe('user-7');
  });

  it('signs with an asymmetric key of the app', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    for (const key of [privateKey, await exportJWK(privateKey)]) {
      const outer = await embedToken(
        { exp },
        { token: 'app.opaque', expires: exp * 1000 },
        { key, alg: 'ES256', place: 'header' },
      );
      expect((await jwtVerify(outer, publicKey, { currentDate: new Date(NOW) })).protectedHeader['x-ably-token']).toBe(
        'app.opaque',
      );
    }
  });

  it.each([
    ['TokenDetails that expire first', { exp: exp + 1 }, { token: 'app.opaque', expires: exp * 1000 }, {}],
    ['an opaque token of unknown expiry', { exp }, 'app.opaque', {}],
    ['an opaque token that expires first', { exp }, 'app.opaque', { innerExpires: exp * 1000 - 1 }],
    ['an empty token', { exp }, '', { innerExpires: exp * 1000 }],
    ['a token with a lone surrogate', { exp }, 'app.\ud83d', { innerExpires: exp * 1000 }],
    ['a second token', { exp, 'x-ably-token': 'other' }, { token: 'app.opaque', expires: exp * 1000 }, {}],
    ['no exp', {}, { token: 'app.opaque', expires: exp * 1000 }, {}],
    ['exp as text', { exp: String(exp) }, { token: 'app.opaque', expires: exp * 1000 }, {}],
  ])('refuses %s', async (_, claims, token, more) => {
    const attempt = embedToken(claims, token, { secret, place: 'header', ...more });
    await expect(attempt).rejects.toMatchObject({ code: 40144, reason: 'embedded' });
  });

  it('knows the expiry of a JWT by itself, and believes TokenDetails first', async () => {
    const { token, expires } = await createAblyJwt({ ttl: 60_000 }, { key: KEY, now });
    const late = { exp: expires / 1000 + 1 };
    await expect(embedToken(late, token, { secret, place: 'claim' })).rejects.toMatchObject({ reason: 'embedded' });
    await expect(embedToken(late, { token, expires }, { secret, place: 'claim' })).rejects.toMatchObject({
      reason: 'embedded',
    });
    await embedToken({ exp: expires / 1000 }, token, { secret, place: 'claim' });
  });

  it('takes the expiry that the caller knows of an opaque token with two dots', async () => {
    const outer = await embedToken({ exp }, 'app.opaque.token', { secret, place: 'header', innerExpires: exp * 1000 });
    expect(extractEmbeddedToken(outer)?.token).toBe('app.opaque.token');
  });
});

describe('extractEmbeddedToken', () => {
  it('finds nothing in a JWT without a token', () => {
    expect(extractEmbeddedToken(`${part({ alg: 'HS256' })}.${part({})}.c2ln`)).toBeUndefined();
  });

  it('finds the token in the header of an encrypted JWT', async () => {
    const outer = await new CompactEncrypt(new TextEncoder().encode('{"x-ably-token":"hidden"}'))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', 'x-ably-token': 'app.opaque' })
      .encrypt(new Uint8Array(32));
    expect(extractEmbeddedToken(outer)).toEqual({ token: 'app.opaque', place: 'header' });
  });

  it.each([
    ['two different tokens', `${part({ 'x-ably-token': 'a' })}.${part({ 'x-ably-token': 'b' })}.s`, 'embedded'],
    ['a token that is not a string', `${part({ 'x-ably-token': 7 })}.${part({})}.s`, 'embedded'],
    ['an empty token', `${part({})}.${part({ 'x-ably-token': '' })}.s`, 'embedded'],
    ['two parts', 'a.b', 'malformed'],
    ['text that is not JSON', 'a.b.c', 'malformed'],
  ])('refuses %s', (_, jwt, reason) => {
    expect(() => extractEmbeddedToken(jwt)).toThrow(expect.objectContaining({ code: 40144, reason }) as Error);
  });
});
