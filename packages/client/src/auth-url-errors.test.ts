import { createTokenRequest } from '@ably-auth/core';
import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { KEY, details, isTokenEndpoint, type Reply, useLoopback } from './loopback.testing.js';

const service = useLoopback();

const authUrl = 'https://auth.test/token';

/** What a client does whose authUrl answers so. */
function ask(reply: Reply, timeoutMs = 10_000) {
  service.answer((request) => (request.path === '/token' ? reply : { body: details('exchanged') }));
  return service.client({ authUrl, timeoutMs }).authorize();
}

const LIMIT = 131_072; // RSA4f
const raw = (headers: Record<string, string>, body: string): Reply => {
  return (response: ServerResponse) => response.writeHead(200, headers).end(body);
};
/** JSON text of TokenDetails, of so many bytes. */
const detailsOf = (bytes: number) => `{"token":"${'t'.repeat(bytes - 12)}"}`;

describe('an authUrl that fails: 40170', () => {
  it.each<[string, Reply, RegExp]>([
    ['HTML', { type: 'text/html', body: '<html>log in</html>' }, /content type text\/html/],
    ['a token as HTML', { type: 'text/html', body: 'appId.token' }, /content type text\/html/],
    ['no content type', raw({}, 'appId.token'), /got no content type/],
    ['an empty content type', raw({ 'content-type': '' }, 'appId.token'), /content type/],
    ['text of 128 KiB + 1', { body: 't'.repeat(LIMIT + 1) }, /131072 bytes/],
    ['JSON of 128 KiB + 1', { type: 'application/json', body: detailsOf(LIMIT + 1) }, /131072 bytes/],
    ['an endless body', (response) => endless(response), /131072 bytes/],
    ['an empty token', { body: '' }, /empty/],
    ['an empty body', { type: 'application/json', body: '' }, /expected JSON text/],
    ['malformed JSON', { type: 'application/json', body: '{"token":"t"' }, /expected JSON text/],
    ['a member twice', { type: 'application/json', body: '{"token":"t","token":"u"}' }, /expected each member once/],
    ['JSON that is nested too deep', { body: JSON.parse('[[[[[[[[[]]]]]]]]]') }, /at most 8 levels/],
    ['null', { type: 'application/json', body: 'null' }, /got another object/],
    ['a list', { body: [{ token: 't' }] }, /got another object/],
    [
      'a TokenRequest without mac',
      { body: { keyName: 'a.b', timestamp: 1, nonce: 'n'.repeat(16) } },
      /got another object/,
    ],
    ['TokenDetails whose token is not a string', { body: { token: 42 } }, /malformed TokenDetails/],
    ['a redirect to nowhere', { status: 302, headers: { location: 'https://other.test:1/' } }, /authUrl/],
    ['a redirect without end', { status: 302, headers: { location: '/token' } }, /authUrl/],
    ['a reset before the headers', (response) => response.socket?.resetAndDestroy(), /authUrl: failed/],
    ['a reset in the middle of the body', (response) => reset(response), /authUrl: failed/],
    ['a body that is too short', raw({ 'content-type': 'text/plain', 'content-length': '99' }, 'short'), /authUrl/],
    ['500', { status: 500, body: { error: 'Internal server error' } }, /answered 500/],
    ['503 with an error of its own', { status: 503, body: { error: { code: 50003, message: 'm' } } }, /answered 503/],
    ['404', { status: 404, type: 'text/html', body: 'Not found' }, /answered 404/],
    ['401', { status: 401 }, /answered 401/],
  ])('%s', async (_, reply, message) => {
    const failure = expect(ask(reply, 2000)).rejects;
    await failure.toMatchObject({
      name: 'AblyAuthError',
      code: 40170,
      statusCode: 401,
      message: expect.stringMatching(message) as string,
    });
  });

  it.each<[string, Reply]>([
    ['before the headers', () => {}],
    [
      'in the middle of the body',
      (response) => void response.writeHead(200, { 'content-type': 'text/plain' }).write('t'),
    ],
  ])('too slow, %s', async (_, reply) => {
    const start = performance.now();
    await expect(ask(reply, 100)).rejects.toMatchObject({
      code: 40170,
      message: 'authUrl: no answer within 100 ms',
      cause: { name: 'TimeoutError' },
    });
    expect(performance.now() - start).toBeGreaterThan(95);
  });

  it('keeps the ErrorInfo of the auth server as the cause', async () => {
    const error = { code: 40100, statusCode: 401, message: 'Who are you?' };
    await expect(ask({ status: 401, body: { error } })).rejects.toMatchObject({ cause: { ...error, cause: error } });
  });

  it.each([
    's3cret?',
    '/s3cret',
    'https://s3cret:99999/',
    'https://user:s3cret@auth.test/',
    'https://s3cret@auth.test/',
  ])('an authUrl that fetch cannot take, without quoting it: %s', async (url) => {
    const error: unknown = await service
      .client({ authUrl: url })
      .authorize()
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 40003, message: expect.stringContaining('authUrl') as string });
    expect(inspect(error, { showHidden: true, depth: Infinity })).not.toContain('s3cret');
  });
});

