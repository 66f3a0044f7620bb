import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkReply, type Failure } from './check-reply.js';
import { newDiagnosis } from './diagnose.js';
import { loadVectors } from './load-vectors.js';
import { valueText } from './show-value.js';
import { REAL_VECTORS } from './fixtures/fixtures.testing.js';
import type { JsonObject, Vector } from './vector.js';

// What is said of outputs that real SDKs give.

const KEY = 'appId.keyId:s3cret';
const PHP = { sdk: 'ably-php', language: 'PHP 8.2.36' };
const vectors = loadVectors(REAL_VECTORS).vectors;

const vectorOf = (operation: string, input: JsonObject, output: JsonObject): Vector => {
  const about = { id: `${operation}/test`, about: '', spec: [], basis: 'spec' as const, flags: [], features: [] };
  return { ...about, operation, input, result: 'valid', output };
};

/** A request signed with what it carries. */
const signed = (members: JsonObject, secret = 's3cret') => {
  const request: JsonObject = { keyName: 'appId.keyId', ...members, timestamp: 1, nonce: '0123456789abcdef' };
  const fields = ['keyName', 'ttl', 'capability', 'clientId', 'timestamp', 'nonce'];
  const text = fields.map((name) => `${valueText(request[name] ?? '')}\n`).join('');
  return { request: { ...request, mac: createHmac('sha256', secret).update(text).digest('base64') } };
};

const failuresOf = async (vector: Vector, output: JsonObject, hello = PHP): Promise<readonly Failure[]> => {
  const verdict = await checkReply(vector, { ok: true, output }, false, newDiagnosis(hello));
  return verdict.status === 'failed' ? verdict.failures : [];
};
const causesOf = async (...args: Parameters<typeof failuresOf>) =>
  (await failuresOf(...args)).map(({ path, causes }) => [path, ...(causes ?? [])]);

const create = (params: JsonObject, output: JsonObject, more: JsonObject = {}) =>
  vectorOf('create-token-request', { key: KEY, params, ...more }, { keyName: 'appId.keyId', ...output });

describe('a member that is absent', () => {
  it('has no cause of a capability, wherever it is', async () => {
    const outputs: Record<string, JsonObject> = {
      'auth-url-request': { method: 'GET', url: 'http://a/?x=1', headers: {}, body: null },
      'read-token-details': { details: {} },
      'read-token-request': { request: {} },
      'forward-token-request': { body: {} },
      'token-params-query': { query: {} },
      'verify-jwt': { verified: {} },
    };
    let count = 0;
    for (const [operation, output] of Object.entries(outputs)) {
      for (const vector of vectors.filter((one) => one.operation === operation && one.result === 'valid')) {
        for (const { causes = [] } of await failuresOf(vector, output)) {
          count++;
          expect([vector.id, ...causes.filter((id) => !id.startsWith('member.'))]).toEqual([vector.id]);
        }
      }
    }
    expect(count).toBeGreaterThan(100);
  });

  it('was dropped, where the MAC is right', async () => {
    const vector = create({ clientId: '0' }, { clientId: '0' });
    expect(await causesOf(vector, signed({}))).toEqual([['$.request.clientId', 'member.falsy-dropped']]);
    const other = create({ clientId: 'bob' }, { clientId: 'bob' });
    expect(await causesOf(other, signed({}))).toEqual([['$.request.clientId', 'member.dropped']]);
    expect((await failuresOf(other, signed({})))[0]).toMatchObject({ expected: '"bob"', actual: '(absent)' });
    expect((await failuresOf(other, signed({})))[0]).not.toHaveProperty('actualValue');
  });

  it('was not signed, where the MAC says so', async () => {
    const vector = create({ clientId: 'bob' }, { clientId: 'bob' });
    const { request } = signed({});
    expect(await causesOf(vector, { request: { ...request, clientId: 'bob' } })).toEqual([
      ['$.request.mac', 'clientId.unsigned'],
    ]);
  });
});

