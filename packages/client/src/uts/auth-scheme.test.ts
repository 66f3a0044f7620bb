import { describe, expect, it } from 'vitest';
import { Auth } from '../auth.js';
import type { ClientAuthOptions } from '../client-auth-options.js';
import { KEY, details, isTokenEndpoint, tokenError, useLoopback } from '../loopback.testing.js';

const service = useLoopback();

/** The Authorization header that a request of such a client carries. */
async function authorization(options: ClientAuthOptions): Promise<string | string[] | undefined> {
  service.answer((request) => {
    if (isTokenEndpoint(request)) return { body: details('obtained-token') };
    return request.path === '/token' ? { body: details('authurl-token') } : { body: { channelId: 'test' } };
  });
  await service.client(options).fetch('/channels/test');
  return service.requests.at(-1)?.headers['authorization'];
}

describe('authentication scheme', () => {
  const basic = (key: string) => `Basic ${Buffer.from(key).toString('base64')}`;
  const authCallback = async () => details('callback-token');
  it.each<[string, ClientAuthOptions, string]>([
    ['rest/unit/RSA4/basic-auth-key-only-0', { key: KEY }, basic(KEY)],
    ['rest/unit/RSA3/token-auth-explicit-token-0', { token: 'explicit-token-string' }, 'Bearer explicit-token-string'],
    ['rest/unit/RSA3/token-auth-token-details-1', { tokenDetails: details('from-details') }, 'Bearer from-details'],
    ['rest/unit/RSA4/use-token-auth-forced-1', { key: KEY, useTokenAuth: true }, 'Bearer obtained-token'],
    ['rest/unit/RSA4/auth-callback-triggers-token-2', { authCallback }, 'Bearer callback-token'],
    ['rest/unit/RSA4/authurl-triggers-token-3', { authUrl: 'https://auth.test/token' }, 'Bearer authurl-token'],
    ['rest/unit/RSA1/token-auth-takes-precedence-0', { key: KEY, authCallback }, 'Bearer callback-token'],
    ['rest/unit/RSA2/basic-auth-header-format-0', { key: 'app123.key456:secretXYZ' }, basic('app123.key456:secretXYZ')],
    ['RSA4: useTokenAuth false keeps Basic auth', { key: KEY, useTokenAuth: false, authCallback }, basic(KEY)],
  ])('%s', async (_, options, expected) => {
    expect(await authorization(options)).toBe(expected);
  });

  it('rest/unit/RSC1b/no-auth-method-error-0', () => {
    expect(() => new Auth({})).toThrow(expect.objectContaining({ code: 40106 }) as Error);
    expect(() => new Auth({ useTokenAuth: true })).toThrow(expect.objectContaining({ code: 40106 }) as Error); // RSA14
    expect(() => new Auth({ authUrl: 'https://auth.test/', useTokenAuth: false })).toThrow(
      expect.objectContaining({ code: 40106 }) as Error,
    );
  });

  it('rest/unit/RSA4a2/expired-token-no-renewal-0, where the service says that the token has expired', async () => {
    service.answer(() => tokenError());
    const auth = service.client({ tokenDetails: { token: 'expired-token', expires: Date.now() - 1000 } });
    await expect(auth.fetch('/channels/test')).rejects.toMatchObject({ code: 40171, cause: { code: 40142 } });
    expect(service.requests).toHaveLength(1);
  });

  it('rest/unit/RSC18/token-auth-over-non-tls-0', async () => {
    service.answer(() => ({ body: {} }));
    const port = Number(new URL(service.origin).port);
    const auth = new Auth({ token: 'explicit-token', tls: false, endpoint: '127.0.0.1', port });
    await auth.fetch('/channels/test');
    expect(service.requests[0]?.headers['authorization']).toBe('Bearer explicit-token');
  });

  it('RSC18: Basic auth without TLS is refused', () => {
    expect(() => new Auth({ key: KEY, tls: false })).toThrow(expect.objectContaining({ code: 40103 }) as Error);
  });

  it('RSC1a: a string is a key if it has a colon, else a token', () => {
    expect(new Auth('a-token').tokenDetails).toEqual({ token: 'a-token' });
    expect(new Auth(KEY).tokenDetails).toBeNull();
  });

  it('realtime/unit/RSA4a1/non-renewable-token-logs-warning-0: a token without means to renew it leaves a hint', () => {
    const entries: unknown[] = [];
    void new Auth({ token: 'a-token', log: (entry) => entries.push(entry) });
    expect(entries).toMatchObject([{ level: 'info', code: 40171, href: 'https://help.ably.io/error/40171' }]);
  });
});
