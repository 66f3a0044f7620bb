import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Auth } from './auth.js';
import type { ClientAuthOptions } from './client-auth-options.js';
import { details, isTokenEndpoint, tokenError, type Reply, useLoopback } from './loopback.testing.js';

// Neither key, token, header nor parameter of an auth server is in an error, a log or an inspection of a client.

const service = useLoopback();

const SECRET = 'sEcReT0123';
const key = `appId.keyId:${SECRET}`;
const authUrl = `https://auth.test/token?apiKey=${SECRET}`;
const authHeaders = { 'X-API-Key': SECRET };
const authParams = { password: SECRET };

/** Everything that a value shows to somebody who prints it. */
function shown(value: unknown): string {
  const views = [
    inspect(value, { showHidden: true, depth: Infinity, getters: true }),
    inspect(value, { showHidden: true, depth: Infinity, customInspect: false }),
    String(value),
    JSON.stringify(value) ?? '',
  ];
  if (value instanceof Error) views.push(value.stack ?? '', value.cause === undefined ? '' : shown(value.cause));
  return views.join('\n');
}

const written = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')];
afterEach(() => {
  for (const { mock } of written) expect(mock.calls.map(([text]) => String(text)).join('')).not.toContain(SECRET);
});

describe('a client shows no secret', () => {
  it.each<[string, ClientAuthOptions]>([
    ['key', { key }],
    ['token', { token: SECRET }],
    ['tokenDetails', { tokenDetails: details(SECRET) }],
    ['authUrl', { authUrl, authHeaders, authParams }],
    ['key and token', { key, token: SECRET }],
  ])('%s', async (_, options) => {
    service.answer((request) => ({ body: isTokenEndpoint(request) ? details('a-token') : details(SECRET) }));
    const auth = service.client(options);
    const before = shown(Object.assign(Object.create(Object.getPrototypeOf(auth) as object) as object, auth));
    await auth.fetch('/channels/test');
    for (const text of [before, withoutAccessors(auth), JSON.stringify(auth)]) {
      expect(text).not.toContain(SECRET);
    }
  });

  /** An inspection that runs no accessor: `tokenDetails` is there to give the token. */
  function withoutAccessors(auth: Auth): string {
    return inspect(auth, { showHidden: true, depth: Infinity }) + inspect(auth, { customInspect: false });
  }
});

const replies: [string, Reply][] = [
  ['500', { status: 500, body: { error: { code: 50000, message: 'm' } } }],
  ['401', tokenError()],
  ['HTML', { type: 'text/html', body: '<html></html>' }],
  ['malformed JSON', { type: 'application/json', body: `{"token":"${SECRET}"` }],
  ['a member twice', { type: 'application/json', body: `{"token":"${SECRET}","token":"${SECRET}"}` }],
  ['a token of another type', { body: { token: [SECRET], clientId: SECRET } }],
  ['a key for a TokenRequest', { body: { keyName: key } }],
  ['a reset', (response) => response.socket?.resetAndDestroy()],
  ['no answer', () => {}],
];
const clients: [string, ClientAuthOptions][] = [
  ['with a key', { key, useTokenAuth: true }],
  ['with authUrl', { authUrl, authHeaders, authParams }],
  ['with authUrl by POST', { authUrl, authHeaders, authParams, authMethod: 'POST' }],
  ['with a token', { token: SECRET }],
  ['with a token and a key', { token: SECRET, key }],
];

describe.each(clients)('an error of a client %s shows no secret', (_, options) => {
  it.each(replies)('%s', async (__, reply) => {
    service.answer(() => reply);
    const auth = service.client({ ...options, timeoutMs: 50 });
    const { signal } = new AbortController();
    const calls = [
      auth.fetch('/channels/test', { signal: AbortSignal.any([signal, AbortSignal.timeout(100)]) }),
      auth.authorize(),
      auth.requestToken(),
      auth.createTokenRequest({}, { key, queryTime: true }),
      auth.revokeTokens({ type: 'clientId', value: 'alice' }),
    ];
    for (const outcome of await Promise.allSettled(calls)) {
      if (outcome.status === 'rejected') expect(shown(outcome.reason)).not.toContain(SECRET);
    }
  });
});

describe('an option that is wrong', () => {
  it.each<[string, object]>([
    ['a key with a line end', { key: `${key}\n` }],
    ['a secret alone as a key', { key: SECRET }],
    ['a key in a list', { key: [key] }],
    ['a key as authCallback', { authCallback: key }],
    ['a key as endpoint', { key, endpoint: `https://${key}/` }],
    ['a key as clientId', { key, clientId: `${key}\n` }],
    ['a key as authHeaders', { authUrl, authHeaders: key }],
    ['a token as tokenDetails', { tokenDetails: SECRET }],
    ['a token of another type', { token: [SECRET] }],
    ['a key as now', { key, now: key }],
  ])('shows no secret: %s', (_, options) => {
    let error: unknown;
    try {
      service.client(options);
    } catch (reason) {
      error = reason;
    }
    expect(error).toBeInstanceOf(Error);
    expect(shown(error)).not.toContain(SECRET);
  });
});

it('this test would see a secret', () => {
  expect(shown(new Error('e', { cause: new Error(SECRET) }))).toContain(SECRET);
  expect(
    shown(
      new (class {
        field = SECRET;
      })(),
    ),
  ).toContain(SECRET);
});
