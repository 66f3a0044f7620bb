import { encode } from '@msgpack/msgpack';
import { describe, expect, it } from 'vitest';
import { basic, KEY_NAME, NOW, TestService } from '../service.testing.js';

const post = async (service: TestService, body: Uint8Array<ArrayBuffer>, type: string, authorization?: string) => {
  const request = new Request(`http://service.test/keys/${KEY_NAME}/requestToken`, {
    method: 'POST',
    headers: { 'content-type': type, ...(authorization === undefined ? {} : { authorization }) },
    body,
  });
  const response = await service.service.fetch(request);
  return [response.status, JSON.parse(await response.text()).error?.code];
};

describe.each([
  ['application/json', (value: unknown) => Buffer.from(JSON.stringify(value))],
  ['application/x-msgpack', (value: unknown) => Buffer.from(encode(value))],
])('%s', (type, write) => {
  // A signed text is bytes: texts that are not UTF-8 would be signed as if they held U+FFFD.
  it.each([
    ['no UTF-8', [0xff, 0xfe, 0xfd]],
    ['a lone surrogate', [0xed, 0xa0, 0x80]],
    ['another one', [0xed, 0xb0, 0x80]],
    ['an overlong form', [0xe0, 0x80, 0x8a]],
    ['a sequence that is cut off', [0xef, 0xbf, 0x31]],
  ])('refuses a nonce with %s, which would be signed as another one', async (_, bytes) => {
    const service = new TestService();
    const body = write(service.sign({ nonce: '\ufffd-and-sixteen-more' }));
    const other = Buffer.from(body);
    other.set(bytes, other.indexOf('\ufffd'));
    expect(await post(service, other, type)).toEqual([400, 40001]);
    expect(await post(service, body, type)).toEqual([201, undefined]);
  });
});

describe('MessagePack', () => {
  const text = (value: string) => encode(value);
  const map = (...members: readonly Uint8Array[]) =>
    Buffer.concat([[0x80 + members.length / 2], ...members].map(toBytes));
  const toBytes = (bytes: Uint8Array | readonly number[]) => Uint8Array.from(bytes);
  const required = [text('keyName'), text(KEY_NAME), text('timestamp'), encode(NOW)] as const;

  it.each([
    ['is whole', map(...required, text('ttl'), encode(1)), undefined],
    ['has a member of no concern', map(...required, text('a'), map(text('a'), encode(1))), undefined],
    ['names a member twice', map(...required, text('ttl'), encode(1), text('ttl'), encode(2)), 40001],
    [
      'names a member twice within another',
      map(...required, text('a'), map(text('b'), encode(1), text('b'), encode(1))),
      40001,
    ],
    ['names a member by a number', map(...required, encode(1), encode(1)), 40001],
    ['names a member by bytes', map(...required, encode(new Uint8Array(1)), encode(1)), 40001],
    ['names a member by a list', map(...required, encode([]), encode(1)), 40001],
    ['names a member __proto__', map(...required, text('__proto__'), map(text('ttl'), encode(1))), 40001],
    ['goes on behind its end', Buffer.concat([map(...required), Buffer.from([0])]), 40001],
    ['has an extension', map(...required, text('a'), encode(new Date(0))), 40001],
    ['nests too deep', map(...required, text('a'), encode([[[[[[[[]]]]]]]])), 40001],
    ['is a list', Buffer.from(encode([KEY_NAME])), 40001],
    ['is nothing', Buffer.from([]), 40001],
  ])('that %s', async (_, body, code) => {
    const service = new TestService();
    const [status, refused] = await post(service, Buffer.from(body), 'application/x-msgpack', basic());
    expect([status, refused]).toEqual(code === undefined ? [201, undefined] : [400, code]);
  });
});

it('refuses a body that does not arrive in time', async () => {
  const service = new TestService({ bodyTimeoutMs: 1 });
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({ cancel: () => void (isCancelled = true) });
  const response = await service.service.fetch(
    new Request(`http://service.test/keys/${KEY_NAME}/requestToken`, {
      method: 'POST',
      body,
      duplex: 'half',
    } as RequestInit),
  );
  expect(await response.json()).toMatchObject({
    error: { code: 40001, message: 'body: expected all of it within 1 ms' },
  });
  expect(isCancelled).toBe(true);
});
