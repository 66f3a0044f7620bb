import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Auth } from './auth.js';
import { KEY, tokenError, useLoopback } from './loopback.testing.js';

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

const service = useLoopback();
const other = useLoopback();

const renewing = () => service.client({ token: 'old', authCallback: async () => 'new' });
const ok = () => service.answer(() => ({ body: {} }));

describe('a request that is repeated', () => {
  const form = () => {
    const data = new FormData();
    data.set('a', 'é');
    return data;
  };
  it.each<[string, () => NonNullable<RequestInit['body']>]>([
    ['text', () => '{"name":"é"}'],
    ['a form', () => new URLSearchParams({ a: 'é', b: '' })],
    ['multipart', form],
    ['bytes', () => new Uint8Array([0, 255, 10])],
    ['a buffer', () => new Uint8Array([1, 2]).buffer],
    ['a blob', () => new Blob(['a', 'b'], { type: 'text/x' })],
  ])('has the same method, headers and body: %s', async (_, body) => {
    service.answer((__, count) => (count === 1 ? tokenError() : { body: {} }));
    const headers = { 'X-Own': 'yes', 'Content-Type': 'application/x-own' };
    await renewing().fetch('/channels/test?q=1', { method: 'PUT', headers, body: body() });
    const [first, second] = service.requests.map(({ headers: { authorization: ___, ...rest }, ...request }) => ({
      ...request,
      headers: rest,
      body: request.body.replaceAll(/formdata-undici-\d+/g, 'boundary'),
    }));
    expect(first).toEqual(second);
    expect(first).toMatchObject({ method: 'PUT', query: { q: '1' }, headers: { 'x-own': 'yes' } });
    expect(first?.body).not.toBe('');
    expect(service.requests.map(({ headers: { authorization } }) => authorization)).toEqual([
      'Bearer old',
      'Bearer new',
    ]);
  });
});

describe('fetch refuses, without a request', () => {
  it.each<[string, unknown, RegExp]>([
    ['another host', 'https://other.test/x', /is not the service/],
    ['a host that begins alike', 'https://service.test.other.test/x', /is not the service/],
    ['the service as a user name', 'https://service.test@other.test/x', /is not the service/],
    ['a path that is a host', '//other.test/x', /is not the service/],
    ['a path with backslashes that is a host', '\\\\other.test\\x', /is not the service/],
    ['another port', 'https://service.test:8443/x', /is not the service/],
    ['the same host without TLS', 'http://service.test/x', /is not the service/],
    ['data', 'data:text/plain,x', /is not the service/],
    ['a Request', new Request('https://service.test/x'), /a Request cannot be sent twice/],
    ['nothing', undefined, /expected a path or a URL/],
  ])('%s', async (_, input, message) => {
    ok();
    const error: unknown = await service
      .client({ key: KEY })
      .fetch(input as string)
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TypeError);
    expect((error as TypeError).message).toMatch(message);
    expect(service.requests).toEqual([]);
  });

  it.each<[string, () => unknown]>([
    ['a ReadableStream', () => new Blob(['a']).stream()],
    ['a stream of Node', () => Readable.from(['a'])],
    ['an asynchronous generator', () => (async function* () {})()],
  ])('%s as a body', async (_, body) => {
    ok();
    const init = { method: 'POST', body: body() as never, duplex: 'half' as const };
    await expect(service.client({ key: KEY }).fetch('/x', init)).rejects.toThrow(/stream cannot be sent twice/);
    expect(service.requests).toEqual([]);
  });
});

describe('fetch', () => {
  it.each(['/x', 'x', 'https://service.test/x', 'https://service.test:443/x', new URL('https://SERVICE.test/x')])(
    'goes to the service: %s',
    async (input) => {
      ok();
      await service.client({ key: KEY }).fetch(input);
      expect(service.requests).toMatchObject([
        { path: '/x', headers: { authorization: expect.stringMatching(/^Basic /) as string } },
      ]);
    },
  );

  it('names protocol version and agent, and lets the caller say what it accepts', async () => {
    ok();
    await service.client({ key: KEY }).fetch('/x');
    await service.client({ key: KEY }).fetch('/x', { headers: new Headers({ accept: 'text/html' }) });
    expect(service.requests).toMatchObject([
      {
        headers: {
          'x-ably-version': '6',
          'ably-agent': `ably-auth-client/${manifest.version}`,
          accept: 'application/json',
        },
      },
      { headers: { 'x-ably-version': '6', accept: 'text/html' } },
    ]);
  });

  it('always sends its own credentials', async () => {
    ok();
    const headers = [
      ['Authorization', 'Bearer mine'],
      ['x-ably-clientid', 'bWluZQ=='],
    ] as [string, string][];
    await service.client({ token: 'a-token', clientId: 'alice' }).fetch('/x', { headers });
    expect(service.requests[0]?.headers).toMatchObject({
      authorization: 'Bearer a-token',
      'x-ably-clientid': 'YWxpY2U=',
    });
  });

  it.each([
    ['appId.opaque', 'Bearer appId.opaque'],
    ['with space', 'Bearer d2l0aCBzcGFjZQ=='],
    ['é\n', 'Bearer w6kK'],
  ])('carries the token %j, in Base64 where a header could not (RSA3d)', async (token, authorization) => {
    ok();
    await service.client({ token }).fetch('/x');
    expect(service.requests[0]?.headers['authorization']).toBe(authorization);
  });

  it.each([301, 302, 307, 308])('follows no redirect with credentials: %i', async (status) => {
    other.answer(() => ({ body: {} }));
    service.answer(() => ({ status, headers: { location: `${other.origin}/elsewhere` } }));
    for (const redirect of [undefined, 'follow', 'error'] as const) {
      const init = redirect === undefined ? {} : { redirect };
      await expect(service.client({ token: 'a-token' }).fetch('/x', init)).rejects.toThrow(TypeError);
    }
    const response = await service.client({ token: 'a-token' }).fetch('/x', { redirect: 'manual' });
    expect([response.status, other.requests.length]).toEqual([status, 0]);
  });

  it('returns any other answer of the service', async () => {
    for (const status of [200, 204, 400, 404, 500, 503]) {
      service.answer(() => (response) => response.writeHead(status).end(status === 204 ? undefined : 'text'));
      const response = await service.client({ token: 'a-token' }).fetch('/x');
      expect([response.status, await response.text()]).toEqual([status, status === 204 ? '' : 'text']);
    }
  });

  it('lets an error of the network through as fetch has it', async () => {
    service.answer(() => (response) => response.socket?.resetAndDestroy());
    await expect(service.client({ token: 'a-token' }).fetch('/x')).rejects.toThrow(TypeError);
    expect(service.requests).toHaveLength(1);
  });

  it('is the global one by default', async () => {
    ok();
    const port = Number(new URL(service.origin).port);
    await new Auth({ token: 'a-token', endpoint: '127.0.0.1', tls: false, port }).fetch('/x');
    expect(service.requests.at(-1)?.headers['authorization']).toBe('Bearer a-token');
  });
});
