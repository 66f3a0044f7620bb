import { AblyAuthError, type TokenRequest } from '@ably-auth/validation';
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifyTokenRequest } from './verify-token-request.js';
import type { VerifyOptions } from './verify-token-request.js';

const NOW = 1_750_000_000_000;
const key = 'appId.keyId:s3cret';
const options = { key, now: () => NOW };

type Fields = { [Name in keyof TokenRequest]?: string | number | null | undefined };

/** A request signed by nobody's code but node:crypto, over the values as they stand. */
function sign(fields: Fields = {}, secret = 's3cret'): Fields & { mac: string } {
  const request: Fields = { keyName: 'appId.keyId', timestamp: NOW, nonce: 'n'.repeat(16), ...fields };
  const names = ['keyName', 'ttl', 'capability', 'clientId', 'timestamp', 'nonce'] as const;
  const text = names.map((name) => `${String(request[name] ?? '')}\n`).join('');
  return { ...request, mac: createHmac('sha256', secret).update(text).digest('base64') };
}

async function refusalOf(input: unknown, changed: object = {}): Promise<AblyAuthError> {
  const error: unknown = await verifyTokenRequest(input, { ...options, ...changed }).then(
    () => new Error(`accepted ${JSON.stringify(input)}`),
    (reason: unknown) => reason,
  );
  if (error instanceof AblyAuthError) return error;
  throw error;
}

describe('verifyTokenRequest', () => {
  it('accepts what was signed, as text and as an object', async () => {
    const request = sign({ ttl: 60_000, capability: '{"a":["*"]}', clientId: 'alice' });
    for (const input of [request, JSON.stringify(request), JSON.stringify(request, null, 2)]) {
      expect(await verifyTokenRequest(input, options)).toEqual({
        request,
        capability: { a: ['*'] },
        leniencies: [],
      });
    }
  });

  it('accepts what SDKs send in another form, and lists it', async () => {
    const request = sign({ ttl: '60000', capability: null, clientId: null });
    const verified = await verifyTokenRequest({ ...request, extra: 1 }, options);
    expect(verified.request).toEqual({
      keyName: 'appId.keyId',
      ttl: 60_000,
      timestamp: NOW,
      nonce: request.nonce,
      mac: request.mac,
    });
    expect(verified.leniencies.map(({ kind }) => kind)).toEqual(['unknown-member', 'decimal-string', 'null', 'null']);
  });

  it.each([
    '{"a":["publish","subscribe"]}',
    '{"a":["subscribe","publish"]}',
    '{"a": ["publish"]}',
    '{"b":["*"],"a":["*"]}',
    '{"a":["not-known-yet"]}',
    '{}',
    undefined,
  ])('checks the MAC over the literal text %s', async (capability) => {
    expect((await verifyTokenRequest(sign({ capability }), options)).request.capability).toBe(capability);
  });

  it('refuses the canonical text in place of the one that was signed', async () => {
    const request = sign({ capability: '{"b":["*"],"a":["*"]}' });
    expect((await refusalOf({ ...request, capability: '{"a":["*"],"b":["*"]}' })).code).toBe(40101);
  });

  it('finds the key by its name, at once or by a promise', async () => {
    const keys = new Map([['appId.keyId', key]]);
    const verified = { request: { keyName: 'appId.keyId' } };
    for (const [request, found] of [
      [sign(), (name: string) => keys.get(name)],
      [sign(), async (name: string) => keys.get(name)],
      [sign({}, 'co:lon'), 'appId.keyId:co:lon'],
    ] as const) {
      await expect(verifyTokenRequest(request, { ...options, key: found })).resolves.toMatchObject(verified);
    }
  });

  it.each([
    [-120_000, 120_000],
    [120_000, 120_000],
    [0, 0],
    [-5, 5],
  ])('accepts a timestamp %i ms off where %i ms are allowed', async (skew, maxSkewMs) => {
    const timestamp = NOW + skew;
    await expect(verifyTokenRequest(sign({ timestamp }), { ...options, maxSkewMs })).resolves.toMatchObject({
      request: { timestamp },
    });
  });

  it('allows 2 minutes by default, and asks the real clock', async () => {
    const timestamp = Date.now() - 100_000;
    await expect(verifyTokenRequest(sign({ timestamp }), { key })).resolves.toMatchObject({ request: { timestamp } });
    expect((await refusalOf(sign({ timestamp: Date.now() - 130_000 }), { now: undefined })).code).toBe(40104);
  });
});

