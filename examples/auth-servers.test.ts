import { readFileSync } from 'node:fs';
import { Rest } from 'ably';
import { Auth } from '@ably-auth/client';
import { verifyTokenRequest } from '@ably-auth/core';
import { verifyAblyJwt } from '@ably-auth/jwt';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ServiceStub } from './service-stub.testing.js';
import { endOfExample, startExample, type Example } from './start-example.testing.js';

const KEY = 'appId.keyId:s3cret-of-the-key';
const ROUTES = ['/auth/token-request', '/auth/token', '/auth/jwt'];
const LOBBY = '"chat:lobby":["presence","publish","subscribe"]';
const STAFF = '"chat:staff":["presence","publish","subscribe"]';

const as = (user: string) => ({ authorization: `Bearer demo-session-of-${user}` });

describe.each(['express-auth-server', 'hono-auth-server'])('%s', (name) => {
  let service: ServiceStub;
  let server: Example;
  beforeAll(async () => {
    service = await ServiceStub.start(KEY);
    server = await startExample(name, { ABLY_API_KEY: KEY, ABLY_URL: service.url });
  });
  afterEach(() => void (service.failure = undefined));
  afterAll(async () => {
    await server.stop();
    await service.stop();
  });

  const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers });

  it('answers a TokenRequest that verifies', async () => {
    const response = await get('/auth/token-request', as('alice'));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^application\/json(;|$)/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const { request, leniencies } = await verifyTokenRequest(await response.text(), { key: KEY });
    expect(leniencies).toEqual([]);
    expect(request).toMatchObject({ clientId: 'alice', capability: `{${LOBBY},${STAFF}}`, ttl: 3_600_000 });
    expect(service.issued).toHaveLength(0);
  });

  it('answers a token that it got from the service', async () => {
    const response = await get('/auth/token', as('bob'));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^application\/json(;|$)/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual(service.issued.at(-1));
    expect(service.issued.at(-1)).toMatchObject({ clientId: 'bob', capability: `{${LOBBY}}` });
  });

  it('answers a JWT that verifies', async () => {
    const response = await get('/auth/jwt', as('bob'));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^application\/jwt(;|$)/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const { clientId, capability, issued, expires } = await verifyAblyJwt(await response.text(), { key: KEY });
    expect([clientId, JSON.stringify(capability), expires - issued]).toEqual(['bob', `{${LOBBY}}`, 3_600_000]);
  });

  it.each(ROUTES)('%s: anyone who is not logged in gets 401, with any query', async (route) => {
    const unknown = [{}, { authorization: 'Bearer unknown' }, { authorization: 'Basic demo-session-of-alice' }];
    for (const headers of unknown) {
      const response = await get(`${route}?clientId=alice`, headers);
      expect(response.status).toBe(401);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      expect(await response.json()).toEqual({ error: { code: 40100, statusCode: 401, message: 'not logged in' } });
    }
  });

  it.each(ROUTES)('%s: a user without access gets 403', async (route) => {
    const response = await get(route, as('carol'));
    expect([response.status, response.headers.get('cache-control')]).toEqual([403, 'no-store']);
    expect(await response.json()).toMatchObject({ error: { code: 40300, statusCode: 403 } });
  });

  it('gives nobody what the query asks for', async () => {
    const query = `?clientId=alice&ttl=86400000&capability=${encodeURIComponent('{"*":["*"]}')}`;
    const response = await get(`/auth/token-request${query}`, as('bob'));
    expect(await response.json()).toMatchObject({ clientId: 'bob', capability: `{${LOBBY}}`, ttl: 3_600_000 });
  });

  it('answers an unknown route with 404, in JSON', async () => {
    const error = { code: 40400, statusCode: 404, message: 'no such route' };
    for (const path of ['/', '/auth/other', '/auth%2Ftoken']) {
      const response = await get(path, as('alice'));
      expect([response.status, await response.json()]).toEqual([404, { error }]);
    }
  });

  it('tells the caller that the service fails, and the log why', async () => {
    service.failure = {
      status: 503,
      body: { error: { code: 50003, statusCode: 503, message: 'a reason for the log' } },
    };
    const response = await get('/auth/token', as('alice'));
    expect([response.status, response.headers.get('cache-control')]).toEqual([503, 'no-store']);
    const body = await response.text();
    expect(JSON.parse(body)).toMatchObject({ error: { code: 50003, statusCode: 503 } });
    expect(body).not.toContain('a reason');
    expect(server.output()).toContain('a reason for the log');
  });

  it('does not blame the caller when the service refuses the key', async () => {
    service.failure = { status: 401, body: { error: { code: 40101, statusCode: 401, message: 'the key is refused' } } };
    const response = await get('/auth/token', as('alice'));
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ error: { code: 50000, statusCode: 500, message: 'internal error' } });
    expect(server.output()).toContain('the key is refused');
    expect(server.output()).not.toContain('s3cret');
  });

  it.each(ROUTES)('%s: serves the ably SDK as authUrl', async (route) => {
    const sdk = new Rest({
      authUrl: server.url + route,
      authHeaders: as('alice'),
      endpoint: '127.0.0.1',
      port: service.port,
      tls: false,
      useBinaryProtocol: false,
      logLevel: 0,
    });
    const { token } = await sdk.auth.authorize();
    if (route === '/auth/jwt') expect(await verifyAblyJwt(token, { key: KEY })).toMatchObject({ clientId: 'alice' });
    else expect(service.issued.at(-1)).toMatchObject({ token, clientId: 'alice', capability: `{${LOBBY},${STAFF}}` });
    await sdk.channels.get('chat:lobby').history();
    expect(Buffer.from(service.bearers.at(-1) ?? '', 'base64').toString()).toBe(token); // RSA3b
  });

  it.each(ROUTES)('%s: serves our client as authUrl', async (route) => {
    const auth = new Auth({
      authUrl: server.url + route,
      authHeaders: as('bob'),
      endpoint: '127.0.0.1',
      port: service.port,
      tls: false,
    });
    const { token } = await auth.authorize();
    if (route === '/auth/jwt') expect(await verifyAblyJwt(token, { key: KEY })).toMatchObject({ clientId: 'bob' });
    else expect(service.issued.at(-1)).toMatchObject({ token, clientId: 'bob' });
  });

  it('makes our client give up where it answers 403', async () => {
    const auth = new Auth({ authUrl: `${server.url}/auth/token`, authHeaders: as('carol') });
    await expect(auth.authorize()).rejects.toMatchObject({ code: 40300, statusCode: 403 }); // RSA4d
  });

  it.each([
    ['', /ABLY_API_KEY: is not set\. Pass the whole key, appId\.keyId:secret/],
    ['appId.keyId', /ABLY_API_KEY: expected a colon between key name and secret, got none\. Pass the whole key/],
    [`${KEY}\n`, /ABLY_API_KEY: expected an API key without white space around it, got .*\. Trim the key/],
  ])('does not start with the key %j', async (key, message) => {
    const { exitCode, output } = await endOfExample(name, key === '' ? {} : { ABLY_API_KEY: key });
    expect(exitCode).toBe(1);
    expect(output).toMatch(message);
    expect(output).not.toContain('s3cret');
  });

  it('does not start in production with its demo sessions', async () => {
    const { exitCode, output } = await endOfExample(name, { ABLY_API_KEY: KEY, NODE_ENV: 'production' });
    expect(exitCode).toBe(1);
    expect(output).toContain('replace it with the sessions of your app');
  });
});

it.each(['ably.js', 'users.js'])('%s knows no framework: it is the same in both servers', (file) => {
  const [express, hono] = ['express', 'hono'].map((name) =>
    readFileSync(new URL(`${name}-auth-server/${file}`, import.meta.url), 'utf8'),
  );
  expect(express).toBe(hono);
});
