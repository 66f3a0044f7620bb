import { decode, encode } from '@msgpack/msgpack';
import { describe, expect, it } from 'vitest';
import { readMessages } from './read-messages.js';
import { refusal, sdk, useSandbox } from './sandbox.testing.js';

// The real SDK against the sandbox, over HTTP on loopback.

const sandbox = useSandbox();
const { key } = sandbox;

const post = (credentials: string, body: unknown, channel = 'a', headers: Record<string, string> = {}) =>
  sandbox.post(`/channels/${encodeURIComponent(channel)}/messages`, credentials, body, headers);
const read = async (channel = 'a') =>
  (await sandbox.ask(`/channels/${encodeURIComponent(channel)}/messages?direction=forwards`, key())).body;
const tokenFor = async (clientId?: string, index = 0) => {
  const { token } = await sdk(sandbox.app, { key: key(index) }).auth.requestToken(
    clientId === undefined ? {} : { clientId },
  );
  return token;
};

describe.each([
  ['JSON', false],
  ['MessagePack', true],
])('published in %s', (_, useBinaryProtocol) => {
  it.each([
    ['JSON', false],
    ['MessagePack', true],
  ])('every kind of data comes back in %s', async (_format, readBinary) => {
    const data = ['text ä', '', { a: [1, null] }, [1, 2], Buffer.from([0, 255, 128])];
    const writer = sdk(sandbox.app, { key: key(), useBinaryProtocol }).channels.get('room:1/é [x]?');
    for (const each of data) await writer.publish('event', each);
    const reader = sdk(sandbox.app, { key: key(), useBinaryProtocol: readBinary }).channels.get('room:1/é [x]?');
    const { items } = await reader.history({ direction: 'forwards' });
    expect(items.map((item) => item.data as unknown)).toEqual(data);
    expect(new Set(items.map(({ id }) => id)).size).toBe(data.length);
    for (const { name, timestamp, encoding, clientId } of items) {
      expect([name, encoding ?? undefined, clientId]).toEqual(['event', undefined, undefined]);
      expect(Math.abs((timestamp ?? 0) - Date.now())).toBeLessThan(60_000);
    }
  });

  it('a list becomes messages in its order, with extras', async () => {
    const channel = sdk(sandbox.app, { key: key(), useBinaryProtocol }).channels.get('a');
    const extras = { headers: { 'x-a': 'b' } };
    const { serials } = await channel.publish([{ name: 'one' }, { name: 'two', data: 'x', extras }]);
    const { items } = await channel.history();
    expect(items.map(({ name }) => name)).toEqual(['two', 'one']);
    expect(items[0]?.extras).toEqual(extras);
    expect(items.map(({ serial }) => serial)).toEqual([...serials].reverse());
  });

  it('encrypted data stays as it is', async () => {
    const cipher = { key: Buffer.alloc(16, 7) };
    const client = sdk(sandbox.app, { key: key(), useBinaryProtocol });
    await client.channels.get('a', { cipher }).publish('event', { secret: 1 });
    expect((await client.channels.get('a').history()).items[0]?.data).toEqual({ secret: 1 });
    expect((await read())[0].encoding).toBe('json/utf-8/cipher+aes-128-cbc/base64');
  });
});

it('keeps what was in Base64 as bytes, and the rest of the encoding as it was', async () => {
  await post(key(), { data: 'AAH/', encoding: 'json/base64' });
  expect(await read()).toMatchObject([{ data: 'AAH/', encoding: 'json/base64' }]);
  await post(key(), { data: '{"a":1}', encoding: 'json/utf-8' }, 'b');
  expect(await read('b')).toMatchObject([{ data: '{"a":1}', encoding: 'json/utf-8' }]);
});

