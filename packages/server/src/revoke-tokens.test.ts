import { createAblyJwt } from '@ably-auth/jwt';
import { describe, expect, it } from 'vitest';
import { basic, KEY, NOW, refusal, REVOCABLE, storeWith, TestService } from './service.testing.js';

const PATH = '/keys/appId.revocable/revokeTokens';
const headers = { authorization: basic(REVOCABLE) };

async function isRevoked(service: TestService, token: string): Promise<boolean> {
  try {
    await service.authenticate(`Bearer ${token}`);
    return false;
  } catch (error) {
    expect(error).toMatchObject({ code: 40141 });
    return true;
  }
}

describe('revokes by', () => {
  it.each([
    ['clientId:alice', { clientId: 'alice' }, { clientId: 'alicia' }],
    ['clientId:a:b', { clientId: 'a:b' }, { clientId: 'a' }],
    ['channel:chat:*', { capability: { 'chat:*': ['publish'] } }, { capability: { 'chat:room': ['publish'] } }],
    ['channel:news', { capability: { news: ['*'], chat: ['*'] } }, { capability: { '*': ['*'] } }],
  ])('%s, literally', async (target, hit, missed) => {
    const service = new TestService();
    const [first, second] = [await service.token(hit, REVOCABLE), await service.token(missed, REVOCABLE)];
    const { status, body } = await service.post(PATH, { targets: [target] }, headers);
    expect(status).toBe(200);
    expect(body).toEqual({
      successCount: 1,
      failureCount: 0,
      results: [{ target, issuedBefore: NOW + 1, appliesAt: NOW }],
    });
    expect([await isRevoked(service, first), await isRevoked(service, second)]).toEqual([true, false]);
    expect(await isRevoked(service, await service.token(hit, REVOCABLE))).toBe(false);
  });

  it('revocationKey, which only a JWT has', async () => {
    const service = new TestService();
    const now = () => service.time;
    const { token } = await createAblyJwt({ revocationKey: 'group-7' }, { key: REVOCABLE, now });
    service.time += 1000;
    await service.post(PATH, { targets: ['revocationKey:group-7'] }, headers);
    expect(await isRevoked(service, token)).toBe(true);
  });
});

it('revokes no token for what it does not say', async () => {
  const service = new TestService();
  const now = () => service.time;
  const tokens = [await service.token({}, REVOCABLE), (await createAblyJwt({}, { key: REVOCABLE, now })).token];
  service.time += 1000;
  await service.post(PATH, { targets: ['clientId:undefined', 'revocationKey:undefined'] }, headers);
  for (const token of tokens) expect(await isRevoked(service, token)).toBe(false);
});

it('takes an Ably token at once that was issued after a revocation, with any tolerance for JWTs', async () => {
  const service = new TestService({ clockToleranceMs: 60_000 });
  await service.post(PATH, { targets: ['clientId:alice'] }, headers);
  service.time += 1;
  expect(await isRevoked(service, await service.token({ clientId: 'alice' }, REVOCABLE))).toBe(false);
});

it('leaves thirty seconds to renew, where that is asked (RSA17f)', async () => {
  const service = new TestService();
  const token = await service.token({ clientId: 'alice' }, REVOCABLE);
  service.time += 1;
  const request = { targets: ['clientId:alice'], allowReauthMargin: true };
  const { body } = await service.post(PATH, request, headers);
  expect(body.results[0].appliesAt).toBe(service.time + 30_000);
  service.time += 29_999;
  expect(await isRevoked(service, token)).toBe(false);
  service.time += 1;
  expect(await isRevoked(service, token)).toBe(true);
});

it('revokes what was issued before a time in the past (RSA17e)', async () => {
  const service = new TestService();
  const old = await service.token({ clientId: 'alice' }, REVOCABLE);
  service.time += 1000;
  const young = await service.token({ clientId: 'alice' }, REVOCABLE);
  await service.post(PATH, { targets: ['clientId:alice'], issuedBefore: NOW + 1 }, headers);
  expect([await isRevoked(service, old), await isRevoked(service, young)]).toEqual([true, false]);
});

it('checks each target by itself (TRT2a)', async () => {
  const targets = ['shoe:size', 'clientId:alice', 'alice', 'clientId:'];
  const { status, body } = await new TestService().post(PATH, { targets }, headers);
  expect([status, body.successCount, body.failureCount]).toEqual([200, 1, 3]);
  expect(body.results.map((result: { target: string }) => result.target)).toEqual(targets);
  expect(body.results[0].error).toMatchObject({ code: 40000, statusCode: 400 });
});

it.each([
  ['no credentials', {}, { targets: ['clientId:a'] }, [401, 40101]],
  ['a token (RSA17d)', { authorization: 'Bearer a.b' }, { targets: ['clientId:a'] }, [401, 40162]],
  ['another key', { authorization: basic(KEY) }, { targets: ['clientId:a'] }, [401, 40133]],
  ['a wrong secret', { authorization: basic(`${REVOCABLE}x`) }, { targets: ['clientId:a'] }, [401, 40101]],
  ['no target', headers, { targets: [] }, [400, 40000]],
  ['101 targets', headers, { targets: Array(101).fill('clientId:a') }, [400, 40000]],
  ['a time in the future', headers, { targets: ['clientId:a'], issuedBefore: NOW + 1 }, [400, 40003]],
  ['a time over an hour ago', headers, { targets: ['clientId:a'], issuedBefore: NOW - 3_600_001 }, [400, 40003]],
  ['an unknown member', headers, { targets: ['clientId:a'], target: 'b' }, [400, 40001]],
])('refuses %s', async (_, credentials: Record<string, string>, body, expected) => {
  expect(refusal(await new TestService().post(PATH, body, credentials))).toEqual(expected);
});

it('refuses a key without revocable tokens, and a revocation that it cannot record', async () => {
  const body = { targets: ['clientId:a'] };
  const plain = await new TestService().post('/keys/appId.keyId/revokeTokens', body, { authorization: basic() });
  expect(refusal(plain)).toEqual([401, 40163]);
  const away = async (): Promise<never> => {
    throw new Error('away');
  };
  const service = new TestService({ store: storeWith({ revoke: away, isRevoked: away }) });
  expect(refusal(await service.post(PATH, body, headers))).toEqual([503, 50003]);
  const token = await service.token({}, REVOCABLE);
  await expect(service.authenticate(`Bearer ${token}`)).rejects.toMatchObject({ code: 50003 });
});
