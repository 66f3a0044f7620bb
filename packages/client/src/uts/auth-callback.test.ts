import { describe, expect, it } from 'vitest';
import { details, isTokenEndpoint, useLoopback } from '../loopback.testing.js';

const service = useLoopback();

const JWT = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.test-jwt-payload';
const bearer = (index: number) => service.requests[index]?.headers['authorization'];

describe('authCallback', () => {
  it('rest/unit/RSA8d/callback-invoked-for-auth-0', async () => {
    service.answer(() => ({ body: {} }));
    const asked: unknown[] = [];
    const auth = service.client({
      authCallback: async (params) => {
        asked.push(params);
        return details('callback-token');
      },
    });
    await auth.fetch('/channels/test');
    expect(asked).toEqual([{}]);
    expect([service.requests.length, bearer(0)]).toEqual([1, 'Bearer callback-token']);
  });

  it('rest/unit/RSA8d/callback-returns-jwt-1', async () => {
    service.answer(() => ({ body: {} }));
    await service.client({ authCallback: async () => JWT }).fetch('/channels/test');
    expect(bearer(0)).toBe(`Bearer ${JWT}`);
  });

  it('rest/unit/RSA8d/callback-returns-token-request-2: it goes out as it came in', async () => {
    service.answer((request) => ({ body: isTokenEndpoint(request) ? details('exchanged-token') : {} }));
    // Strings for numbers, null for what is absent, capability with white space: never checked, never written again.
    const foreign = {
      keyName: 'app.key',
      ttl: '3600000',
      capability: '{ "a" : ["*"] }',
      clientId: null,
      timestamp: 1,
      nonce: 'unique-nonce',
      mac: 'computed-mac',
    };
    await service.client({ authCallback: async () => foreign as never }).fetch('/channels/test');
    expect(service.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /keys/app.key/requestToken',
      'GET /channels/test',
    ]);
    expect(service.requests[0]?.body).toBe(JSON.stringify(foreign));
    expect(service.requests[0]?.headers).not.toHaveProperty('authorization');
    expect(bearer(1)).toBe('Bearer exchanged-token');
  });

  it('rest/unit/RSA8d/callback-receives-token-params-3', async () => {
    const asked: unknown[] = [];
    const params = { clientId: 'requested-client-id', ttl: 7_200_000, capability: { channel1: ['publish'] } };
    const auth = service.client({
      authCallback: async (given) => {
        asked.push(given);
        return details('test-token');
      },
    });
    await auth.authorize(params);
    expect(asked).toEqual([params]);
  });

  it.each(['rest/unit/RSA8d/callback-error-propagated-4', 'realtime/unit/RSA4e/rest-callback-error-40170-0'])(
    '%s',
    async () => {
      service.answer(() => ({ body: {} }));
      const authCallback = async () => {
        throw new Error('Authentication server unavailable');
      };
      const attempt = service.client({ authCallback }).fetch('/channels/test');
      await expect(attempt).rejects.toMatchObject({
        code: 40170,
        statusCode: 401,
        message: expect.stringContaining('Authentication server unavailable') as string,
      });
      expect(service.requests).toHaveLength(0);
    },
  );
});

describe('authUrl', () => {
  const authUrl = 'https://auth.test/token';
  const answerAuth = (body: unknown, status = 200) =>
    service.answer(({ path }) => (path === '/token' ? { status, body } : { body: {} }));

  it('rest/unit/RSA8c/authurl-invoked-for-auth-0', async () => {
    answerAuth(details('authurl-token'));
    await service.client({ authUrl }).fetch('/channels/test');
    expect(service.requests[0]).toMatchObject({ method: 'GET', path: '/token' });
    expect(bearer(1)).toBe('Bearer authurl-token');
  });

  it('rest/unit/RSA8c/authurl-post-method-1', async () => {
    answerAuth(details('authurl-token'));
    await service.client({ authUrl, authMethod: 'POST', authParams: { room: 'a b' }, clientId: 'alice' }).fetch('/x');
    expect(service.requests[0]).toMatchObject({ method: 'POST', body: 'room=a+b&clientId=alice', query: {} });
    expect(service.requests[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  it('rest/unit/RSA8c/authurl-custom-headers-2', async () => {
    answerAuth(details('authurl-token'));
    await service
      .client({ authUrl, authHeaders: { 'X-Custom-Header': 'custom-value', 'X-API-Key': 'mine' } })
      .fetch('/x');
    expect(service.requests[0]?.headers).toMatchObject({ 'x-custom-header': 'custom-value', 'x-api-key': 'mine' });
    expect(service.requests[1]?.headers).not.toHaveProperty('x-api-key');
  });

  it('rest/unit/RSA8c/authurl-query-params-3', async () => {
    answerAuth(details('authurl-token'));
    await service.client({ authUrl, authParams: { client_id: 'my-client', scope: 'publish:*' } }).fetch('/x');
    expect(service.requests[0]?.query).toEqual({ client_id: 'my-client', scope: 'publish:*' });
  });

  it('rest/unit/RSA8c/authurl-returns-jwt-4', async () => {
    answerAuth(JWT);
    await service.client({ authUrl }).fetch('/x');
    expect(bearer(1)).toBe(`Bearer ${JWT}`);
  });

  it('rest/unit/RSA8c/authurl-error-propagated-5', async () => {
    answerAuth({ error: 'Internal server error' }, 500);
    await expect(service.client({ authUrl }).fetch('/x')).rejects.toMatchObject({
      code: 40170,
      statusCode: 401,
      message: 'authUrl: answered 500',
      cause: { statusCode: 500 },
    });
    expect(service.requests).toHaveLength(1);
  });

  it('RSA8c1c, RSA8c2: TokenParams win over authParams, both over the query of the URL itself', async () => {
    answerAuth(details('authurl-token'));
    const auth = service.client({
      authUrl: `${authUrl}?kept=1&room=url&clientId=url`,
      authParams: { room: 'params', clientId: 'params' },
    });
    await auth.requestToken({ clientId: 'alice', ttl: 60_000, capability: { b: ['publish'], a: ['*'] } });
    expect(service.requests[0]?.query).toEqual({
      kept: '1',
      room: 'params',
      clientId: 'alice',
      ttl: '60000',
      capability: '{"a":["*"],"b":["publish"]}',
    });
  });
});
