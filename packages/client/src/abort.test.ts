import { describe, expect, it, vi } from 'vitest';
import type { Auth } from './auth.js';
import type { ClientAuthOptions } from './client-auth-options.js';
import { KEY, details, useLoopback } from './loopback.testing.js';

const service = useLoopback();

const authUrl = 'https://auth.test/token';
const slow = () => new Promise<never>(() => {});

const calls: [string, ClientAuthOptions, (auth: Auth, signal: AbortSignal) => Promise<unknown>][] = [
  ['authorize with a key', { key: KEY }, (auth, signal) => auth.authorize({}, undefined, { signal })],
  ['authorize with authUrl', { authUrl }, (auth, signal) => auth.authorize({}, undefined, { signal })],
  ['requestToken with a key', { key: KEY }, (auth, signal) => auth.requestToken({}, undefined, { signal })],
  ['requestToken with authUrl', { authUrl }, (auth, signal) => auth.requestToken({}, undefined, { signal })],
  [
    'createTokenRequest with queryTime',
    { key: KEY, queryTime: true },
    (auth, signal) => auth.createTokenRequest({}, undefined, { signal }),
  ],
  [
    'revokeTokens',
    { key: KEY },
    (auth, signal) => auth.revokeTokens({ type: 'clientId', value: 'alice' }, {}, { signal }),
  ],
  ['fetch with a key', { key: KEY }, (auth, signal) => auth.fetch('/channels/test', { signal })],
  ['fetch that needs a token', { authUrl }, (auth, signal) => auth.fetch('/channels/test', { signal })],
];

describe.each(calls)('%s', (_, options, call) => {
  it('does nothing if its signal is aborted already', async () => {
    service.answer(() => ({ body: [details('a-token')] }));
    const reason = new Error('too late');
    await expect(call(service.client(options), AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(service.requests).toEqual([]);
  });

  it('stops when its signal is aborted, and ends its request', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const ended = new Promise((resolve) => {
      service.answer(() => (response) => {
        response.on('close', () => resolve(response.writableEnded));
        controller.abort(reason);
      });
    });
    await expect(call(service.client(options), controller.signal)).rejects.toBe(reason);
    expect(await ended).toBe(false);
  });

  it('does not listen to its signal any longer than it runs', async () => {
    service.answer(({ path }) => {
      if (path.endsWith('/revokeTokens')) return { body: [] };
      return { body: path === '/time' ? [5] : details('a-token') };
    });
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, 'addEventListener');
    const removed = vi.spyOn(signal, 'removeEventListener');
    // Without its signal, since the engine's own fetch may listen longer.
    const fetch: typeof globalThis.fetch = (url, { signal: __, ...init } = {}) => service.fetch(url, init);
    await call(service.client({ ...options, fetch }), signal);
    expect(removed).toHaveBeenCalledTimes(added.mock.calls.length);
  });
});

it('createTokenRequest and authCallback stop as well', async () => {
  const aborted = AbortSignal.abort(new Error('too late'));
  await expect(service.client({ key: KEY }).createTokenRequest({}, undefined, { signal: aborted })).rejects.toThrow(
    'too late',
  );
  const controller = new AbortController();
  const authCallback = () => {
    setImmediate(() => controller.abort(new Error('enough')));
    return slow();
  };
  const { signal } = controller;
  await expect(service.client({ authCallback }).authorize({}, undefined, { signal })).rejects.toThrow('enough');
});

it('an authorize that is aborted before it begins stores nothing', async () => {
  const auth = service.client({ key: KEY });
  const signal = AbortSignal.abort();
  await expect(auth.authorize({ ttl: 5 }, { authCallback: async () => 'a-token' }, { signal })).rejects.toThrow();
  expect(await auth.createTokenRequest()).not.toHaveProperty('ttl');
  service.answer(() => ({ body: {} }));
  await auth.fetch('/channels/test');
  expect(service.requests[0]?.headers['authorization']).toMatch(/^Basic /);
});

it('an authorize whose params are not valid stores nothing', async () => {
  const auth = service.client({ key: KEY });
  const options = { authCallback: async () => 'a-token' };
  await expect(auth.authorize({ ttl: 0 }, options)).rejects.toMatchObject({ code: 40003 });
  await expect(auth.authorize({ ttl: 5 }, { authUrl: '' })).rejects.toMatchObject({ code: 40003 });
  expect(await auth.createTokenRequest()).not.toHaveProperty('ttl');
  service.answer(() => ({ body: {} }));
  await auth.fetch('/channels/test');
  expect(service.requests[0]?.headers['authorization']).toMatch(/^Basic /);
});

describe('of several that wait for one token', () => {
  const controllers = Array.from({ length: 3 }, () => new AbortController());

  it('one that stops does not stop the others; a call after all have stopped begins again', async () => {
    const given: ((token: string) => void)[] = [];
    const auth = service.client({ authCallback: () => new Promise((resolve) => void given.push(resolve)) });
    service.answer(() => ({ body: {} }));
    const [first, second, third] = controllers.map(({ signal }) => auth.fetch('/channels/test', { signal }));
    controllers[0]?.abort(new Error('the first stops'));
    await expect(first).rejects.toThrow('the first stops');
    given[0]?.('token-1');
    expect([(await second)?.status, (await third)?.status, given.length]).toEqual([200, 200, 1]);

    await auth
      .authorize(
        undefined,
        { authCallback: () => new Promise((resolve) => void given.push(resolve)) },
        {
          signal: AbortSignal.timeout(5),
        },
      )
      .catch(() => {});
    const later = auth.authorize();
    expect(given).toHaveLength(3);
    given[1]?.('of the one that was left');
    given[2]?.('token-3');
    expect((await later).token).toBe('token-3');
    expect(auth.tokenDetails?.token).toBe('token-3');
  });
});