it.each([{ 'X-Key': 's3cret\nvalue' }, { 'X-Key': 's3cret\u2019' }, { 's3cret key': 'value' }])(
  'authHeaders that no header can be, without quoting them: %j',
  async (authHeaders) => {
    const error: unknown = await service
      .client({ authUrl, authHeaders: authHeaders as Record<string, string> })
      .authorize()
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 40003, message: expect.stringContaining('authHeaders') as string });
    expect(inspect(error, { showHidden: true, depth: Infinity })).not.toContain('s3cret');
  },
);

describe('an authUrl that refuses: 40300', () => {
  it.each<[string, Reply]>([
    ['403', { status: 403, body: { error: { code: 40160, message: 'no' } } }],
    ['403 without a body', { status: 403, type: 'text/plain', body: '' }],
    ['403 with a body that is too long', { status: 403, body: 't'.repeat(LIMIT + 1) }],
  ])('%s', async (_, reply) => {
    await expect(ask(reply)).rejects.toMatchObject({ code: 40300, statusCode: 403 }); // RSA4d
  });
});

describe('an authUrl that answers', () => {
  it.each<[string, Reply, string]>([
    ['text of 128 KiB', { body: 't'.repeat(LIMIT) }, 't'.repeat(LIMIT)],
    ['JSON of 128 KiB', { type: 'application/json', body: detailsOf(LIMIT) }, 't'.repeat(LIMIT - 12)],
    ['TokenDetails with null and decimal text', { body: { token: 't', clientId: null, expires: '5' } }, 't'],
    ['a type with parameters', { type: 'Application/JSON; charset=UTF-8', body: '{"token":"t"}' }, 't'],
    ['a JWT', { type: 'application/jwt', body: 'e30.e30.c2ln' }, 'e30.e30.c2ln'],
    ['201', { status: 201, body: { token: 't' } }, 't'],
  ])('%s', async (_, reply, token) => {
    expect((await ask(reply)).token).toBe(token);
  });

  it('with a redirect is followed', async () => {
    service.answer(({ path }) =>
      path === '/token' ? { status: 302, headers: { location: `${service.origin}/moved` } } : { body: { token: 't' } },
    );
    expect((await service.client({ authUrl }).authorize()).token).toBe('t');
    expect(service.requests.map(({ path }) => path)).toEqual(['/token', '/moved']);
  });

  it('with a TokenRequest, which goes on byte for byte', async () => {
    const signed = JSON.stringify(await createTokenRequest({ clientId: 'é' }, { key: KEY }), null, 2);
    const text = signed.replace('{', '{ "unknown": [1, null], "ttl": null,').replace('é', '\\u00e9');
    await ask({ type: 'application/json', body: text });
    expect(service.requests.filter(isTokenEndpoint)).toMatchObject([{ body: text }]);
  });
});

function endless(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/plain' });
  const more = () => response.write('t'.repeat(65_536), (error) => (error ? undefined : setImmediate(more)));
  more();
}

function reset(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/plain', 'content-length': '100' });
  response.write('half', () => response.socket?.resetAndDestroy());
}
