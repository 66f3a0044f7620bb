import type { AuthOptions, TokenParams } from '@ably-auth/validation';
import { expect, it } from 'vitest';
import type { ClientAuthOptions } from './client-auth-options.js';
import { KEY, details, useLoopback } from './loopback.testing.js';

// A caller's object is never changed, and what becomes of it after the call does not count.

const service = useLoopback();
service.answer(({ path }) => {
  if (path === '/time') return { body: [Date.now()] };
  return path.endsWith('/revokeTokens') ? { body: [] } : { body: details('a-token') };
});

const options = (): ClientAuthOptions => ({
  key: KEY,
  authUrl: 'https://auth.test/token',
  authHeaders: { 'X-Mine': 'yes' },
  authParams: { room: 'a' },
  tokenDetails: details('first'),
  queryTime: true,
  clientId: 'alice',
  defaultTokenParams: { ttl: 60_000, capability: { b: ['subscribe', 'publish'], a: ['*'] } },
});
const params = (): TokenParams => ({ ttl: 5, capability: { b: ['subscribe', 'publish'], a: ['*'] }, timestamp: 1 });
const authOptions = (): AuthOptions => ({
  authUrl: 'https://auth.test/other',
  authParams: { a: '1' },
  queryTime: true,
});

it('takes frozen objects, all the way down', async () => {
  const auth = service.client(frozen(options()));
  const response = await auth.fetch(
    '/channels/test',
    frozen({ method: 'POST', headers: { 'X-Own': 'yes' }, body: 'b' }),
  );
  expect(response.status).toBe(200);
  expect(service.requests.at(-1)?.headers['x-own']).toBe('yes');
  expect(await auth.authorize(frozen(params()), frozen(authOptions()))).toMatchObject({ token: 'a-token' });
  expect(await auth.requestToken(frozen(params()), frozen(authOptions()))).toMatchObject({ token: 'a-token' });
  const request = await auth.createTokenRequest(frozen(params()), frozen({ key: KEY, queryTime: true }));
  expect(request).toMatchObject({ ttl: 5, capability: '{"a":["*"],"b":["publish","subscribe"]}' });
  const targets = frozen([{ type: 'clientId', value: 'alice' }]);
  const revoked = await service.client({ key: KEY }).revokeTokens(targets, frozen({ issuedBefore: 5 }));
  expect(revoked).toEqual({ successCount: 0, failureCount: 0, results: [] });
});

it('leaves objects as they are', async () => {
  const given = [options(), params(), authOptions()] as const;
  const before = structuredClone(given);
  const auth = service.client(given[0]);
  await auth.authorize(given[1], given[2]);
  await auth.authorize();
  expect(given).toEqual(before);
});

it('does not see what the caller does to an object later', async () => {
  const [own, asked, how] = [options(), params(), authOptions()];
  const auth = service.client(own);
  Object.assign(own.authHeaders as object, { 'X-Mine': 'changed' });
  Object.assign(own.defaultTokenParams as object, { ttl: 7 });
  Object.assign(own.tokenDetails as object, { token: 'changed' });
  expect(auth.tokenDetails?.token).toBe('first');
  expect((await auth.createTokenRequest()).ttl).toBe(60_000);

  await auth.authorize(asked, how);
  (asked.capability as Record<string, string[]>)['b']?.push('history');
  Object.assign(how.authParams as object, { a: '2' });
  await auth.authorize();
  const [first, second] = service.requests.filter(({ path }) => path === '/other').slice(-2);
  expect(second?.query).toEqual({
    ttl: '5',
    capability: '{"a":["*"],"b":["publish","subscribe"]}',
    clientId: 'alice',
    a: '1',
  });
  expect(first?.query).toEqual({ ...second?.query, timestamp: '1' });
});

function frozen<T extends object>(value: T): T {
  for (const member of Object.values(value) as unknown[]) {
    if (typeof member === 'object' && member !== null) frozen(member);
  }
  return Object.freeze(value);
}
