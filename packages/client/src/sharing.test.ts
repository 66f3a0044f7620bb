import { describe, expect, it } from 'vitest';
import type { ClientAuthOptions } from './client-auth-options.js';
import { Issuer } from './issuer.testing.js';
import { KEY, details, isTokenEndpoint, tokenError, type Reply, useLoopback } from './loopback.testing.js';

const service = useLoopback();

const PATH = '/channels/test';
const ten = Array.from({ length: 10 }, (_, index) => index);
const bearers = () => service.requests.map(({ headers }) => headers['authorization']);

/** A client whose authCallback waits to be told what to give. */
function deferred(options: ClientAuthOptions = {}) {
  const given: { resolve(token: string): void; reject(reason: Error): void }[] = [];
  const authCallback = () => new Promise<string>((resolve, reject) => void given.push({ resolve, reject }));
  return { given, auth: service.client({ authCallback, ...options }) };
}

describe('implicit needs share one request', () => {
  it('ten parallel requests, one call of authCallback', async () => {
    service.answer(() => ({ body: {} }));
    const { auth, given } = deferred();
    const requests = ten.map(() => auth.fetch(PATH));
    given[0]?.resolve('a-token');
    await Promise.all(requests);
    expect([given.length, new Set(bearers())]).toEqual([1, new Set(['Bearer a-token'])]);
  });

  it('ten parallel refusals, one renewal', async () => {
    service.answer(({ headers }) => (headers['authorization'] === 'Bearer old' ? tokenError() : { body: {} }));
    let count = 0;
    const auth = service.client({ token: 'old', authCallback: async () => `new-${++count}` });
    const responses = await Promise.all(ten.map(() => auth.fetch(PATH)));
    expect(responses.map(({ status }) => status)).toEqual(ten.map(() => 200));
    expect([count, bearers().filter((bearer) => bearer === 'Bearer new-1').length]).toEqual([1, 10]);
  });

  it('a late refusal of an old token does not cause a second renewal', async () => {
    const held: (() => void)[] = [];
    service.answer(({ path, headers }): Reply | Promise<Reply> => {
      if (headers['authorization'] !== 'Bearer old') return { body: {} };
      return path === '/late' ? new Promise((resolve) => held.push(() => resolve(tokenError()))) : tokenError();
    });
    let count = 0;
    const auth = service.client({ token: 'old', authCallback: async () => `new-${++count}` });
    const late = auth.fetch('/late');
    await auth.fetch(PATH);
    expect(held).toHaveLength(1);
    held[0]?.();
    expect([(await late).status, count, auth.tokenDetails?.token]).toEqual([200, 1, 'new-1']);
  });

  it('a failure reaches all who wait, and the next request tries again', async () => {
    service.answer(() => ({ body: {} }));
    const { auth, given } = deferred();
    const requests = ten.map(() => auth.fetch(PATH));
    given[0]?.reject(new Error('offline'));
    for (const request of await Promise.allSettled(requests)) {
      expect(request).toMatchObject({ status: 'rejected', reason: { code: 40170 } });
    }
    const again = auth.fetch(PATH);
    given[1]?.resolve('a-token');
    expect((await again).status).toBe(200);
  });

  it('a client with no way to obtain a token says so each time', async () => {
    service.answer(() => tokenError());
    const auth = service.client({ token: 'old' });
    for (const call of [() => auth.fetch(PATH), () => auth.fetch(PATH), () => auth.authorize()]) {
      await expect(call()).rejects.toMatchObject({ name: 'AblyAuthError', code: 40171 });
    }
  });

  it('a token that authorize was given meanwhile serves a request whose token was refused', async () => {
    let refuse = () => {};
    service.answer(({ headers }): Reply | Promise<Reply> =>
      headers['authorization'] === 'Bearer old'
        ? new Promise((resolve) => (refuse = () => resolve(tokenError())))
        : { body: {} },
    );
    const auth = service.client({ token: 'old' });
    const request = auth.fetch(PATH);
    await expect.poll(() => service.requests.length).toBe(1);
    await auth.authorize(undefined, { token: 'new' });
    refuse();
    expect([(await request).status, bearers()]).toEqual([200, ['Bearer old', 'Bearer new']]);
  });
});

