import type { TokenParams } from '@ably-auth/validation';
import { describe, expect, it } from 'vitest';
import { Auth } from '../auth.js';
import type { ClientAuthOptions } from '../client-auth-options.js';
import { KEY, details, useLoopback } from '../loopback.testing.js';

const service = useLoopback();

const authUrl = 'https://auth.test/token';
const ofToken = (clientId?: string) => details('a-token', clientId === undefined ? {} : { clientId });

describe('auth.clientId before any request', () => {
  it.each<[string, ClientAuthOptions, string | null]>([
    ['rest/unit/RSA7a/clientid-from-options-0', { key: KEY, clientId: 'my-client-id' }, 'my-client-id'],
    ['rest/unit/RSA7b/clientid-from-token-details-0', { tokenDetails: ofToken('token-client-id') }, 'token-client-id'],
    ['rest/unit/RSA7c/clientid-null-unidentified-0', { key: KEY }, null],
    ['rest/unit/RSA7c/clientid-null-unidentified-token-1', { tokenDetails: ofToken() }, null],
    ['rest/unit/RSA12/wildcard-clientid-0', { tokenDetails: ofToken('*') }, '*'],
    [
      'rest/unit/RSA15b/wildcard-token-permits-any-0',
      { clientId: 'any-client', tokenDetails: ofToken('*') },
      'any-client',
    ],
    ['RSA7c: a clientId of null is absent', { key: KEY, clientId: null }, null],
    ['RSA12b: not known before there is a token', { authUrl }, null],
  ])('%s', (_, options, clientId) => {
    expect(new Auth(options).clientId).toBe(clientId);
  });
});

it('rest/unit/RSA7b/clientid-from-callback-token-1', async () => {
  service.answer(() => ({ body: {} }));
  const auth = service.client({ authCallback: async () => ofToken('callback-client-id') });
  await auth.fetch('/channels/test');
  expect(auth.clientId).toBe('callback-client-id');
});

it('rest/unit/RSA12a/clientid-passed-to-callback-0', async () => {
  service.answer(() => ({ body: {} }));
  const asked: TokenParams[] = [];
  const auth = service.client({
    clientId: 'library-client-id',
    authCallback: async (params) => {
      asked.push(params);
      return ofToken();
    },
  });
  await auth.fetch('/channels/test');
  expect(asked).toEqual([{ clientId: 'library-client-id' }]);
});

it.each(['GET', 'POST'] as const)('rest/unit/RSA12b/clientid-sent-to-authurl-0, with %s', async (authMethod) => {
  service.answer(() => ({ body: ofToken() }));
  await service.client({ authUrl, authMethod, clientId: 'url-client-id' }).fetch('/channels/test');
  const [{ query, body }] = service.requests as [(typeof service.requests)[0]];
  expect(authMethod === 'GET' ? query : Object.fromEntries(new URLSearchParams(body))).toEqual({
    clientId: 'url-client-id',
  });
});

it('rest/unit/RSA7/clientid-updated-after-authorize-0', async () => {
  service.answer(() => ({ body: {} }));
  let count = 0;
  const auth = service.client({ authCallback: async () => ofToken(`client-${++count}`) });
  await auth.fetch('/channels/test');
  expect(auth.clientId).toBe('client-1');
  await auth.authorize();
  expect(auth.clientId).toBe('client-2');
});

describe('clientId of the options and of the token', () => {
  const incompatible = expect.objectContaining({
    code: 40102,
    statusCode: 401,
    message: expect.stringContaining('clientId') as string,
  }) as Error;

  it.each<[own: string | null, ofToken: string | undefined, clientId: string | undefined]>([
    ['client-a', 'client-a', 'client-a'],
    ['client-a', 'client-b', undefined],
    ['client-a', undefined, 'client-a'],
    ['client-a', '*', 'client-a'],
    [null, 'client-b', 'client-b'],
  ])('rest/unit/RSA7/clientid-mismatch-error-1: %s and %s give %s', (own, other, clientId) => {
    const make = () => new Auth({ clientId: own, tokenDetails: ofToken(other) }).clientId;
    if (clientId === undefined) expect(make).toThrow(incompatible);
    else expect(make()).toBe(clientId);
  });

  it('rest/unit/RSA15a/token-clientid-must-match-0', () => {
    expect(new Auth({ clientId: 'mine', tokenDetails: ofToken('mine') }).clientId).toBe('mine');
    expect(() => new Auth({ clientId: 'mine', tokenDetails: ofToken('other') })).toThrow(incompatible);
  });

  it('rest/unit/RSA15c/incompatible-clientid-error-0: a token that was obtained for somebody else is not used', async () => {
    service.answer(() => ({ body: {} }));
    const auth = service.client({ clientId: 'mine', authCallback: async () => ofToken('other') });
    await expect(auth.fetch('/channels/test')).rejects.toThrow(incompatible);
    await expect(auth.authorize()).rejects.toThrow(incompatible);
    await expect(auth.authorize(undefined, { tokenDetails: ofToken('other') })).rejects.toThrow(incompatible);
    expect([auth.tokenDetails, auth.clientId, service.requests.length]).toEqual([null, 'mine', 0]);
  });

  it('RSA15: with Basic auth the token does not matter', () => {
    const auth = new Auth({ key: KEY, useTokenAuth: false, clientId: 'mine', tokenDetails: ofToken('other') });
    expect([auth.clientId, auth.tokenDetails]).toEqual(['mine', null]);
  });
});

it('RSA7a4: the clientId of the options wins over that of defaultTokenParams', async () => {
  const auth = new Auth({ key: KEY, clientId: 'mine', defaultTokenParams: { clientId: 'default', ttl: 5 } });
  expect(await auth.createTokenRequest()).toMatchObject({ clientId: 'mine', ttl: 5 });
  expect(await auth.createTokenRequest({ clientId: 'asked' })).toMatchObject({ clientId: 'asked' });
});

it('RSA7e2: requests carry the clientId of the options, Base64', async () => {
  service.answer(() => ({ body: {} }));
  await service.client({ key: KEY, clientId: 'ålice' }).fetch('/channels/test');
  await service.client({ token: 'a-token', clientId: 'ålice' }).fetch('/channels/test');
  await service.client({ tokenDetails: ofToken('alice') }).fetch('/channels/test');
  expect(service.requests.map(({ headers }) => headers['x-ably-clientid'])).toEqual([
    'w6VsaWNl',
    'w6VsaWNl',
    undefined,
  ]);
});

it.each(['*', '', 'a\nb', 7])('RSA7c: the clientId %j is refused', (clientId) => {
  expect(() => new Auth({ key: KEY, clientId: clientId as string })).toThrow(
    expect.objectContaining({ code: 40012 }) as Error,
  );
});

it('RSA12: the identity stays while a token that was refused is replaced', async () => {
  service.answer((_, count) =>
    count === 1 ? { status: 401, body: { error: { code: 40142, statusCode: 401, message: 'expired' } } } : { body: {} },
  );
  const seen: (string | null)[] = [];
  const auth: Auth = service.client({
    tokenDetails: ofToken('alice'),
    authCallback: async () => {
      seen.push(auth.clientId);
      return ofToken('alice');
    },
  });
  await auth.fetch('/channels/test');
  expect(seen).toEqual(['alice']);
});
