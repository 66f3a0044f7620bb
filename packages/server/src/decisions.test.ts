import { createAblyJwt } from '@ably-auth/jwt';
import { describe, expect, it } from 'vitest';
import { basic, KEY, KEY_NAME, NOW, refusal, REVOCABLE, storeWith, TestService } from './service.testing.js';

// The table of docs/guide/decisions.md, "Codes of the token service", row by row; its column Realtime is tested with
// the handshake of the sandbox.

const REVOKE = '/keys/appId.revocable/revokeTokens';

describe('requestToken', () => {
  it.each([
    ['an unknown key', 404, 40400, (service: TestService) => ({ ...service.sign(), keyName: 'appId.none' })],
    ['a wrong MAC', 401, 40101, (service: TestService) => ({ ...service.sign(), ttl: 1 })],
    ['a clientId that cannot be one', 400, 40012, (service: TestService) => ({ ...service.sign(), clientId: 'bob\n' })],
    ['an unsigned request without credentials', 401, 40101, (service: TestService) => service.unsigned()],
  ])('answers %s with %i / %i', async (_, status, code, make) => {
    const service = new TestService();
    expect(refusal(await service.requestToken(make(service)))).toEqual([status, code]);
  });

  it.each([
    ['a token', 401, 40101, async (service: TestService) => `Bearer ${await service.token()}`],
    ['the key of another', 401, 40101, () => basic(REVOCABLE)],
    ['a wrong secret', 401, 40101, () => basic(`${KEY}x`)],
    ['what is not a key', 400, 40005, () => 'Basic ???'],
  ])('answers an unsigned request with %s with %i / %i', async (_, status, code, authorization) => {
    const service = new TestService();
    const headers = { authorization: await authorization(service) };
    expect(refusal(await service.requestToken(service.unsigned(), headers))).toEqual([status, code]);
  });

  it('answers an unsigned request without a timestamp with 400 / 40003', async () => {
    const answer = await new TestService().requestToken({ keyName: KEY_NAME }, { authorization: basic() });
    expect(refusal(answer)).toEqual([400, 40003]);
  });

  it('takes a nonce again with another timestamp', async () => {
    const service = new TestService();
    for (const timestamp of [NOW, NOW + 1]) {
      const request = service.sign({ timestamp, nonce: 'a-nonce-of-sixteen' });
      expect((await service.requestToken(request)).status).toBe(201);
      expect(refusal(await service.requestToken(request))).toEqual([401, 40105]);
    }
  });
});

describe('credentials', () => {
  const codeOf = async (authorization: string | undefined, headers: Record<string, string> = {}) => {
    const { service } = new TestService();
    const all = new Headers({ ...headers, ...(authorization !== undefined && { authorization }) });
    return service.authenticate({ headers: all }).then(
      () => [],
      ({ statusCode, code }: { statusCode: number; code: number }) => [statusCode, code],
    );
  };
  const jwt = async (key: string) => `Bearer ${(await createAblyJwt({}, { key, now: () => NOW })).token}`;

  it.each([
    ['none', 401, 40101, undefined],
    ['a header that cannot be read', 400, 40005, 'Digest a'],
    ['Basic auth that is not a key', 400, 40005, `Basic ${btoa('key')}`],
    ['Basic auth of an unknown key', 401, 40400, basic('appId.none:secret')],
    ['Basic auth with a wrong secret', 401, 40101, basic(`${KEY}x`)],
    ['text that is not a token', 401, 40143, 'Bearer token'],
  ])('%s: %i / %i', async (_, status, code, authorization) => {
    expect(await codeOf(authorization)).toEqual([status, code]);
  });

  it('a JWT of an unknown key: 401 / 40144; of an unknown app: 404 / 40400', async () => {
    expect(await codeOf(await jwt('appId.none:secret'))).toEqual([401, 40144]);
    expect(await codeOf(await jwt('other.none:secret'))).toEqual([404, 40400]);
  });

  it('X-Ably-ClientId that is not Base64: 400 / 40004; that is not an identity: 400 / 40012', async () => {
    for (const authorization of [basic(), await jwt(KEY)]) {
      expect(await codeOf(authorization, { 'x-ably-clientid': '???' })).toEqual([400, 40004]);
      expect(await codeOf(authorization, { 'x-ably-clientid': btoa('bob\n') })).toEqual([400, 40012]);
    }
  });
});

