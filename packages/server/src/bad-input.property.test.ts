import { encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen, type ListeningService } from './node.js';
import { basic, KEY, KEY_NAME, REVOCABLE, TestService } from './service.testing.js';

type Input = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
};

const service = new TestService();
const PATHS = [`/keys/${KEY_NAME}/requestToken`, `/keys/${KEY_NAME}/revokeTokens`, '/keys/appId.none/requestToken'];

const bytes = (value: Uint8Array | string) => Uint8Array.from(Buffer.from(value as string));
const nested = fc.integer({ min: 1, max: 20_000 });
const valid = fc
  .record({ clientId: fc.constantFrom('alice', 'é'), ttl: fc.constantFrom(1000, 86_400_000) })
  .map((params) => service.sign(params));

/** Bytes of which some were changed, left out, doubled or put in between. */
function damaged(of: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> {
  const change = fc.record({
    at: fc.nat(),
    length: fc.nat(8),
    by: fc.uint8Array({ maxLength: 8 }),
    isDoubled: fc.boolean(),
  });
  return fc.tuple(of, fc.array(change, { minLength: 1, maxLength: 4 })).map(([whole, changes]) =>
    changes.reduce((before, { at, length, by, isDoubled }) => {
      const start = at % (before.length + 1);
      const middle = isDoubled ? before.slice(start, start + length) : by;
      return new Uint8Array([...before.slice(0, start), ...middle, ...before.slice(start + (isDoubled ? 0 : length))]);
    }, whole),
  );
}

const hostile = fc.constantFrom<unknown>(
  null, true, -1, 0, 1.5, 1e308, '', 'x'.repeat(5000), '\0', '\n', '\ud800', '*', [], [[]], {}, { a: {} }, ['a', 1],
  { '*': ['*'] }, '{"*":["*"]}', '{"a":["€\\r\\nA: b"]}', '{', { toString: 1 }, '9007199254740993', '1e3', ' 1',
); // prettier-ignore
const member = fc.constantFrom(
  'keyName', 'ttl', 'capability', 'clientId', 'timestamp', 'nonce', 'mac', 'targets', 'issuedBefore', '__proto__',
  'constructor', 'toString', 'allowReauthMargin',
); // prettier-ignore
/** A valid request with members of other types. */
const spoiled = fc
  .tuple(valid, fc.array(fc.tuple(member, hostile), { minLength: 1, maxLength: 3 }))
  .map(([request, changes]) => Object.fromEntries([...Object.entries(request), ...changes]) as object);

const body = fc
  .oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.string({ unit: 'binary' }).map(bytes),
    fc.json({ stringUnit: 'grapheme' }).map(bytes),
    spoiled.map((value) => bytes(JSON.stringify(value))),
    spoiled.map((value) => encode(value)),
    damaged(valid.map((value) => bytes(JSON.stringify(value)))),
    damaged(valid.map((value) => encode(value))),
    nested.map((depth) => bytes('['.repeat(depth) + ']'.repeat(depth))),
    nested.map((depth) => bytes('{"a":'.repeat(depth))),
    nested.map((depth) => new Uint8Array(depth).fill(0x91)),
    nested.map((depth) => new Uint8Array(depth).fill(0x81)),
    fc.constantFrom(0xdb, 0xdd, 0xdf, 0xc6, 0xc9).map((type) => new Uint8Array([type, 0xff, 0xff, 0xff, 0xff, 0])),
    fc.constantFrom(
    '', '{"__proto__":{"mac":"x"}}', '{"keyName":"a","keyName":"b"}', '\ufeff{}', '{"a":1}{}', `{"a":"${'x'.repeat(140_000)}"}`,
    `{"targets":[${'"clientId:a",'.repeat(9000)}""]}`, `{"capability":${JSON.stringify(`{"${'a:'.repeat(5000)}":["*"]}`)}}`,
  ).map(bytes), // prettier-ignore
  )
  .map((each) => Uint8Array.from(each));

const visible = fc.string({
  unit: fc.constantFrom(...Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i))),
});
const authorization = fc.oneof(
  fc.constantFrom(
    basic(),
    basic(REVOCABLE),
    basic(`${KEY}x`),
    'Basic',
    'Basic =',
    'Bearer',
    'Bearer ....',
    'Basic Og==',
  ),
  fc.string().map((text) => `Basic ${Buffer.from(text).toString('base64')}`),
  fc
    .array(fc.oneof(visible, fc.constantFrom('eyJhbGciOiJIUzI1NiJ9', '')), { maxLength: 7 })
    .map((parts) => `Bearer ${parts.join('.')}`),
  visible,
);
const mediaType = fc.oneof(
  fc.constantFrom('application/json', 'application/x-msgpack', 'text/plain', '*/*', ';;;q=,'),
  visible,
);
const segment = fc.oneof(
  fc.constantFrom('', '.', '..', '%', '%00', '%2f', '%ff', KEY_NAME, 'keys', 'time', '__proto__'),
  visible,
);

const input: fc.Arbitrary<Input> = fc.record({
  method: fc.constantFrom('POST', 'POST', 'POST', 'GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'QUERY'),
  path: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...PATHS) },
    fc.array(segment, { maxLength: 5 }).map((parts) => encodeURI(`/${parts.join('/')}`).replaceAll(/[?#]/g, '')),
    visible.map((query) => `/time?${encodeURIComponent(query)}`),
  ),
  headers: fc.record(
    { 'content-type': mediaType, accept: mediaType, authorization, 'x-ably-clientid': visible },
    { requiredKeys: [] },
  ),
  body,
});

/** Every answer is one of the protocol. */
async function check(response: Response, { method }: Input): Promise<void> {
  const text = Buffer.from(await response.arrayBuffer());
  const { status, headers } = response;
  expect([200, 201, 204, 400, 401, 404, 405]).toContain(status);
  if (method === 'HEAD' || status === 204 || headers.get('content-type') !== 'application/json') return;
  const { error } = JSON.parse(text.toString()) as { error?: { code: number; statusCode: number } };
  if (status < 400) expect(error).toBeUndefined();
  else expect([String(error?.code), error?.statusCode]).toEqual([headers.get('x-ably-errorcode'), status]);
}

const initOf = ({ method, headers, body: content }: Input) =>
  method === 'GET' || method === 'HEAD' ? { method, headers } : { method, headers, body: content };

describe('any input', () => {
  let listening: ListeningService;
  beforeAll(async () => {
    listening = await listen(service.service, { port: 0 });
  });
  afterAll(() => listening.close());

  it('is answered or refused through fetch', async () => {
    await fc.assert(
      fc.asyncProperty(input, async (each) => {
        const request = new Request(`http://service.test${each.path}`, initOf(each));
        await check(await service.service.fetch(request), each);
      }),
      { numRuns: 3000 },
    );
  });

  it('is answered or refused over HTTP', async () => {
    await fc.assert(
      fc.asyncProperty(input, async (each) => {
        await check(await fetch(listening.url + each.path, initOf(each)), each);
      }),
      { numRuns: 600 },
    );
  });

  it('leaves nothing in memory', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const inputs = fc.sample(input, 250);
    const used = async () => {
      for (const each of inputs) {
        const request = new Request(`http://service.test${each.path}`, initOf(each));
        await (await service.service.fetch(request)).arrayBuffer();
      }
      collect();
      return process.memoryUsage().heapUsed;
    };
    await used();
    const before = await used();
    for (let round = 0; round < 10; round++) await used();
    // 2500 inputs: less than 1 KB of each.
    expect((await used()) - before).toBeLessThan(2_500_000);
  });
});