it('answers bytes as they are in MessagePack, and as Base64 in JSON', async () => {
  await sdk(sandbox.app, { key: key() })
    .channels.get('a')
    .publish('event', Buffer.from([0, 255]));
  const response = await fetch(`${sandbox.url}/channels/a/messages`, {
    headers: { authorization: `Basic ${btoa(key())}`, accept: 'application/x-msgpack' },
  });
  const [message] = decode(await response.arrayBuffer()) as readonly Record<string, unknown>[];
  expect([message?.data, message?.encoding]).toEqual([Uint8Array.of(0, 255), undefined]);
  expect(await read()).toMatchObject([{ data: 'AP8=', encoding: 'base64' }]);
});

// Node hands on a Buffer, whose slice is not a copy.
it.each([
  ['bytes', (body: Uint8Array) => body],
  ['a Buffer', (body: Uint8Array) => Buffer.from(body)],
])('keeps no more of a body that is %s than its data', (_, received) => {
  const body = decode(received(encode([{ data: Uint8Array.of(1) }, { data: new Uint8Array(10_000) }])));
  expect(readMessages(body).map(({ data }) => (data as Uint8Array).buffer.byteLength)).toEqual([1, 10_000]);
});

it('keeps extras as text: as an object, `{}` would take twenty times its size', () => {
  expect(readMessages({ extras: { a: [{}, {}] } })).toEqual([{ extras: '{"a":[{},{}]}' }]);
});

it('takes a message that came twice once', async () => {
  const message = { id: 'base:0', data: 'x' };
  const first = await post(key(), message);
  expect(first).toMatchObject({ status: 201, body: { channel: 'a', messageId: 'base:0' } });
  expect(await post(key(), message)).toMatchObject({ status: 201, body: { messageId: 'base:0', serials: [null] } });
  expect(await read()).toHaveLength(1);
  await post(key(), message, 'b');
  expect(await read('b')).toHaveLength(1);
});

it('takes null for what is absent, as some SDKs send it', async () => {
  const absent = {
    id: null,
    name: null,
    data: null,
    clientId: null,
    encoding: null,
    extras: null,
    connectionKey: null,
  };
  expect((await post(key(), absent)).status).toBe(201);
  const [message] = await read();
  expect(Object.keys(message).sort()).toEqual(['action', 'id', 'serial', 'timestamp']);
});

describe('the identity of a message', () => {
  const clientIds = async () => (await read()).map(({ clientId }: { clientId?: string }) => clientId);

  it('is that of the token, whether the message names it or not (RSA7a1)', async () => {
    const token = await tokenFor('alice');
    const channel = sdk(sandbox.app, { token }).channels.get('a');
    await channel.publish('event', 'x');
    await channel.publish({ clientId: 'alice' });
    expect(await clientIds()).toEqual(['alice', 'alice']);
  });

  it('is not another one (RSA8f2, RSA15)', async () => {
    const token = await tokenFor('alice');
    const channel = sdk(sandbox.app, { token }).channels.get('a');
    await expect(channel.publish({ clientId: 'bob' })).rejects.toMatchObject({ code: 40012, statusCode: 400 });
    const list = [{ data: 'x' }, { clientId: 'bob' }];
    expect(refusal(await post(token, list))).toEqual([400, 40012]);
    const headers = { 'x-ably-clientid': btoa('bob') };
    expect(refusal(await post(token, {}, 'a', headers))).toEqual([401, 40102]);
    expect(await read()).toEqual([]);
  });

  it('is nobody with an anonymous token, and nobody else (RSA8f1, RSA8f2)', async () => {
    const channel = sdk(sandbox.app, { token: await tokenFor() }).channels.get('a');
    await channel.publish('event', 'x');
    await expect(channel.publish({ clientId: 'alice' })).rejects.toMatchObject({ code: 40012, statusCode: 400 });
    expect(await clientIds()).toEqual([undefined]);
  });

  it('is free with a wildcard token, and may be left open (RSA8f3, RSA8f4)', async () => {
    const channel = sdk(sandbox.app, { token: await tokenFor('*') }).channels.get('a');
    await channel.publish('event', 'x');
    await channel.publish({ clientId: 'alice' });
    expect(await clientIds()).toEqual([undefined, 'alice']);
    for (const clientId of ['', '*']) {
      expect(refusal(await post(await tokenFor('*'), { clientId }))).toEqual([400, 40012]);
    }
  });

  it('is that of the client options, which the header names (RSA7e2)', async () => {
    await sdk(sandbox.app, { key: key(), clientId: 'alice' }).channels.get('a').publish('event', 'x');
    await sdk(sandbox.app, { token: await tokenFor('*'), clientId: 'bob' })
      .channels.get('a')
      .publish('event', 'x');
    expect(await clientIds()).toEqual(['alice', 'bob']);
    const headers = { 'x-ably-clientid': btoa('alice') };
    expect(refusal(await post(key(), { clientId: 'bob' }, 'a', headers))).toEqual([400, 40012]);
  });
});

