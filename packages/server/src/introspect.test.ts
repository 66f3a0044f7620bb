import { createAblyJwt } from '@ably-auth/jwt';
import { expect, it } from 'vitest';
import { basic, KEY, KEY_NAME, NARROW, NOW, refusal, REVOCABLE, storeWith, TestService } from './service.testing.js';

const introspect = (service: TestService, token: string, authorization = basic()) =>
  service.send('/introspect', {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ token, token_type_hint: 'access_token' }).toString(),
  });

it('tells what a token of the app grants, to any key of the app', async () => {
  const service = new TestService();
  const token = await service.token({ clientId: 'alice', ttl: 60_000 }, NARROW);
  const { status, body } = await introspect(service, token);
  expect([status, body]).toEqual([
    200,
    {
      active: true,
      token_type: 'Bearer',
      client_id: 'appId.narrow',
      sub: 'alice',
      'x-ably-clientId': 'alice',
      iat: NOW / 1000,
      exp: NOW / 1000 + 60,
      'x-ably-capability': '{"chat:*":["publish","subscribe"]}',
    },
  ]);
  const { token: jwt } = await createAblyJwt({}, { key: KEY, now: () => NOW });
  expect((await introspect(service, jwt)).body).toMatchObject({ active: true, client_id: KEY_NAME });
});

it('says only that it is not active of any other token, such as one that is revoked, expired or of another app', async () => {
  const other = 'other.keyId:secret';
  const service = new TestService({ keys: [{ key: KEY }, { key: REVOCABLE, revocableTokens: true }, { key: other }] });
  const [revoked, foreign, expired] = [
    await service.token({ clientId: 'alice' }, REVOCABLE),
    await service.token({}, other),
    await service.token({ ttl: 1 }),
  ];
  const body = { targets: ['clientId:alice'] };
  await service.post('/keys/appId.revocable/revokeTokens', body, { authorization: basic(REVOCABLE) });
  service.time += 1;
  for (const token of [revoked, foreign, expired, 'no token', 'a.b', `${revoked}x`]) {
    const answer = await introspect(service, token);
    expect([answer.status, answer.body], token).toEqual([200, { active: false }]);
  }
  expect((await introspect(service, foreign, basic(other))).body.active).toBe(true);
});

it('refuses a caller without a key, what is not a form with one token, and does not guess without its store', async () => {
  const service = new TestService();
  const token = await service.token();
  expect(refusal(await introspect(service, token, `Bearer ${token}`))).toEqual([401, 40162]);
  expect(refusal(await introspect(service, token, basic(`${KEY}x`)))).toEqual([401, 40101]);
  expect(refusal(await service.post('/introspect', { token }, { authorization: basic() }))).toEqual([400, 40001]);
  expect(refusal(await introspect(service, ''))).toEqual([400, 40001]);
  const isRevoked = async (): Promise<never> => {
    throw new Error('away');
  };
  const away = new TestService({ store: storeWith({ isRevoked }) });
  expect(refusal(await introspect(away, await away.token({}, REVOCABLE)))).toEqual([503, 50003]);
});
