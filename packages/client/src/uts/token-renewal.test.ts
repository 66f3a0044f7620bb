import { describe, expect, it } from 'vitest';
import type { ClientAuthOptions } from '../client-auth-options.js';
import { details, tokenError, useLoopback } from '../loopback.testing.js';

const service = useLoopback();

const PATH = '/channels/test';

/** A client whose authCallback gives token-1, token-2, …, and how often it was asked. */
function counting(options: ClientAuthOptions = {}) {
  const asked = { count: 0 };
  const authCallback = async () => details(`token-${++asked.count}`);
  return Object.assign(asked, { auth: service.client({ authCallback, ...options }) });
}

const bearers = (path = PATH) =>
  service.requests.filter((request) => request.path === path).map(({ headers }) => headers['authorization']);

describe('a token that the service refuses', () => {
  it.each([
    ['rest/unit/RSA4b/renewal-on-40142-0', 40142],
    ['rest/unit/RSA4b/renewal-on-40140-1', 40140],
    ['RSC10: the last code of the range', 40149],
  ])('%s', async (_, code) => {
    service.answer((__, count) => (count === 1 ? tokenError(code) : { body: [{ channel: 'test' }] }));
    const counted = counting();
    const response = await counted.auth.fetch(PATH);
    expect(await response.json()).toEqual([{ channel: 'test' }]);
    expect(bearers()).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect(counted.count).toBe(2);
  });

  it('rest/unit/RSC10/request-retried-after-renewal-0: the caller sees nothing of it', async () => {
    service.answer(({ headers }) =>
      headers['authorization'] === 'Bearer token-1' ? tokenError() : { body: { channelId: 'test' } },
    );
    const counted = counting();
    const response = await counted.auth.fetch(PATH);
    expect([response.status, await response.json()]).toEqual([200, { channelId: 'test' }]);
    expect(bearers()).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect(counted.count).toBe(2);
  });

  it('rest/unit/RSA4b/renewal-via-authurl-2', async () => {
    service.answer(({ path }, count) => {
      if (path === '/auth') return { body: details(count === 1 ? 'first-token' : 'second-token') };
      return count === 2 ? { status: 401, body: { error: { code: 40142, message: 'Token expired' } } } : { body: [] };
    });
    await service.client({ authUrl: 'https://example.test/auth' }).fetch(PATH);
    expect(bearers('/auth')).toHaveLength(2);
    expect(bearers()).toEqual(['Bearer first-token', 'Bearer second-token']);
  });

  it('rest/unit/RSA4b/renewal-limit-no-loop-3', async () => {
    service.answer(() => ({ status: 401, body: { error: { code: 40142, message: 'Token expired' } } }));
    const counted = counting();
    await expect(counted.auth.fetch(PATH)).rejects.toMatchObject({ code: 40142, statusCode: 401 });
    expect([counted.count, service.requests.length]).toEqual([2, 2]);
  });

  it('rest/unit/RSA4a2/no-renewal-without-callback-0', async () => {
    service.answer(() => tokenError());
    const auth = service.client({ token: 'static-token' });
    await expect(auth.fetch(PATH)).rejects.toMatchObject({ code: 40171, statusCode: 401, cause: { code: 40142 } });
    await expect(auth.fetch(PATH)).rejects.toMatchObject({ code: 40171 });
    expect(service.requests).toHaveLength(1);
  });

  it('rest/unit/RSA4b/renewal-msgpack-response-4: the code comes in a header as well', async () => {
    service.answer((_, count) =>
      count === 1
        ? (response) => {
            response.writeHead(401, { 'content-type': 'application/x-msgpack', 'x-ably-errorcode': '40142' });
            response.end(Buffer.from('81a56572726f7281a4636f6465cd9cce', 'hex')); // {error: {code: 40142}}
          }
        : { body: [1_234_567_890_000] },
    );
    const counted = counting();
    expect(await (await counted.auth.fetch('/time')).json()).toEqual([1_234_567_890_000]);
    expect([counted.count, service.requests.length]).toEqual([2, 2]);
    expect(service.requests[0]?.headers['accept']).toBe('application/json');
  });
});

describe('other refusals are the response', () => {
  it.each([
    ['rest/unit/RSC10b/non-token-401-no-renewal-0', 401, 40100],
    ['RSC10: a code past the range', 401, 40150],
    ['RSC10: a code of the range with another status', 403, 40142],
  ])('%s', async (_, status, code) => {
    const error = { code, statusCode: status, message: 'Unauthorized' };
    service.answer(() => ({ status, body: { error } }));
    const counted = counting();
    const response = await counted.auth.fetch(PATH);
    expect([response.status, await response.json()]).toEqual([status, { error }]);
    expect([counted.count, service.requests.length]).toEqual([1, 1]);
  });
});

describe('a token that is known to have expired', () => {
  const TIME = 1_750_000_000_000;

  it('rest/unit/RSA4b1/preemptive-renewal-0, where the time of the service is known', async () => {
    service.answer(({ path }) => ({ body: path === '/time' ? [TIME] : [] }));
    let count = 0;
    const auth = service.client({
      queryTime: true,
      now: () => TIME - 600_000, // ten minutes late: by this clock the first token is still good
      authCallback: async () => {
        return ++count === 1 ? { token: 'expired-token', expires: TIME - 1000 } : details('fresh-token');
      },
    });
    await auth.authorize();
    await auth.fetch(PATH);
    expect(count).toBe(2);
    expect(bearers()).toEqual(['Bearer fresh-token']);
  });

  it('RSA4b1: a local clock alone decides nothing', async () => {
    service.answer(() => ({ body: [] }));
    const expired = { token: 'expired-token', expires: TIME - 1000 };
    const counted = counting({ tokenDetails: expired, now: () => TIME });
    await counted.auth.fetch(PATH);
    expect([counted.count, bearers()]).toEqual([0, ['Bearer expired-token']]);
  });

  it('RSA4b1, RSA16d: where no other can be had, it is dropped and nothing is sent', async () => {
    service.answer(({ path }) => ({ body: path === '/time' ? [TIME] : [] }));
    const auth = service.client({ key: 'appId.keyId:keySecret', now: () => TIME });
    await auth.createTokenRequest({}, { key: 'appId.keyId:keySecret', queryTime: true });
    const failing = async () => Promise.reject(new Error('no'));
    const expired = { token: 'expired-token', expires: TIME };
    await auth.authorize(undefined, { tokenDetails: expired, authCallback: failing });
    await expect(auth.fetch(PATH)).rejects.toMatchObject({ code: 40170 });
    expect([bearers(), auth.tokenDetails]).toEqual([[], null]);
  });
});