describe('the capability', () => {
  it('is checked for each operation', async () => {
    const chat = sdk(sandbox.app, { key: key(1) }).channels;
    await chat.get('chat:room').publish('event', 'x');
    expect((await chat.get('chat:room').history()).items).toHaveLength(1);
    await expect(chat.get('log').publish('event', 'x')).rejects.toMatchObject({ code: 40160, statusCode: 401 });
    await expect(chat.get('other').history()).rejects.toMatchObject({ code: 40160, statusCode: 401 });
    await expect(chat.get('chat:room').status()).rejects.toMatchObject({ code: 40160, statusCode: 401 });
    const log = sdk(sandbox.app, { key: key(2) }).channels.get('log');
    await log.publish('event', 'x');
    await expect(log.history()).rejects.toMatchObject({ code: 40160 });
    expect((await chat.get('log').history()).items).toHaveLength(1);
  });

  it('of a token is what it was granted', async () => {
    const client = sdk(sandbox.app, { key: key(1) });
    const { token } = await client.auth.requestToken({ capability: { 'chat:a': ['publish'], 'chat:b': ['history'] } });
    expect((await post(token, {}, 'chat:a')).status).toBe(201);
    expect(refusal(await post(token, {}, 'chat:b'))).toEqual([401, 40160]);
    expect((await sandbox.ask('/channels/chat%3Ab/history', token)).status).toBe(200);
    expect(refusal(await sandbox.ask('/channels/chat%3Aa/history', token))).toEqual([401, 40160]);
  });

  it('of ordinary channels does not reach qualified ones', async () => {
    expect(refusal(await post(key(), {}, '[meta]log'))).toEqual([401, 40160]);
    expect((await post(key(4), {}, '[meta]log')).status).toBe(201);
    expect(await read('log')).toEqual([]);
    // What is asked about is what is read, with any text before it.
    for (const name of ['[?a=b][meta]log', '[][meta]log', '[meta?a=b]log', '[meta=x]log']) {
      expect(refusal(await post(key(), {}, name)), name).toEqual([401, 40160]);
    }
  });

  it('ignores the params of a channel name', async () => {
    expect((await post(key(2), {}, '[?rewind=1]log')).body).toMatchObject({ channel: 'log' });
    expect(await read('log')).toHaveLength(1);
  });
});

