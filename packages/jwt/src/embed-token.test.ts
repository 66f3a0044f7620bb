import type { TokenDetails } from '@ably-auth/validation';
import { CompactEncrypt, decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, jwtVerify } from 'jose';
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

describe('what embedToken says', () => {
  const expires = exp * 1000;
  const opaque = { token: 'app.opaque', expires };
  const CORRECT = 'Correct the argument that the message names.';
  const PASS = 'Pass the TokenDetails, or innerExpires in milliseconds since the epoch.';
  const SHORTEN = 'Let the outer JWT expire with the inner token or before it.';

  it.each<[object, string | TokenDetails, string, string]>([
    [{ exp }, '', 'token: expected a token or TokenDetails, got an empty string', CORRECT],
    [
      { exp },
      { ...opaque, expires: 0.5 },
      'token.expires: expected whole milliseconds since the epoch, got 0.5',
      CORRECT,
    ],
    [{ exp, 'x-ably-token': 'x' }, opaque, 'outerClaims["x-ably-token"]: expected no token, got a string', CORRECT],
    [{}, opaque, 'outerClaims.exp: expected a time in seconds since the epoch, got nothing', CORRECT],
    [
      { exp, a: 1n },
      opaque,
      'outerClaims["a"]: expected JSON of at most 8 levels, well-formed Unicode, got a bigint',
      CORRECT,
    ],
    [{ exp }, 'app.opaque', 'innerExpires: expected when the token expires, got undefined', PASS],
    [
      { exp: exp + 1 },
      opaque,
      'outerClaims.exp: expected at most the expiry of the inner token, got 1000 ms more',
      SHORTEN,
    ],
  ])('of %o and %o', async (claims, token, message, remediation) => {
    await expect(embedToken({ ...claims }, token, { secret, place: 'claim' })).rejects.toMatchObject({
      code: 40144,
      reason: 'embedded',
      message,
      remediation,
    });
  });
});

describe('an embedded token', () => {
  const decoded = (jwt: string) => [decodeProtectedHeader(jwt), decodeJwt(jwt)];
  const opaque = { token: 'app.opaque', expires: exp * 1000 };
  const carried = { 'x-ably-token': 'app.opaque' };

  it('stands in its place alone', async () => {
    const header = { typ: 'JWT', alg: 'HS256' };
    const inHeader = await embedToken({ exp }, opaque, { secret: new TextEncoder().encode(secret), place: 'header' });
    const inClaims = await embedToken({ exp }, opaque, { secret, place: 'claim' });
    expect(decoded(inHeader)).toEqual([{ ...header, ...carried }, { exp }]);
    expect(decoded(inClaims)).toEqual([header, { exp, ...carried }]);
  });

  it.each([
    ['says when it expires', part({ exp }), '.s', exp - 1, exp],
    ['has no exp', part({}), '.s', exp, exp],
    ['has another exp than a number', part({ exp: '1' }), '.s', exp, exp],
    ['is encrypted', part({ exp: 1 }), '.c.d.e', exp, exp],
  ])('that %s is believed first', async (_, claims, rest, innerExpires, latest) => {
    const options = { secret, place: 'claim', innerExpires: innerExpires * 1000 } as const;
    const token = `${part({})}.${claims}${rest}`;
    expect(extractEmbeddedToken(await embedToken({ exp: latest }, token, options))?.token).toBe(token);
    await expect(embedToken({ exp: latest + 1 }, token, options)).rejects.toMatchObject({ reason: 'embedded' });
  });
});

describe('extractEmbeddedToken', () => {
  it('names the header where header and claims carry the same token, and no expiry that is not a number', () => {
    const both = part({ 'x-ably-token': 'a.b' });
    expect(extractEmbeddedToken(`${both}.${both}.s`)).toEqual({ token: 'a.b', place: 'header' });
    expect(extractEmbeddedToken(`${part({})}.${part({ 'x-ably-token': 'a.b', exp: '1' })}.s`)).toEqual({
      token: 'a.b',
      place: 'claim',
    });
  });

  it('reads no claims of an encrypted JWT', () => {
    expect(extractEmbeddedToken(`${part({})}.${part({ 'x-ably-token': 'a.b' })}.c.d.e`)).toBeUndefined();
  });

  it.each([
    ['a.b.c.d', 'JWT: expected three or five parts, got 4'],
    [`${part({ 'x-ably-token': '' })}.e30.s`, 'JWT header["x-ably-token"]: expected a token, got an empty string'],
    [`e30.${part({ 'x-ably-token': 1 })}.s`, 'JWT claims["x-ably-token"]: expected a token, got 1'],
  ])('says of %s what is wrong', (jwt, message) => {
    expect(() => extractEmbeddedToken(jwt)).toThrow(message);
  });

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
