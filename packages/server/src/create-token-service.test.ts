import { decode, encode } from '@msgpack/msgpack';
import { AblyAuthError } from '@ably-auth/validation';
import { describe, expect, it } from 'vitest';
import type { ServiceEvent } from './index.js';
import { basic, KEY, KEY_NAME, NOW, refusal, storeWith, TestService } from './service.testing.js';

const PATH = `/keys/${KEY_NAME}/requestToken`;

describe('routes', () => {
  it('tells the time', async () => {
    expect((await new TestService().send('/time')).body).toEqual([NOW]);
  });

  it('tells whether its stores answer', async () => {
    expect((await new TestService().send('/readyz')).body).toEqual({ status: 'ok' });
    const check = async () => {
      throw new Error('away');
    };
    const away = new TestService({ store: storeWith({ check }) });
    expect(refusal(await away.send('/readyz'))).toEqual([503, 50003]);
    expect((await away.send('/livez')).status).toBe(200);
  });

  it('is no longer ready once it drains, and goes on answering', async () => {
    const service = new TestService();
    service.service.drain();
    expect(refusal(await service.send('/readyz'))).toEqual([503, 50003]);
    expect((await service.send('/livez')).status).toBe(200);
    expect((await service.requestToken(service.sign())).status).toBe(201);
  });

  it('answers other paths with 404, and other methods with 405', async () => {
    const service = new TestService();
    for (const path of ['/', '/keys', '/keys/a/b/c', '//time', '/keys/%ff/requestToken']) {
      expect(refusal(await service.post(path, {})), path).toEqual([404, 40400]);
    }
    const answer = await service.send(PATH);
    expect([...refusal(answer), answer.headers.get('allow')]).toEqual([405, 40500, 'POST']);
  });

  it('decodes the key name in the path', async () => {
    const service = new TestService();
    expect((await service.post('/keys/appId%2EkeyId/requestToken', service.sign())).status).toBe(201);
  });

  it('lets pages of every origin ask', async () => {
    const service = new TestService();
    const preflight = await service.send(PATH, { method: 'OPTIONS' });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
    expect((await service.send('/time')).headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('errors', () => {
  it('are in the body and the headers, as Ably’s are', async () => {
    const { body, headers } = await new TestService().post(PATH, '{}');
    expect(body.error).toMatchObject({ code: 40001, statusCode: 400, href: 'https://help.ably.io/error/40001' });
    expect(headers.get('x-ably-errorcode')).toBe('40001');
    expect(headers.get('x-ably-errormessage')).toBe(body.error.message);
  });

  it('never break a header, with any request', async () => {
    const service = new TestService();
    const request = service.sign({ capability: { a: ['f\u00ffly\u{1f600}'] } });
    const { body, headers } = await service.requestToken(request);
    expect(body.error.message).toContain('\u00ff');
    expect(headers.get('x-ably-errormessage')).toMatch(/^[ -~]+$/);
  });
});

describe('MessagePack', () => {
  const msgpack = 'application/x-msgpack';

  it('is read and written where the headers say so', async () => {
    const service = new TestService();
    const response = await service.service.fetch(
      new Request(`http://service.test${PATH}`, {
        method: 'POST',
        headers: { 'content-type': msgpack, accept: `${msgpack}, application/json` },
        body: encode(service.sign({ clientId: 'alice' })),
      }),
    );
    expect([response.status, response.headers.get('content-type')]).toEqual([201, msgpack]);
    expect(decode(await response.arrayBuffer())).toMatchObject({ keyName: KEY_NAME, clientId: 'alice', issued: NOW });
  });

  it.each([
    ['a name twice', [0x82, 0xa1, 0x61, 1, 0xa1, 0x61, 2], /twice/],
    ['a number as a name', [0x81, 1, 1], /strings as names/],
    ['an extension', [0x81, 0xa1, 0x61, 0xd4, 1, 1], /not one value/],
    ['four thousand million elements', [0xdd, 0xff, 0xff, 0xff, 0xff], /not one value/],
    ['nesting', Array<number>(100).fill(0x91), /not one value/],
    ['something behind', [0x80, 0x80], /not one value/],
    ['__proto__', [0x81, 0xa9, ...Buffer.from('__proto__'), 0x80], /strings as names/],
    ['no object', [0x01], /not one object/],
    ['nothing', [], /not one value/],
  ])('with %s is refused', async (_, bytes, message) => {
    const response = await new TestService().service.fetch(
      new Request(`http://service.test${PATH}`, {
        method: 'POST',
        headers: { 'content-type': msgpack },
        body: Uint8Array.from(bytes),
      }),
    );
    expect(await response.json()).toMatchObject({ error: { code: 40001, message: expect.stringMatching(message) } });
  });
});

describe('limits', () => {
  it.each([
    ['over 128 KiB', `{"a":"${'x'.repeat(131_072)}"}`],
    ['nested deeper than 8', '['.repeat(9) + ']'.repeat(9)],
    ['not UTF-8', Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d)],
  ])('a body %s', async (_, body) => {
    expect(refusal(await new TestService().send(PATH, { method: 'POST', body }))).toEqual([400, 40001]);
  });

  it('neither probes, nor the share of a key whose name alone is known', async () => {
    const seen: string[] = [];
    const rateLimiter = { consume: async (key: string) => void seen.push(key) };
    const service = new TestService({ rateLimiter, addressOf: () => '192.0.2.1' });
    for (const path of ['/livez', '/readyz']) expect((await service.send(path)).status).toBe(200);
    expect(seen).toEqual([]);
    const request = service.sign();
    await service.requestToken({ ...request, ttl: 1 });
    await service.requestToken(service.unsigned(), { authorization: basic(`${KEY}x`) });
    await service.post(`/keys/${KEY_NAME}/revokeTokens`, {}, { authorization: basic(`${KEY}x`) });
    expect(seen).toEqual(Array(3).fill('address:192.0.2.1'));
  });

  it('Basic auth without TLS, where that is required', async () => {
    const { service } = new TestService({ requireTls: true });
    const ask = async (scheme: string, headers: Record<string, string> = { authorization: basic() }) =>
      (
        await service.fetch(
          new Request(`${scheme}://service.test/keys/${KEY_NAME}/revokeTokens`, { method: 'POST', headers }),
        )
      ).headers.get('x-ably-errorcode');
    expect(await ask('http')).toBe('40103');
    expect(await ask('http', { authorization: `  ${basic().toUpperCase()}` })).toBe('40103');
    expect(await ask('https')).toBe('40163');
    expect(await ask('http', { authorization: 'Bearer a.b' })).toBe('40162');
  });

  it('requests of one key, where a limiter counts them', async () => {
    const seen: string[] = [];
    const rateLimiter = {
      async consume(key: string) {
        if (seen.push(key) > 2) throw { msBeforeNext: 1500 };
      },
    };
    const service = new TestService({ rateLimiter, addressOf: () => '::1' });
    expect((await service.requestToken(service.sign())).status).toBe(201);
    const limited = await service.requestToken(service.sign());
    expect([...refusal(limited), limited.headers.get('retry-after')]).toEqual([429, 42910, '2']);
    expect(seen).toEqual(['address:0:0:0:0::/64', `key:${KEY_NAME}`, 'address:0:0:0:0::/64']);
  });

  it('refuses where the limiter cannot count', async () => {
    const consume = async () => {
      throw new Error('away');
    };
    expect(
      refusal(await new TestService({ rateLimiter: { consume }, addressOf: () => '192.0.2.1' }).post(PATH, {})),
    ).toEqual([503, 50003]);
  });
});

describe('tells of each request', () => {
  it('what happened, without secrets and tokens', async () => {
    const events: ServiceEvent[] = [];
    const service = new TestService({ onEvent: (event) => events.push(event) });
    const token = await service.token({ clientId: 'alice' });
    await service.requestToken(service.unsigned(), { authorization: basic(`${KEY}x`) });
    await service.send('/nowhere', { headers: { authorization: `Bearer ${token}` } });
    expect(events).toEqual([
      {
        route: 'requestToken',
        method: 'POST',
        path: PATH,
        status: 201,
        requestId: expect.stringMatching(/^[\da-f-]{36}$/),
        keyName: KEY_NAME,
        clientId: 'alice',
        bytes: expect.any(Number),
        durationMs: expect.any(Number),
      },
      expect.objectContaining({ route: 'requestToken', status: 401, code: 40101, message: expect.any(String) }),
      expect.objectContaining({ method: 'GET', status: 404, code: 40400 }),
    ]);
    expect(JSON.stringify(events)).not.toMatch(/keySecret|eyJ/);
  });

  it('under the id and the trace that it came with, if they are valid', async () => {
    const events: ServiceEvent[] = [];
    const service = new TestService({ onEvent: (event) => events.push(event) });
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const valid = await service.send('/time?key=secret', { headers: { 'x-request-id': 'abc-1', traceparent } });
    const zeros = traceparent.replace('4bf92f3577b34da6a3ce929d0e0e4736', '0'.repeat(32));
    const invalid = await service.send('/time', { headers: { 'x-request-id': 'a b', traceparent: zeros } });
    expect(valid.headers.get('x-request-id')).toBe('abc-1');
    expect(events[0]).toMatchObject({ requestId: 'abc-1', traceparent, path: '/time' });
    expect(invalid.headers.get('x-request-id')).toBe(events[1]?.requestId);
    expect(events[1]?.requestId).not.toBe('a b');
    expect(events[1]).not.toHaveProperty('traceparent');
  });

  it('and goes on when a listener, an address or a store fails', async () => {
    const rejected: unknown[] = [];
    const note = (reason: unknown) => rejected.push(reason);
    process.on('unhandledRejection', note);
    // What a listener in plain JavaScript may return.
    const onEvent = (): void => Promise.reject(new Error('log is away')) as unknown as void;
    const addressOf = () => {
      throw new Error('no address');
    };
    const rateLimiter = { consume: async () => undefined };
    const admit = async () => {
      throw new AblyAuthError({ code: 1, statusCode: 0, remediation: '' }, 'odd');
    };
    expect((await new TestService({ onEvent }).send('/time')).status).toBe(200);
    expect(refusal(await new TestService({ addressOf, rateLimiter }).send('/time'))).toEqual([500, 50000]);
    const odd = new TestService({ store: storeWith({ admit }) });
    expect(refusal(await odd.requestToken(odd.sign()))).toEqual([500, 50000]);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', note);
    expect(rejected).toEqual([]);
  });

  it('why a store failed, and answers even where the listener throws', async () => {
    let cause: unknown;
    const service = new TestService({
      store: storeWith({
        admit: async () => {
          throw new Error('away');
        },
      }),
      onEvent(event) {
        ({ cause } = event);
        throw new Error('full disk');
      },
    });
    expect(refusal(await service.requestToken(service.sign()))).toEqual([503, 50003]);
    expect(cause).toMatchObject({ message: 'away' });
  });
});
