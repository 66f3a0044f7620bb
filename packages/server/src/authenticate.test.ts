import { createAblyJwt, embedToken, type AblyJwtParams } from '@ably-auth/jwt';
import type { TokenParams } from '@ably-auth/validation';
import { decodeJwt } from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import { describe, expect, it } from 'vitest';
import { createSealingKey } from './index.js';
import {
  basic,
  KEY,
  KEY_NAME,
  NARROW,
  NARROW_SECRET,
  NOW,
  REVOCABLE,
  storeWith,
  TestService,
} from './service.testing.js';

const jwt = async (service: TestService, params: AblyJwtParams = {}, key = KEY) =>
  (await createAblyJwt(params, { key, now: () => service.time })).token;

describe('knows', () => {
  it('a key', async () => {
    expect(await new TestService().authenticate(basic(NARROW))).toMatchObject({
      method: 'basic',
      keyName: 'appId.narrow',
      appId: 'appId',
      capability: { 'chat:*': ['publish', 'subscribe'] },
    });
  });

  it.each([
    ['raw', (token: string) => token],
    ['Base64', btoa],
  ])('an Ably token, %s (RSA3b)', async (_, write) => {
    const service = new TestService();
    const token = await service.token({ clientId: 'alice', capability: { a: ['publish'] }, ttl: 1000 });
    expect(await service.authenticate(`Bearer ${write(token)}`)).toEqual({
      method: 'ably-token',
      keyName: KEY_NAME,
      appId: 'appId',
      capability: { a: ['publish'] },
      clientId: 'alice',
      issued: NOW,
      expires: NOW + 1000,
    });
  });

  it('a token whose claims are too large to carry', async () => {
    const service = new TestService();
    const capability = Object.fromEntries(Array.from({ length: 1500 }, (_, i) => [`channel:number-${i}`, ['publish']]));
    const token = await service.token({ capability });
    expect(token).toMatch(/^appId\.A[\w-]{22}$/);
    expect(Object.keys((await service.authenticate(`Bearer ${token}`)).capability)).toHaveLength(1500);
  });

  it('tokens of every size, the text of each 4 KiB at most', async () => {
    const service = new TestService();
    for (let length = 2700; length < 3100; length += 7) {
      const resource = `chat:${'x'.repeat(length)}`;
      const token = await service.token({ capability: { [resource]: ['publish'] } });
      expect(token.length).toBeLessThanOrEqual(4096);
      expect((await service.authenticate(`Bearer ${token}`)).capability).toEqual({ [resource]: ['publish'] });
    }
  });

  it('a token of a key without revocable tokens, and asks no store about it', async () => {
    const away = async (): Promise<never> => {
      throw new Error('away');
    };
    const service = new TestService({ store: storeWith({ revoke: away, isRevoked: away }) });
    expect((await service.authenticate(`Bearer ${await service.token()}`)).keyName).toBe(KEY_NAME);
  });

  it('a JWT that jsonwebtoken signed, narrowed to what the key has', async () => {
    const service = new TestService();
    const token = jsonwebtoken.sign(
      { iat: NOW / 1000, exp: NOW / 1000 + 60, 'x-ably-capability': '{"*":["*"]}', 'x-ably-clientId': 'bob' },
      NARROW_SECRET,
      { keyid: 'appId.narrow' },
    );
    expect(await service.authenticate(`Bearer ${token}`)).toMatchObject({
      method: 'ably-jwt',
      clientId: 'bob',
      capability: { 'chat:*': ['publish', 'subscribe'] },
      expires: NOW + 60_000,
    });
  });

  it.each(['header', 'claim'] as const)('a token embedded in the %s of a JWT', async (place) => {
    const service = new TestService();
    for (const inner of [await service.token({ clientId: 'alice' }), await jwt(service, { clientId: 'alice' })]) {
      const outer = await embedToken({ exp: NOW / 1000 + 5 }, inner, {
        secret: 'of the app',
        place,
        innerExpires: NOW + 3_600_000,
      });
      expect(await service.authenticate(`Bearer ${outer}`)).toMatchObject({ clientId: 'alice', expires: NOW + 5000 });
      service.time += 5000;
      await expect(service.authenticate(`Bearer ${outer}`)).rejects.toMatchObject({ code: 40142 });
      service.time -= 5000;
    }
  });

  it('the identity that the header names, where the credentials leave it open (RSA7e2)', async () => {
    const service = new TestService();
    const header = { 'x-ably-clientid': btoa('alice') };
    const wildcard = await service.token({ clientId: '*' });
    expect(await service.authenticate(basic(), header)).toMatchObject({ clientId: 'alice' });
    expect(await service.authenticate(`Bearer ${wildcard}`, header)).toMatchObject({ clientId: 'alice' });
    const own = await service.token({ clientId: 'alice' });
    expect(await service.authenticate(`Bearer ${own}`, header)).toMatchObject({ clientId: 'alice' });
    for (const token of [await service.token({ clientId: 'bob' }), await service.token()]) {
      await expect(service.authenticate(`Bearer ${token}`, header)).rejects.toMatchObject({ code: 40102 }); // RSA15
    }
    for (const unreadable of ['*', btoa('\xff')]) {
      await expect(service.authenticate(basic(), { 'x-ably-clientid': unreadable })).rejects.toMatchObject({
        code: 40004,
      });
    }
    for (const wrong of [btoa('*'), '', btoa('alice\nadmin'), btoa('a'.repeat(1025))]) {
      await expect(service.authenticate(basic(), { 'x-ably-clientid': wrong })).rejects.toMatchObject({ code: 40012 });
    }
  });
});

