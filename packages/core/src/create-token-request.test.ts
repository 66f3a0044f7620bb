import { AblyAuthError, validateTokenRequest, type TokenParams } from '@ably-auth/validation';
import fc from 'fast-check';
import { createHmac } from 'node:crypto';
import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import * as arbitrary from './arbitraries.testing.js';
import { createTokenRequest } from './create-token-request.js';
import { createTokenRequest as createTokenRequestSync } from './sync.js';

const key = 'appId.keyId:s3cret';
const fixed = { key, now: () => 1_750_000_000_000, nonce: () => 'Zm9vYmFyMTIzNDU2' };

async function refusalOf(params: unknown, options: object = {}): Promise<AblyAuthError> {
  const error: unknown = await createTokenRequest(params as TokenParams, { ...fixed, ...options }).then(
    () => new Error(`accepted ${JSON.stringify(params)}`),
    (reason: unknown) => reason,
  );
  if (error instanceof AblyAuthError) return error;
  throw error;
}

describe('createTokenRequest', () => {
  it('signs what was asked, members in the order of the sign text', async () => {
    const params = { nonce: 'n'.repeat(16), timestamp: 1, clientId: 'alice', capability: '{"a":["*"]}', ttl: 60_000 };
    const text = `appId.keyId\n60000\n{"a":["*"]}\nalice\n1\n${params.nonce}\n`;
    expect(JSON.stringify(await createTokenRequest(params, { key }))).toBe(
      JSON.stringify({
        keyName: 'appId.keyId',
        ttl: 60_000,
        capability: '{"a":["*"]}',
        clientId: 'alice',
        timestamp: 1,
        nonce: params.nonce,
        mac: createHmac('sha256', 's3cret').update(text).digest('base64'),
      }),
    );
  });

  it('leaves absent what was not asked', async () => {
    const noneSet = { ttl: undefined, capability: undefined, clientId: undefined } as unknown as TokenParams;
    for (const params of [undefined, {}, noneSet]) {
      const request = await createTokenRequest(params, fixed);
      expect(Object.keys(request)).toEqual(['keyName', 'timestamp', 'nonce', 'mac']);
      const text = 'appId.keyId\n\n\n\n1750000000000\nZm9vYmFyMTIzNDU2\n';
      expect(request.mac).toBe(createHmac('sha256', 's3cret').update(text).digest('base64'));
    }
  });

  it('takes time and nonce from the real clock and CSPRNG by default', async () => {
    const before = Date.now();
    const requests = await Promise.all(Array.from({ length: 200 }, () => createTokenRequest({}, { key })));
    const after = Date.now();
    for (const { timestamp } of requests) expect(timestamp >= before && timestamp <= after).toBe(true);
    expect(new Set(requests.map(({ nonce }) => nonce)).size).toBe(requests.length);
  });

  it('asks neither clock nor nonce where the params have them', async () => {
    const ask = () => expect.fail('asked');
    const params = { timestamp: 0, nonce: 'n'.repeat(16) };
    expect(await createTokenRequest(params, { key, now: ask, nonce: ask })).toMatchObject(params);
  });

  it('signs the canonical text of a capability, from text and from an object', async () => {
    const canonical = '{"a":["publish","subscribe"]}';
    for (const capability of [{ a: ['subscribe', 'publish'] }, ' {"a" : ["subscribe", "publish"]}\n', canonical]) {
      for (const _ of [1, 2]) expect((await createTokenRequest({ capability }, fixed)).capability).toBe(canonical);
    }
  });

  it('sees that a capability object has changed between two calls', async () => {
    const capability = { a: ['publish'] };
    expect((await createTokenRequest({ capability }, fixed)).capability).toBe('{"a":["publish"]}');
    capability.a.push('history');
    expect((await createTokenRequest({ capability }, fixed)).capability).toBe('{"a":["history","publish"]}');
  });

  it('refuses again what it has refused', async () => {
    for (const capability of ['{}', '{"a":[]}', '{}', '{"a":[]}']) {
      expect((await refusalOf({ capability })).code).toBe(40000);
    }
  });

  it('changes nothing of what it is given', async () => {
    const params = { capability: { b: ['z', 'a', 'a'], a: ['*'] }, clientId: 'c' };
    const before = structuredClone(params);
    await createTokenRequest(Object.freeze(params), Object.freeze({ ...fixed }));
    expect(params).toEqual(before);
    expect(JSON.stringify(params)).toBe(JSON.stringify(before));
  });

  it('makes a valid request for any valid params', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary.params, arbitrary.key, async (params, anyKey) => {
        expect(validateTokenRequest(await createTokenRequest(params, { key: anyKey }))).toMatchObject({
          ok: true,
        });
      }),
    );
  });

  it('does not depend on the order of the members, nor on undefined ones', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary.params, fc.infiniteStream(fc.nat()), async (params, ranks) => {
        const rank = new Map(Object.keys(params).map((name) => [name, ranks.next().value]));
        const entries = Object.entries(params).sort(([a], [b]) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
        const absent = { ttl: undefined, capability: undefined, clientId: undefined, timestamp: undefined };
        const shuffled = { ...absent, ...Object.fromEntries(entries) };
        const [one, other] = await Promise.all(
          [params, shuffled].map((value) => createTokenRequest(value as TokenParams, fixed)),
        );
        expect(JSON.stringify(one)).toBe(JSON.stringify(other));
      }),
    );
  });
});

