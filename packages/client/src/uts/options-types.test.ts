import { assertAuthOptions, type AuthOptions } from '@ably-auth/validation';
import { describe, expect, it } from 'vitest';
import { Auth } from '../auth.js';
import type { ClientAuthOptions } from '../client-auth-options.js';
import { KEY, details, useLoopback } from '../loopback.testing.js';

const service = useLoopback();

const authUrl = 'https://auth.example.com/token';

/** The URL of a request of such a client. */
async function requested(options: ClientAuthOptions): Promise<string> {
  let url = '';
  const spy: typeof fetch = async (input) => {
    url = input as string;
    return Response.json({});
  };
  await new Auth({ key: KEY, ...options, fetch: spy }).fetch('/time');
  return url;
}

describe('options of a client', () => {
  it('rest/unit/TO3/client-options-attributes-0, those that concern authentication', async () => {
    service.answer(({ path }) => ({ body: path === '/token' ? details('a-token') : {} }));
    await service.client({ authUrl }).fetch('/channels/test');
    expect(service.requests[0]).toMatchObject({ method: 'GET', query: {}, path: '/token' }); // and no query for the time
    expect(service.requests[0]?.headers).not.toHaveProperty('authorization');
    expect(await requested({})).toBe('https://main.realtime.ably.net/time'); // TLS
    expect(await requested({ token: 't', useTokenAuth: true, tls: false, endpoint: 'test' })).toBe(
      'http://test.realtime.ably.net/time',
    );
    expect(new Auth({ key: KEY, clientId: 'my-client' }).clientId).toBe('my-client');
  });

  it('rest/unit/TO3/client-options-custom-hosts-1: the host name is the endpoint', async () => {
    expect(await requested({ endpoint: 'custom.ably.example.com' })).toBe('https://custom.ably.example.com/time');
    expect(await requested({ endpoint: 'localhost', port: 8443 })).toBe('https://localhost:8443/time');
    expect(await requested({ endpoint: '::1' })).toBe('https://[::1]/time');
  });

  it('rest/unit/TO3/client-options-auth-url-2', async () => {
    service.answer(() => ({ body: details('a-token') }));
    const options: ClientAuthOptions = {
      authUrl,
      authMethod: 'POST',
      authHeaders: { 'X-API-Key': 'secret' },
      authParams: { scope: 'full' },
    };
    await service.client(options).authorize();
    expect(service.requests).toMatchObject([
      { method: 'POST', headers: { 'x-api-key': 'secret' }, body: 'scope=full' },
    ]);
  });

  it('rest/unit/TO3/client-options-default-token-params-3', async () => {
    const defaultTokenParams = { ttl: 7_200_000, clientId: 'default-client', capability: '{"*":["subscribe"]}' };
    const request = await new Auth({ key: KEY, defaultTokenParams }).createTokenRequest();
    expect(request).toMatchObject(defaultTokenParams);
  });

  it.each<[string | undefined, string]>([
    [undefined, 'main.realtime.ably.net'],
    ['test', 'test.realtime.ably.net'],
    ['custom-env', 'custom-env.realtime.ably.net'],
    ['nonprod:sandbox', 'sandbox.realtime.ably-nonprod.net'],
  ])('rest/unit/TO/endpoint-affects-host-0: %s', async (endpoint, host) => {
    expect(await requested(endpoint === undefined ? {} : { endpoint })).toBe(`https://${host}/time`); // REC1
  });

  it('rest/unit/TO/conflicting-options-validation-1', async () => {
    service.answer(() => ({ body: {} }));
    const both = service.client({ key: KEY, authCallback: async () => details('by-callback') });
    await both.fetch('/channels/test');
    expect(service.requests[0]?.headers['authorization']).toBe('Bearer by-callback');
    const conflict = { key: KEY, restHost: 'custom.host.com', endpoint: 'test' };
    expect(() => new Auth(conflict)).toThrow(/restHost/);
    expect(() => new Auth({})).toThrow(/authenticate/);
  });

  it.each<[string, object, number, RegExp]>([
    ['an endpoint with a path', { endpoint: 'host.example.com/path' }, 40003, /endpoint/],
    ['an endpoint with a user name', { endpoint: 'user@host.example.com' }, 40003, /endpoint/],
    ['an endpoint with a scheme', { endpoint: 'https://host.example.com' }, 40003, /endpoint/],
    ['an empty endpoint', { endpoint: '' }, 40003, /endpoint/],
    ['a number that is not a port', { port: 70_000 }, 40003, /port/],
    ['TK2d: a timestamp for every request', { defaultTokenParams: { timestamp: 1 } }, 40003, /timestamp/],
    ['RSA9c: a nonce for every request', { defaultTokenParams: { nonce: 'n'.repeat(16) } }, 40003, /nonce/],
    ['an option that there is not', { authURL: authUrl }, 40003, /authURL/],
  ])('refuses %s', (_, options, code, message) => {
    expect(() => new Auth({ key: KEY, ...options })).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) as string }) as Error,
    );
  });

  it.each([0, 2 ** 31, Number.NaN, '10'])('refuses %s as timeoutMs before any work', (timeoutMs) => {
    expect(() => new Auth({ key: KEY, timeoutMs: timeoutMs as number })).toThrow(
      new TypeError('timeoutMs: expected whole milliseconds, 1 to 2147483647'),
    );
  });

  it.each([[undefined], [null], [7], [{ key: KEY, fetch: 'fetch' }], [{ key: KEY, now: 5 }], [{ key: KEY, log: {} }]])(
    'throws a TypeError for %j',
    (options) => {
      expect(() => new Auth(options as unknown as ClientAuthOptions)).toThrow(TypeError);
    },
  );
});

describe('AuthOptions', () => {
  it('rest/unit/AO2/auth-options-attributes-0', () => {
    const all: AuthOptions = {
      key: KEY,
      token: 'a-token',
      tokenDetails: { token: 'a-token' },
      authCallback: async () => 'a-token',
      authUrl,
      authMethod: 'POST',
      authHeaders: { Authorization: 'Bearer api-key' },
      authParams: { user: 'test' },
      queryTime: true,
    };
    expect(assertAuthOptions(all)).toEqual(all);
    for (const [name, value] of Object.entries(all))
      expect(assertAuthOptions({ [name]: value })).toEqual({ [name]: value });
  });

  it('rest/unit/AO/auth-options-with-callback-0', async () => {
    let asked = 0;
    const authCallback = async () => {
      asked++;
      return details('callback-token');
    };
    const { token } = await new Auth({ key: KEY }).requestToken({}, { authCallback });
    expect([asked, token]).toEqual([1, 'callback-token']);
  });
});