describe('an explicit authorize', () => {
  it('supersedes a request in flight, and everybody waiting gets the newer result', async () => {
    service.answer(() => ({ body: {} }));
    const { auth, given } = deferred();
    const implicit = auth.fetch(PATH);
    const first = auth.authorize();
    const second = auth.authorize();
    expect(given).toHaveLength(3);
    given[2]?.resolve('newest');
    given[0]?.resolve('oldest');
    given[1]?.resolve('older');
    expect([(await first).token, (await second).token, (await implicit).status]).toEqual(['newest', 'newest', 200]);
    expect([bearers(), auth.tokenDetails?.token]).toEqual([['Bearer newest'], 'newest']);
  });

  it('ends the HTTP request that it supersedes', async () => {
    const ended = new Promise((resolve) => {
      service.answer((request, count) =>
        isTokenEndpoint(request) && count === 1
          ? (response) => void response.on('close', () => resolve(response.writableEnded))
          : { body: details('newer') },
      );
    });
    const auth = service.client({ key: KEY });
    const first = auth.authorize();
    await expect.poll(() => service.requests.length).toBe(1);
    await auth.authorize();
    expect([(await first).token, await ended]).toEqual(['newer', false]);
  });

  it('that fails fails for everybody waiting; the token in use stays', async () => {
    service.answer(() => ({ body: {} }));
    const { auth, given } = deferred({ token: 'good' });
    const first = auth.authorize();
    const second = auth.authorize();
    given[0]?.resolve('superseded');
    given[1]?.reject(new Error('offline'));
    for (const call of [first, second]) await expect(call).rejects.toMatchObject({ code: 40170 });
    await auth.fetch(PATH);
    expect(bearers()).toEqual(['Bearer good']);
  });

  it('takes precedence whenever it is called', async () => {
    for (let turns = 0; turns < 40; turns++) {
      const { auth, given } = deferred();
      const first = auth.authorize();
      given[0]?.resolve('older');
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      const isOver = auth.tokenDetails !== null;
      const second = auth.authorize(undefined, { token: 'newer' });
      expect((await second).token).toBe('newer');
      expect(['newer', isOver ? 'older' : 'newer']).toContain((await first).token);
      expect(auth.tokenDetails?.token).toBe('newer');
    }
  });

  it('whose caller stops goes on for those who waited before it', async () => {
    service.answer(() => ({ body: {} }));
    const { auth, given } = deferred();
    const implicit = auth.fetch(PATH);
    const controller = new AbortController();
    const explicit = auth.authorize({}, undefined, { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(explicit).rejects.toThrow('enough');
    given[1]?.resolve('newer');
    expect([(await implicit).status, bearers()]).toEqual([200, ['Bearer newer']]);
  });

  it('makes requests wait for its token', async () => {
    service.answer(() => ({ body: {} }));
    const { auth, given } = deferred({ token: 'old' });
    const explicit = auth.authorize();
    const request = auth.fetch(PATH);
    given[0]?.resolve('new');
    await Promise.all([explicit, request]);
    expect(bearers()).toEqual(['Bearer new']);
  });
});

describe('no nonce is sent twice', () => {
  it('when a client renews, retries and sends requests in parallel', async () => {
    const issuer = new Issuer();
    service.answer(issuer.answer);
    const auth = service.client({ key: KEY, useTokenAuth: true });
    await auth.fetch(PATH);
    issuer.revoke(auth.tokenDetails?.token ?? '');
    expect(await (await auth.fetch(PATH)).json()).toEqual({ by: 'appId.token-2' });
    await Promise.all(ten.map(() => auth.requestToken()));
    expect([issuer.nonces.length, new Set(issuer.nonces).size]).toEqual([12, 12]);
  });

  it('by authorize, which stores the nonce that it is given no more than the timestamp', async () => {
    const issuer = new Issuer();
    service.answer(issuer.answer);
    const auth = service.client({ key: KEY });
    const once = { nonce: 'n'.repeat(16), timestamp: Date.now(), ttl: 60_000 };
    await auth.authorize(once);
    await auth.authorize();
    issuer.revoke(auth.tokenDetails?.token ?? '');
    expect((await auth.fetch(PATH)).status).toBe(200);
    expect([issuer.nonces[0], new Set(issuer.nonces).size]).toEqual([once.nonce, 3]);
    for (const { body } of service.requests.filter(isTokenEndpoint)) {
      expect(JSON.parse(body)).toMatchObject({ ttl: 60_000 });
    }
  });

  it('unless a caller passes it twice: the service refuses it, and the client does not retry', async () => {
    const issuer = new Issuer();
    service.answer(issuer.answer);
    const auth = service.client({ key: KEY });
    const nonce = 'n'.repeat(16);
    await auth.requestToken({ nonce });
    await expect(auth.requestToken({ nonce })).rejects.toMatchObject({ code: 40105 });
    expect(issuer.nonces).toHaveLength(2);
  });
});