describe('refuses', () => {
  it.each([
    ['no credentials', undefined, 40101],
    ['another scheme', 'Digest abc', 40005],
    ['no value', 'Basic', 40005],
    ['two values', 'Basic a b', 40005],
    ['what is not Base64', 'Basic ???', 40005],
    ['a key without colon', `Basic ${btoa('appId.keyId')}`, 40005],
    ['a wrong secret', basic(`${KEY}x`), 40101],
    ['the start of the secret', basic(KEY.slice(0, -1)), 40101],
    ['an unknown key', basic('appId.none:keySecret'), 40400],
    ['a bearer without dot', `Bearer ${btoa('token')}`, 40143],
    ['an unknown id', 'Bearer appId.0123456789012345678901', 40143],
    ['four parts', 'Bearer a.b.c.d', 40143],
    ['a JWT of nothing', 'Bearer a.b.c', 40144],
    ['a JWE of another', 'Bearer appId.a..b.c.d', 40145],
  ])('%s', async (_, authorization, code) => {
    const { service } = new TestService();
    const headers = new Headers(authorization === undefined ? {} : { authorization });
    await expect(service.authenticate({ headers })).rejects.toMatchObject({ code });
  });

  it('an expired token, at the moment of its expiry', async () => {
    const service = new TestService();
    const large = { [`channel:${'x'.repeat(4000)}`]: ['*'] };
    for (const params of [{}, { capability: large }] as TokenParams[]) {
      const token = await service.token({ ...params, ttl: 1000 });
      service.time += 999;
      await service.authenticate(`Bearer ${token}`);
      service.time += 1;
      await expect(service.authenticate(`Bearer ${token}`)).rejects.toMatchObject({ code: 40142 });
    }
  });

  it('a token that was changed anywhere', async () => {
    const service = new TestService();
    const token = await service.token({ clientId: 'alice' });
    for (let i = 0; i < token.length; i++) {
      if (token[i] === '.') continue;
      const changed = token.slice(0, i) + (token[i] === 'A' ? 'B' : 'A') + token.slice(i + 1);
      await expect(service.authenticate(`Bearer ${changed}`), `octet ${i}`).rejects.toMatchObject({ code: 40145 });
    }
  });

  it('a token of another service, or sealed with a key that was taken out', async () => {
    const [old, fresh] = [createSealingKey(), createSealingKey()];
    const token = await new TestService({ sealingKeys: [old] }).token();
    const rotated = new TestService({ sealingKeys: [fresh, old] });
    expect((await rotated.authenticate(`Bearer ${token}`)).keyName).toBe(KEY_NAME);
    for (const other of [new TestService(), new TestService({ sealingKeys: [fresh] })]) {
      await expect(other.authenticate(`Bearer ${token}`)).rejects.toMatchObject({ code: 40145 });
    }
  });

  it('a token that was issued for a day, once its key has revocable tokens', async () => {
    const sealingKeys = [createSealingKey()];
    const token = await new TestService({ sealingKeys }).token({ ttl: 86_400_000 });
    const short = await new TestService({ sealingKeys }).token({ ttl: 3_600_000 });
    const revocable = new TestService({ sealingKeys, keys: [{ key: KEY, revocableTokens: true }] });
    await expect(revocable.authenticate(`Bearer ${token}`)).rejects.toMatchObject({ code: 40145 });
    expect((await revocable.authenticate(`Bearer ${short}`)).keyName).toBe(KEY_NAME);
  });

  it('two sealing keys with the same kid: the one that leaks would go on sealing', () => {
    const [one, other] = [createSealingKey(), createSealingKey()];
    expect(() => new TestService({ sealingKeys: [one, { ...other, kid: one.kid }] })).toThrow(TypeError);
  });

  it('a token whose key was removed', async () => {
    const sealingKeys = [createSealingKey()];
    const token = await new TestService({ sealingKeys }).token();
    const without = new TestService({ sealingKeys, keys: [{ key: NARROW }] });
    await expect(without.authenticate(`Bearer ${token}`)).rejects.toMatchObject({ code: 40145 });
  });

  it.each([
    ['of another app', 'other.keyId:keySecret', {}, 40400],
    ['of an unknown key', 'appId.none:keySecret', {}, 40144],
    ['signed with another secret', 'appId.keyId:other', {}, 40144],
    ['with an unknown operation', KEY, { capability: { a: ['fly'] } }, 40144],
    ['that asks for nothing that the key has', NARROW, { capability: { other: ['publish'] } }, 40160],
    ['over an hour for a key with revocable tokens', REVOCABLE, { ttl: 3_601_000 }, 40144],
  ])('a JWT %s', async (_, key, params, code) => {
    const service = new TestService();
    const token = await jwt(service, params, key);
    await expect(service.authenticate(`Bearer ${token}`)).rejects.toMatchObject({ code });
  });

  it('an outer JWT that lives longer than what it carries, and one that carries another one', async () => {
    const service = new TestService();
    const inner = await service.token({ ttl: 60_000 });
    const options = { secret: 'of the app', place: 'header', innerExpires: NOW + 3_600_000 } as const;
    const outer = await embedToken({ exp: NOW / 1000 + 61 }, inner, options);
    await expect(service.authenticate(`Bearer ${outer}`)).rejects.toMatchObject({ code: 40144 });
    const outerOf = (exp: unknown) => {
      const header = { 'x-ably-token': inner };
      return [header, { exp }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.') + '.s';
    };
    expect((await service.authenticate(`Bearer ${outerOf(undefined)}`)).expires).toBe(NOW + 60_000);
    await expect(service.authenticate(`Bearer ${outerOf('1')}`)).rejects.toMatchObject({ code: 40144 });
    const twice = await embedToken(
      { exp: NOW / 1000 + 5 },
      await embedToken({ exp: NOW / 1000 + 5 }, inner, options),
      options,
    );
    await expect(service.authenticate(`Bearer ${twice}`)).rejects.toMatchObject({ code: 40144 });
  });
});

it('keeps the capability out of the token', async () => {
  const service = new TestService();
  const token = await service.token({ capability: { 'confidential-channel': ['publish'] } });
  const readable = token.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
  expect(readable.join(' ')).not.toContain('confidential');
  expect(() => decodeJwt(token)).toThrow();
});
