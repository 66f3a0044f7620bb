import { AblyAuthError, type AuthCallback, type ErrorInfo } from '@ably-auth/validation';
import { INVALID_CLIENT_ID } from '@ably-auth/validation/error-codes';
import { createTokenRequest } from '@ably-auth/core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { KEY, details, isTokenEndpoint, useLoopback } from './loopback.testing.js';

const service = useLoopback();
service.answer((request) => ({ body: isTokenEndpoint(request) ? details('exchanged') : {} }));

// A rejection that nobody hears of would end a user's process.
const unheard: unknown[] = [];
const pending: Promise<void>[] = [];
const hear = (reason: unknown) => unheard.push(reason);
beforeAll(() => void process.on('unhandledRejection', hear));
afterAll(() => void process.off('unhandledRejection', hear));
afterEach(async () => {
  await Promise.all(pending.splice(0));
  await new Promise((resolve) => setImmediate(resolve));
  expect(unheard.splice(0)).toEqual([]);
});

type Callback = Parameters<AuthCallback>[1];
const call = (authCallback: unknown, timeoutMs = 5000) =>
  service.client({ authCallback: authCallback as AuthCallback, timeoutMs }).authorize();
/** Does something once every promise of now is settled; the test does not end before. */
const later = (work: () => unknown) => {
  const done = new Promise<void>((resolve) => {
    setImmediate(() => {
      work();
      resolve();
    });
  });
  pending.push(done);
};

describe('an authCallback gives a token', () => {
  it.each<[string, (params: object, callback: Callback) => unknown]>([
    ['by a promise', async () => 'good'],
    ['by the callback', (_, callback) => callback(null, 'good')],
    ['by the callback, later', (_, callback) => later(() => callback(null, 'good'))],
    ['by the callback, with undefined for no error', (_, callback) => callback(undefined as never, 'good')],
    ['by its result', () => 'good'],
    [
      'async and calling back as well',
      async (_, callback) => {
        await Promise.resolve();
        callback(null, 'good');
      },
    ],
    [
      'async, calling back and returning the same',
      async (_, callback) => {
        callback(null, 'good');
        return 'good';
      },
    ],
    ['returning undefined, and calling back long after', async (_, callback) => later(() => callback(null, 'good'))],
    [
      'calling back twice: the first counts',
      (_, callback) => {
        callback(null, 'good');
        callback(null, 'bad');
        callback(new Error('bad'), null);
      },
    ],
    [
      'rejecting after it has called back',
      async (_, callback) => {
        callback(null, 'good');
        throw new Error('bad');
      },
    ],
    [
      'throwing after it has called back',
      (_, callback) => {
        callback(null, 'good');
        throw new Error('bad');
      },
    ],
    [
      'returning one thing, calling back with another later',
      async (_, callback) => {
        later(() => callback(new Error('bad'), null));
        return 'good';
      },
    ],
    ['as TokenDetails', async () => ({ token: 'good' })],
    ['as TokenDetails with members that we do not know', async () => ({ token: 'good', region: { a: 1 } })],
    [
      'as TokenDetails of a class',
      async () =>
        new (class TokenDetails {
          token = 'good';
        })(),
    ],
  ])('%s', async (_, authCallback) => {
    expect((await call(authCallback)).token).toBe('good');
  });

  it('as a TokenRequest', async () => {
    expect((await call(async (params: object) => createTokenRequest(params, { key: KEY }))).token).toBe('exchanged');
  });

  it('gets a copy of the params, which it may change', async () => {
    const asked: unknown[] = [];
    const auth = service.client({
      defaultTokenParams: { ttl: 5, capability: { a: ['*'] } },
      authCallback: async (params) => {
        asked.push(structuredClone(params));
        Object.assign(params, { ttl: 7, clientId: 'eve' });
        (params.capability as { a: string[] }).a.push('evil');
        return 'good';
      },
    });
    await auth.authorize();
    await auth.authorize();
    expect(asked).toEqual([
      { ttl: 5, capability: { a: ['*'] } },
      { ttl: 5, capability: { a: ['*'] } },
    ]);
  });
});