// The steps of "What the service does with a request", each error with all the later ones beside it.
describe('the order of the checks', () => {
  const stale = NOW - 500_000;
  const wrongMac = 'A'.repeat(43) + '=';

  it.each<[string, number, Fields, object]>([
    ['a missing keyName', 40001, { keyName: undefined, ttl: -1, mac: 'bad', timestamp: stale }, {}],
    ['a ttl out of range', 40003, { ttl: -1, capability: 'x', mac: 'bad', timestamp: stale }, { key: () => undefined }],
    [
      'a short nonce',
      40003,
      { nonce: 'short', capability: 'x', mac: 'bad', timestamp: stale },
      { key: () => undefined },
    ],
    [
      'a line feed in the capability',
      40000,
      { capability: '{}\n', mac: 'bad', timestamp: stale },
      { key: () => undefined },
    ],
    ['an unknown key', 40400, { mac: 'bad', timestamp: stale }, { key: () => undefined }],
    ['the key of another name', 40400, { mac: 'bad', timestamp: stale }, { key: 'appId.other:s3cret' }],
    ['a lookup that answers another key', 40400, { mac: 'bad', timestamp: stale }, { key: () => 'appId.other:s3cret' }],
    ['a MAC of another form', 40101, { capability: 'x', mac: 'bad', timestamp: stale }, {}],
    ['a wrong MAC', 40101, { capability: 'x', mac: wrongMac, timestamp: stale }, {}],
  ])('%s comes first: %i', async (_, code, fields, changed) => {
    expect((await refusalOf({ ...sign(), ...fields }, changed)).code).toBe(code);
  });

  it('a malformed capability under a right MAC comes before a stale timestamp: 40000', async () => {
    expect((await refusalOf(sign({ capability: 'x', timestamp: stale }))).code).toBe(40000);
  });

  it('the timestamp comes last', async () => {
    expect((await refusalOf(sign({ timestamp: stale }))).code).toBe(40104);
  });

  it('no key is looked up for a malformed request', async () => {
    await refusalOf({ ...sign(), ttl: -1 }, { key: () => expect.fail('looked up') });
  });
});

describe('verifyTokenRequest refuses', () => {
  it.each<[string, Fields, number]>([
    ['an empty clientId', { clientId: '' }, 40012],
    ['a line feed in the clientId', { clientId: 'a\nb' }, 40012],
    ['a DEL in the nonce', { nonce: `${'n'.repeat(16)}\x7f` }, 40003],
    ['a lone surrogate in the clientId', { clientId: 'a\ud800' }, 40012],
    ['a keyName of another form', { keyName: 'appId' }, 40001],
    ['a whole key as keyName', { keyName: key }, 40001],
    ['a nonce of 257 characters', { nonce: 'n'.repeat(257) }, 40003],
    ['a ttl over 24 hours', { ttl: 86_400_001 }, 40003],
    ['an operation list that is empty', { capability: '{"a":[]}' }, 40000],
    ['a resource named twice', { capability: '{"a":["*"],"a":["*"]}' }, 40000],
  ])('%s, though signed: %i', async (_, fields, code) => {
    expect((await refusalOf(sign(fields))).code).toBe(code);
  });

  it.each([
    [-185_000, '185000 ms behind'],
    [185_000, '185000 ms ahead of'],
  ])('a timestamp %i ms off, and says by how much and on which side', async (skew, words) => {
    const error = await refusalOf(sign({ timestamp: NOW + skew }));
    expect([error.code, error.statusCode]).toEqual([40104, 401]);
    expect(error.message).toContain(words);
    expect(error.message).toContain('120000 ms');
  });

  it('every other base64 text of the same 32 bytes', async () => {
    const request = sign();
    const { mac } = request;
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const last = alphabet.indexOf(mac[42] ?? '');
    const others = [
      ...[1, 2, 3].map((bits) => `${mac.slice(0, 42)}${alphabet[last + bits]}=`),
      mac.slice(0, 43),
      `${mac}=`,
      `${mac}\n`,
      ` ${mac}`,
      `${mac.slice(0, 20)}\n${mac.slice(20)}`,
      `${mac.slice(0, 20)} ${mac.slice(20)}`,
    ];
    if (/[+/]/.test(mac)) others.push(mac.replaceAll('+', '-').replaceAll('/', '_'));
    for (const other of others) {
      expect(Buffer.from(other, 'base64')).toEqual(Buffer.from(mac, 'base64')); // a decoder cannot tell them apart
      expect((await refusalOf({ ...request, mac: other })).code).toBe(40101);
    }
  });

  it('a wrong MAC without telling the right one, and names the usual causes', async () => {
    const request = sign();
    const error = await refusalOf({ ...request, mac: sign({}, 'other').mac });
    expect(error.message + error.remediation).not.toContain(request.mac);
    expect(error.remediation).toMatch(/secret.*exactly as it was signed/);
  });

  it('where the lookup fails: its own error comes through', async () => {
    const failure = new RangeError('database is down');
    const lookups: VerifyOptions['key'][] = [
      () => {
        throw failure;
      },
      () => Promise.reject(failure),
    ];
    for (const lookup of lookups) {
      await expect(verifyTokenRequest(sign(), { ...options, key: lookup })).rejects.toBe(failure);
    }
  });

  it.each([['s3cret'], ['appId.keyId'], [''], [null], [42], [{ key }], [true]])(
    'where the lookup answers %j, and blames the service',
    async (answer) => {
      const error = await refusalOf(sign(), { key: () => answer });
      expect([error.code, error.statusCode]).toEqual([50003, 503]);
      expect(error.cause).toBeInstanceOf(Error);
    },
  );

  it.each([
    [undefined],
    [null],
    [key],
    [{}],
    [{ key: 7 }],
    [{ key: null }],
    [{ key, now: NOW }],
    [{ key, now: () => Number.NaN }],
    [{ key, maxSkewMs: Number.NaN }],
    [{ key, maxSkewMs: -1 }],
    [{ key, maxSkewMs: 1.5 }],
    [{ key, maxSkewMs: Infinity }],
    [{ key, maxSkewMs: '120000' }],
  ])('a wrong call with TypeError: options %j', async (wrong) => {
    await expect(verifyTokenRequest(sign(), wrong as unknown as VerifyOptions)).rejects.toThrow(TypeError);
  });

  it('a key option that is not a key, before it reads the request', async () => {
    expect((await refusalOf('not JSON', { key: 'appId.keyId' })).code).toBe(40101);
  });
});