describe('refuses', () => {
  it.each([
    ['no credentials', undefined, 40101],
    ['a wrong secret', 'wrong', 40101],
  ])('%s', async (_, secret, code) => {
    const credentials = secret === undefined ? undefined : `${sandbox.app.keys[0]?.keyName}:${secret}`;
    expect(refusal(await sandbox.post('/channels/a/messages', credentials, {}))).toEqual([401, code]);
  });

  it.each([
    ['no messages', []],
    ['a value that is not a message', 'text'],
    ['null', null],
    ['a list in a list', [[]]],
    ['a name that is not a string', { name: 1 }],
    ['a long encoding', { data: 'x', encoding: 'x'.repeat(1025) }],
    ['a long encoding before Base64', { data: '', encoding: `${'x'.repeat(1018)}/base64` }],
  ])('%s', async (_, body) => {
    expect(refusal(await post(key(), body))).toEqual([400, 40001]);
    expect(await read()).toEqual([]);
  });

  it.each([
    ['the key of no connection', 40006, { connectionKey: 'key' }],
    ['data that is not a string', 40013, { data: { a: 1 } }],
    ['data that is not Base64', 40013, { data: '?', encoding: 'base64' }],
    ['an empty id', 40031, { id: '' }],
    ['a long id', 40031, { id: 'x'.repeat(257) }],
    ['ids of two publishes', 40031, [{ id: 'a:0' }, { id: 'b:1' }]],
    ['ids that do not count', 40031, [{ id: 'a:0' }, { id: 'a:2' }]],
    ['ids of some', 40031, [{ id: 'a:0' }, {}]],
    ['extras that are not an object', 40032, { extras: [] }],
    ['more than 1000 messages', 40034, Array.from({ length: 1001 }, () => ({}))],
  ])('%s with the code that is published for it, %i', async (_, code, body) => {
    expect(refusal(await post(key(), body))).toEqual([400, code]);
    expect(await read()).toEqual([]);
  });

  it('more than 64 KiB in one publish', async () => {
    expect((await post(key(), { data: 'x'.repeat(65_536) })).status).toBe(201);
    expect(refusal(await post(key(), { data: 'x'.repeat(65_537) }))).toEqual([413, 40009]);
    const named = { clientId: 'x'.repeat(64), data: 'x'.repeat(65_500) };
    expect(refusal(await post(key(), named))).toEqual([413, 40009]);
    const half = { name: 'n', data: 'é'.repeat(16_384) };
    expect(refusal(await post(key(), [half, half]))).toEqual([413, 40009]);
    const encoded = (count: number) => Array.from({ length: count }, () => ({ encoding: 'x'.repeat(1024) }));
    expect((await post(key(), encoded(64))).status).toBe(201);
    expect(refusal(await post(key(), encoded(65)))).toEqual([413, 40009]);
  });

  it.each([
    ['bytes', { b: new Uint8Array(1) }],
    ['bytes further in', { headers: { list: [1, { b: new Uint8Array(0) }] } }],
    ['a number without end', { n: Infinity }],
  ])('extras with what JSON cannot say: %s', async (_, extras) => {
    const response = await fetch(`${sandbox.url}/channels/a/messages`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(key())}`, 'content-type': 'application/x-msgpack' },
      body: Buffer.from(encode({ extras })),
    });
    expect(refusal({ status: response.status, headers: response.headers, body: await response.json() })).toEqual([
      400, 40032,
    ]);
    expect(await read()).toEqual([]);
  });

  it.each([
    ['empty', ''],
    ['only params', '[?rewind=1]'],
    ['a colon at its start', ':a'],
    ['a control character', 'a\n'],
    ['over 2048 characters', 'x'.repeat(2049)],
  ])('a channel name: %s', async (_, name) => {
    expect(refusal(await post(key(), {}, name))).toEqual([400, 40010]);
  });
});

it('takes no clientId that a TokenRequest could not carry, from a wildcard token or a key', async () => {
  const wildcard = await tokenFor('*');
  for (const clientId of ['', '*', 'bob\n', 'bob\0', '\u007f', 'b'.repeat(1025)]) {
    for (const credentials of [wildcard, key()]) {
      expect(refusal(await post(credentials, { name: 'event', clientId }))).toEqual([400, 40012]);
    }
    const header = await post(key(), { name: 'event' }, 'a', { 'x-ably-clientid': btoa(clientId) });
    expect(refusal(header)).toEqual([400, 40012]);
  }
  expect(await read()).toEqual([]);
});