describe('an unexpected member', () => {
  it('comes from the default params of the client', async () => {
    const vector = create({}, {}, { defaultTokenParams: { ttl: 60_000 } });
    expect(await causesOf(vector, signed({ ttl: 60_000 }))).toEqual([
      ['$.request.ttl', 'member.default-params-merged'],
    ]);
  });

  it('is a default', async () => {
    expect(await causesOf(create({}, {}), signed({ ttl: 3_600_000, capability: '{"*":["*"]}' }))).toEqual([
      ['$.request.ttl', 'member.default-ttl'],
      ['$.request.capability', 'capability.default-everything'],
    ]);
  });
});

describe('a ttl', () => {
  it.each([
    [60_000, 60, 'member.ttl-in-seconds'],
    [60_001, 60_000, 'member.ttl-truncated'],
    [60, 60_000, 'member.ttl-times-1000'],
    [1000, 25_000, 'member.ttl-raised'],
    [90_000, 80_000, 'member.ttl-lowered'],
  ])('%d sent as %d', async (wanted, sent, id) => {
    expect(await causesOf(create({ ttl: wanted }, { ttl: wanted }), signed({ ttl: sent }))).toEqual([
      ['$.request.ttl', id],
    ]);
  });
});

describe('values of another type', () => {
  it('are distinguished, as text and as values', async () => {
    const vector = vectorOf('read-token-request', {}, { request: { ttl: 3_600_000 } });
    expect(await failuresOf(vector, { request: { ttl: '3600000' } })).toEqual([
      {
        path: '$.request.ttl',
        expected: '3600000 (number)',
        actual: '"3600000" (text)',
        expectedValue: 3_600_000,
        actualValue: '3600000',
        cause: 'a number sent as text: write it as a JSON number',
        causes: ['member.number-as-text'],
      },
    ]);
  });
});

describe('causes that explain the same', () => {
  const capability = { '9': ['*'], '10': ['*'] };
  const vector = create({ capability }, { capability: '{"10":["*"],"9":["*"]}' });
  const output = signed({ capability: '{"9":["*"],"10":["*"]}' });

  it('begin with that of the SDK', async () => {
    expect(await causesOf(vector, output)).toEqual([
      ['$.request.capability', 'capability.resources-numeric-strings-as-numbers'],
    ]);
    const js = { sdk: 'ably-js', language: 'Node.js v24.1.0' };
    expect(await causesOf(vector, output, js)).toEqual([
      ['$.request.capability', 'capability.resources-integers-first'],
    ]);
  });

  it('begin with that of the SDK for a MAC too', async () => {
    const key = { key: 'appId.keyId:part1:part2' };
    const cut = (hello: typeof PHP) => causesOf(create({}, {}, key), signed({}, 'part1'), hello);
    expect(await cut({ sdk: 'ably-ruby', language: 'Ruby 3.1.2' })).toEqual([
      ['$.request.mac', 'secret.cut-at-character'],
    ]);
    expect(await cut({ sdk: 'ably-js', language: 'Node.js v24.1.0' })).toEqual([
      ['$.request.mac', 'secret.cut-at-colon'],
    ]);
  });

  it('rule out what the order of the input contradicts', async () => {
    const given = { '\ud83d\ude00/': ['*'], '\ufb33': ['*'] };
    const astral = create({ capability: given }, { capability: '{"\ud83d\ude00/":["*"],"\ufb33":["*"]}' });
    expect(await causesOf(astral, signed({ capability: '{"\\ufb33":["*"],"\\ud83d\\ude00\\/":["*"]}' }))).toEqual([
      [
        '$.request.capability',
        'capability.resources-by-code-point',
        expect.stringContaining('escaped'),
        expect.stringContaining('escaped'),
      ],
    ]);
  });
});

describe('a request that should have been refused', () => {
  it('has the cause of its MAC where that is wrong as well', async () => {
    const { result: _, output: __, ...rest } = create({ ttl: -1 }, {}) as Vector & { output: JsonObject };
    const vector = { ...rest, result: 'invalid', error: { code: 40003 } } as Vector;
    const { request } = signed({});
    const failures = await failuresOf(vector, { request: { ...request, clientId: 'bob' } });
    expect(failures.map(({ path, causes }) => [path, causes])).toEqual([
      [undefined, undefined],
      ['$.request.mac', ['clientId.unsigned']],
    ]);
  });
});