describe('createTokenRequest refuses', () => {
  it.each([
    [{ ttl: 0 }, 40003, 'ttl'],
    [{ ttl: 1.5 }, 40003, 'ttl'],
    [{ ttl: 86_400_001 }, 40003, 'ttl'],
    [{ ttl: '3600000' }, 40003, 'ttl'],
    [{ timestamp: -1 }, 40003, 'timestamp'],
    [{ nonce: 'short' }, 40003, 'nonce'],
    [{ nonce: `${'n'.repeat(16)}\n` }, 40003, 'nonce'],
    [{ nonce: `${'n'.repeat(16)}\ud800` }, 40003, 'nonce'],
    [{ clientId: '' }, 40012, 'clientId'],
    [{ clientId: 'a\nb' }, 40012, 'clientId'],
    [{ clientId: 'a\udfff' }, 40012, 'clientId'],
    [{ clientId: null }, 40012, 'clientId'],
    [{ capability: '' }, 40000, 'capability'],
    [{ capability: 'not JSON' }, 40000, 'capability'],
    [{ capability: '[]' }, 40000, 'capability'],
    [{ capability: '{"a":[]}' }, 40000, 'capability'],
    [{ capability: { a: [] } }, 40000, 'capability'],
    [{ capability: { a: ['*', 'publish'] } }, 40000, 'capability'],
    [{ capability: '{"a":["publish"],"a":["*"]}' }, 40000, 'capability'],
    [{ capability: { '\ud800': ['*'] } }, 40000, 'capability'],
    [{ capability: 7 }, 40000, 'capability'],
    [{ keyName: 'a.b' }, 40000, 'keyName'],
    [{ mac: 'm' }, 40000, 'mac'],
    [null, 40000, 'TokenParams'],
    ['{}', 40000, 'TokenParams'],
    [[], 40000, 'TokenParams'],
  ])('%j with %i', async (params, code, path) => {
    const error = await refusalOf(params);
    expect(error.code).toBe(code);
    expect(error.message).toContain(path);
  });

  it('an empty capability, which grants nothing, and says what to do instead', async () => {
    for (const capability of ['{}', ' { } ', {}]) {
      const error = await refusalOf({ capability });
      expect([error.code, error.remediation]).toEqual([
        40000,
        expect.stringMatching(/^Refuse a user without rights with 403.*leaving the capability out grants everything/),
      ]);
    }
  });

  it('with every issue, and the code of the first', async () => {
    const error = await refusalOf({ ttl: 0, clientId: '', nonce: 'short' });
    expect(error.code).toBe(40003);
    expect(error.issues?.map(({ path }) => path)).toEqual(['$.ttl', '$.clientId', '$.nonce']);
  });

  it('to take from a polluted Object.prototype what was not asked', async () => {
    const polluted: unknown = vm.runInNewContext('Object.prototype.clientId = "admin"; ({ ttl: 1 })');
    expect(await createTokenRequest(polluted as TokenParams, fixed)).not.toHaveProperty('clientId');

    const request = createTokenRequestSync({}, fixed);
    const members = { ttl: 1, capability: '{"a":["*"]}', clientId: 'admin' };
    Object.assign(Object.prototype, members);
    try {
      expect(Object.entries(createTokenRequestSync({}, fixed))).toEqual(Object.entries(request));
    } finally {
      for (const name of Object.keys(members)) Reflect.deleteProperty(Object.prototype, name);
    }
  });

  it.each(['short', 'n'.repeat(257), `${'n'.repeat(16)}\n`, `${'n'.repeat(16)}\udc00`, 1234567890123456, undefined])(
    'the nonce %j of the nonce option',
    async (nonce) => {
      const error = await refusalOf({}, { nonce: () => nonce });
      expect([error.code, error.message.includes('nonce')]).toEqual([40003, true]);
    },
  );

  it('a negative time of the now option', async () => {
    expect((await refusalOf({}, { now: () => -1 })).code).toBe(40003);
  });

  it('a key that is not an API key', async () => {
    expect((await refusalOf({}, { key: 'appId.keyId' })).code).toBe(40101);
  });

  it.each([
    [undefined],
    [null],
    ['appId.keyId:s3cret'],
    [{}],
    [{ key: undefined }],
    [{ key: 7 }],
    [{ key, now: 5 }],
    [{ key, now: () => 1.5 }],
    [{ key, now: () => Number.NaN }],
    [{ key, now: () => '1' }],
    [{ key, now: () => new Date() }],
    [{ key, nonce: 'n'.repeat(16) }],
  ])('a wrong call with TypeError: options %j', async (options) => {
    await expect(createTokenRequest({}, options as unknown as typeof fixed)).rejects.toThrow(TypeError);
  });
});
