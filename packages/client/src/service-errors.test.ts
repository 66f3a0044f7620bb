import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Auth } from './auth.js';
import { KEY, details, type Reply, useLoopback } from './loopback.testing.js';

const service = useLoopback();
const other = useLoopback();

const calls: Record<string, (auth: Auth) => Promise<unknown>> = {
  'POST /keys/appId.keyId/requestToken': (auth) => auth.requestToken(),
  'POST /keys/appId.keyId/revokeTokens': (auth) => auth.revokeTokens({ type: 'clientId', value: 'alice' }),
  'GET /time': (auth) => auth.createTokenRequest({}, { key: KEY, queryTime: true }),
};

const errors: [string, Reply, object][] = [
  ['no answer in time', () => {}, { code: 50003, cause: { name: 'TimeoutError' } }],
  ['an answer that stops', (response) => void response.writeHead(200).write('{'), { code: 50003 }],
  ['a reset', (response) => response.socket?.resetAndDestroy(), { code: 50003, cause: { name: 'TypeError' } }],
  ['a reset in the middle of the body', (response) => reset(response), { code: 50003 }],
  ['an empty body', { body: '' }, { code: 50003, statusCode: 503 }],
  ['HTML', { type: 'text/html', body: '<html></html>' }, { code: 50003 }],
  ['malformed JSON', { type: 'application/json', body: '{"token":' }, { code: 50003 }],
  ['null', { type: 'application/json', body: 'null' }, { code: 50003 }],
  ['a member twice', { type: 'application/json', body: '{"token":"t","token":"u"}' }, { code: 50003 }],
  ['an object that is something else', { body: { time: 5 } }, { code: 50003 }],
  ['a list of something else', { body: [-1.5] }, { code: 50003 }],
  ['more than a mebibyte', { body: [' '.repeat(1_048_576)] }, { code: 50003 }],
  ['500', { status: 500, body: { error: { code: 50000, message: 'm' } } }, { code: 50000, statusCode: 500 }],
  ['502 as HTML', { status: 502, type: 'text/html', body: 'Bad gateway' }, { code: 50200, statusCode: 502 }],
  ['429', { status: 429, body: { error: { code: 42910 } } }, { code: 42910, statusCode: 429 }],
  ['a code in the header alone', { status: 400, body: '', headers: { 'x-ably-errorcode': '40012' } }, { code: 40012 }],
  ['an error that is not an object', { status: 400, body: { error: 'm' } }, { code: 40000, statusCode: 400 }],
];

describe.each(Object.entries(calls))('%s', (what, call) => {
  it.each(errors)('fails with %s', async (_, reply, expected) => {
    service.answer(() => reply);
    await expect(call(service.client({ key: KEY, timeoutMs: 300 }))).rejects.toMatchObject({
      name: 'AblyAuthError',
      ...expected,
    });
    expect(service.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([what]);
  });

  it.each([301, 302, 303, 307, 308])('follows no redirect: %i', async (status) => {
    other.answer(() => ({ body: details('stolen') }));
    service.answer(() => ({ status, headers: { location: `${other.origin}/elsewhere` } }));
    await expect(call(service.client({ key: KEY }))).rejects.toMatchObject({ code: 50003 });
    expect([service.requests.length, other.requests.length]).toEqual([1, 0]);
  });
});

it('keeps the ErrorInfo of the service, its remediation and its page', async () => {
  const error = {
    code: 40160,
    statusCode: 401,
    message: 'Capability not permitted',
    remediation: 'Ask for less.',
    href: 'https://help.ably.io/error/40160',
  };
  service.answer(() => ({ status: 401, body: { error } }));
  await expect(service.client({ key: KEY }).requestToken()).rejects.toMatchObject({ ...error, cause: error });
});

function reset(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"token":', () => response.socket?.resetAndDestroy());
}