describe('revokeTokens', () => {
  it('with another key of the app: 401 / 40133; done: 200 with a BatchResult', async () => {
    const service = new TestService();
    const body = { targets: ['clientId:alice'] };
    expect(refusal(await service.post(REVOKE, body, { authorization: basic() }))).toEqual([401, 40133]);
    const { status, body: done } = await service.post(REVOKE, body, { authorization: basic(REVOCABLE) });
    expect([status, Object.keys(done)]).toEqual([200, ['successCount', 'failureCount', 'results']]);
  });
});

describe('Basic auth without TLS, where that is required', () => {
  it.each([
    [`/keys/${KEY_NAME}/requestToken`, KEY],
    [REVOKE, REVOCABLE],
    ['/introspect', KEY],
  ])('%s: 401 / 40103', async (path, key) => {
    const answer = await new TestService({ requireTls: true }).post(path, {}, { authorization: basic(key) });
    expect(refusal(answer)).toEqual([401, 40103]);
  });
});

describe('a store that is away', () => {
  const away = () => {
    throw new Error('away');
  };
  const store = storeWith({ admit: away, revoke: away, isRevoked: away });

  it('refuses requestToken and revokeTokens with 503 / 50003', async () => {
    const service = new TestService({ store });
    expect(refusal(await service.requestToken(service.sign()))).toEqual([503, 50003]);
    const revoked = await service.post(REVOKE, { targets: ['clientId:a'] }, { authorization: basic(REVOCABLE) });
    expect(refusal(revoked)).toEqual([503, 50003]);
  });

  it('refuses a JWT of a key with revocable tokens alone', async () => {
    const service = new TestService({ store });
    const use = async (key: string) =>
      service.authenticate(`Bearer ${(await createAblyJwt({}, { key, now: () => NOW })).token}`);
    await expect(use(REVOCABLE)).rejects.toMatchObject({ statusCode: 503, code: 50003 });
    expect(await use(KEY)).toMatchObject({ keyName: KEY_NAME });
  });
});

describe('a JWT whose signer has a clock that is ahead', () => {
  const isAccepted = async (aheadMs: number, options = {}) => {
    const service = new TestService({ keys: [{ key: REVOCABLE, revocableTokens: true }], ...options });
    const { token } = await createAblyJwt({ clientId: 'alice' }, { key: REVOCABLE, now: () => NOW + aheadMs });
    return service.authenticate(`Bearer ${token}`).then(
      () => true,
      ({ code }: { code: number }) => code,
    );
  };

  it('is accepted up to the tolerance of five seconds, or another one', async () => {
    expect([await isAccepted(5000), await isAccepted(6000)]).toEqual([true, 40144]);
    const options = { clockToleranceMs: 0 };
    expect([await isAccepted(0, options), await isAccepted(1000, options)]).toEqual([true, 40144]);
  });

  it('counts as issued that much earlier: a revocation reaches it', async () => {
    const service = new TestService();
    await service.post(REVOKE, { targets: ['clientId:alice'] }, { authorization: basic(REVOCABLE) });
    const useAt = async (aheadMs: number) => {
      const { token } = await createAblyJwt({ clientId: 'alice' }, { key: REVOCABLE, now: () => NOW + aheadMs });
      service.time = NOW + aheadMs;
      return service.authenticate(`Bearer ${token}`).then(
        () => true,
        ({ code }: { code: number }) => code,
      );
    };
    expect([await useAt(0), await useAt(5000), await useAt(6000)]).toEqual([40141, 40141, true]);
  });

  it('gets no tolerance for its expiry', async () => {
    const service = new TestService();
    const { token } = await createAblyJwt({ ttl: 1000 }, { key: KEY, now: () => NOW });
    service.time += 1000;
    await expect(service.authenticate(`Bearer ${token}`)).rejects.toMatchObject({ code: 40142 });
  });
});
