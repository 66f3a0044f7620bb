import { describe, expect, it } from 'vitest';
import type { TokenParams } from '@ably-auth/validation';
import type { ClientAuthOptions } from '../client-auth-options.js';
import { KEY, details, isTokenEndpoint, useLoopback } from '../loopback.testing.js';

const service = useLoopback();

const answerTokens = (more: object = {}) =>
  service.answer((request, count) => ({ body: isTokenEndpoint(request) ? details(`token-${count}`, more) : {} }));

/** A client that counts what its authCallback is asked. */
function counting(options: ClientAuthOptions = {}) {
  const asked: TokenParams[] = [];
  const authCallback = async (params: TokenParams) => details(`token-${asked.push(params)}`);
  return { asked, auth: service.client({ authCallback, ...options }) };
}

describe('authorize', () => {
  it('rest/unit/RSA10a/authorize-default-params-0', async () => {
    answerTokens();
    const auth = service.client({ key: KEY });
    expect((await auth.authorize()).token).toBe('token-1');
    await auth.fetch('/channels/test');
    expect(service.requests.at(-1)?.headers['authorization']).toBe('Bearer token-1');
  });

  it('rest/unit/RSA10b/authorize-explicit-params-0', async () => {
    const { asked, auth } = counting({ clientId: 'default-client' });
    await auth.authorize({ clientId: 'override-client', ttl: 7_200_000 });
    expect(asked).toEqual([{ clientId: 'override-client', ttl: 7_200_000 }]);
  });

  it('rest/unit/RSA10e/authorize-saves-params-0, except for the timestamp', async () => {
    const { asked, auth } = counting();
    await auth.authorize({ clientId: 'saved-client', ttl: 3_600_000, timestamp: 1 });
    await auth.authorize();
    expect(asked[1]).toEqual({ clientId: 'saved-client', ttl: 3_600_000 });
    await auth.authorize({}); // RSA10j: even an empty one replaces
    expect(asked[2]).toEqual({});
  });

  it('rest/unit/RSA10g/authorize-updates-token-details-0', async () => {
    answerTokens({ clientId: 'token-client' });
    const auth = service.client({ key: KEY });
    expect(auth.tokenDetails).toBeNull();
    const result = await auth.authorize();
    expect(auth.tokenDetails).toBe(result);
    expect(result.clientId).toBe('token-client');
  });

  it('rest/unit/RSA10h/authorize-replaces-auth-options-0', async () => {
    const { asked, auth } = counting();
    await auth.authorize(undefined, { authCallback: async () => details('new') });
    expect(asked).toHaveLength(0);
    await auth.authorize();
    expect(auth.tokenDetails?.token).toBe('new');
  });

  it('rest/unit/RSA10i/authorize-preserves-key-0', async () => {
    service.answer(({ path }) => ({ body: path === '/token' ? details('by-url') : {} }));
    const auth = service.client({ key: KEY });
    await auth.authorize(undefined, { authUrl: 'https://auth.test/token' });
    expect((await auth.createTokenRequest()).keyName).toBe('appId.keyId');
    await expect(auth.authorize(undefined, { key: 'appId.other:secret' })).rejects.toMatchObject({ code: 40102 });
  });

  it('rest/unit/RSA10j/authorize-replaces-existing-token-0', async () => {
    const { auth } = counting();
    expect((await auth.authorize()).token).toBe('token-1');
    expect((await auth.authorize()).token).toBe('token-2');
  });

  it('rest/unit/RSA10k/authorize-query-time-0: asks once and keeps the offset', async () => {
    const ahead = Date.now() + 600_000;
    service.answer((request) => ({ body: request.path === '/time' ? [ahead] : details('token') }));
    const auth = service.client({ key: KEY });
    await auth.authorize(undefined, { queryTime: true });
    await auth.authorize();
    expect(service.requests.map(({ path }) => path)).toEqual([
      '/time',
      '/keys/appId.keyId/requestToken',
      '/keys/appId.keyId/requestToken',
    ]);
    for (const { body } of service.requests.slice(1)) {
      const { timestamp } = JSON.parse(body) as { timestamp: number };
      expect(Math.abs(timestamp - ahead)).toBeLessThan(60_000);
    }
  });

  it('rest/unit/RSA10l/authorize-error-propagated-0', async () => {
    service.answer(() => ({ status: 401, body: { error: { code: 40101, statusCode: 401, message: 'Invalid key' } } }));
    await expect(service.client({ key: KEY }).authorize()).rejects.toMatchObject({
      code: 40101,
      message: 'Invalid key',
    });
  });

  it('RSA10e: a token among the options is used as it is, the way to obtain one kept for later', async () => {
    const { asked, auth } = counting();
    const given = await auth.authorize(undefined, { token: 'given', authCallback: async () => details('later') });
    expect([given.token, asked.length]).toEqual(['given', 0]);
    expect((await auth.authorize()).token).toBe('later');
  });

  it('RSA10h: the identity of the token in use is asked for again', async () => {
    const asked: TokenParams[] = [];
    const auth = service.client({
      authCallback: async (params) => {
        asked.push(params);
        return details('token', { clientId: 'alice' });
      },
    });
    await auth.authorize();
    await auth.authorize();
    expect(asked).toEqual([{}, { clientId: 'alice' }]);
  });
});