describe('an authCallback fails', () => {
  const info: ErrorInfo = { code: 40142, statusCode: 401, message: 'from the service' };
  it.each<[string, (params: object, callback: Callback) => unknown, object]>([
    ['rejecting', async () => Promise.reject(new Error('offline')), { code: 40170, message: /offline/ }],
    ['throwing at once', () => thrown(new Error('offline')), { code: 40170, message: /offline/ }],
    ['with an Error', (_, callback) => callback(new Error('offline'), null), { code: 40170, message: /offline/ }],
    ['with text', (_, callback) => callback('offline', null), { code: 40170, message: /offline/ }],
    ['with text, thrown', () => thrown('offline'), { code: 40170, message: /offline/ }],
    ['with an object that says nothing', () => thrown({}), { code: 40170, message: /failed/ }],
    ['with nothing, rejected', async () => thrown(undefined), { code: 40170, message: /failed/ }],
    ['with an error and a token', (_, callback) => callback(new Error('offline'), 'bad'), { code: 40170 }],
    ['with an ErrorInfo', (_, callback) => callback(info, null), { ...info, message: /from the service/, cause: info }],
    [
      'with an ErrorInfo of a class',
      async () => thrown(Object.assign(new Error('m'), { code: 40160, statusCode: 401 })),
      { code: 40160, statusCode: 401 },
    ],
    [
      'with an AblyAuthError',
      async () => thrown(new AblyAuthError(INVALID_CLIENT_ID, 'm')),
      { code: 40012, statusCode: 400, message: /^m$/ },
    ],
    [
      'with 403 in an ErrorInfo',
      (_, callback) => callback({ ...info, code: 40300, statusCode: 403 }, null),
      { code: 40300, statusCode: 403 },
    ],
    ['with 403 alone', async () => thrown({ statusCode: 403 }), { code: 40300, statusCode: 403 }],
    [
      'with a code of another kind',
      async () => thrown({ code: 'ECONNREFUSED', statusCode: 500 }),
      { code: 40170, statusCode: 401 },
    ],
    ['with no token', (_, callback) => callback(null, null), { code: 40170, message: /null/ }],
    [
      'with no token at all',
      (_, callback) => callback(null, undefined as never),
      { code: 40170, message: /undefined/ },
    ],
    ['resolving to null', async () => null, { code: 40170, message: /null/ }],
    ['with an empty token', async () => '', { code: 40170, message: /empty/ }],
    ['with a number', async () => 42, { code: 40170, message: /number/ }],
    ['with a list', async () => ['t'], { code: 40170 }],
    ['with a function', async () => () => 't', { code: 40170, message: /function/ }],
    ['with an object that is not JSON', async () => circular(), { code: 40170, message: /no JSON/ }],
    [
      'with a TokenRequest that is not signed',
      async () => ({ keyName: 'a.b' }),
      { code: 40170, message: /got another object/ },
    ],
    [
      'with TokenDetails whose token is not a string',
      async () => ({ token: 5 }),
      { code: 40170, message: /malformed/ },
    ],
    ['with a token of 128 KiB + 1', async () => 't'.repeat(131_073), { code: 40170, message: /131072/ }],
    [
      'with TokenDetails of 128 KiB + 1',
      async () => ({ token: 't'.repeat(131_061) }),
      { code: 40170, message: /131072/ },
    ],
  ])('%s', async (_, authCallback, { message = /./, ...expected }: { message?: RegExp }) => {
    await expect(call(authCallback)).rejects.toMatchObject({
      name: 'AblyAuthError',
      ...expected,
      message: expect.stringMatching(message) as string,
    });
  });

  it.each([
    ['never answering', () => new Promise(() => {})],
    ['returning undefined and never calling back', async () => undefined],
  ])('%s', async (_, authCallback) => {
    await expect(call(authCallback, 50)).rejects.toMatchObject({
      code: 40170,
      statusCode: 401,
      message: 'authCallback: no answer within 50 ms',
    });
  });

  it('with an answer that comes too late', async () => {
    let callback!: Callback;
    await expect(call((_: object, given: Callback) => void (callback = given), 50)).rejects.toMatchObject({
      code: 40170,
    });
    callback(null, 'late');
    callback(new Error('late'), null);
  });
});

function thrown(reason: unknown): never {
  throw reason;
}

function circular(): object {
  const object: Record<string, unknown> = {};
  object['self'] = object;
  return object;
}
