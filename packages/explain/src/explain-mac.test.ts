import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { explainMac, type MacExplanation } from './index.js';
import { KEY, KEY_NAME, macOf, REQUEST, SECRET, signedAs, signTextOf } from './request.testing.js';

const idsOf = ({ explanations }: MacExplanation) => explanations[0]?.causes.map(({ id }) => id).toSorted();
const TEXT = signTextOf(REQUEST);

describe('two mistakes together', () => {
  const pairs: Readonly<Record<string, { mac: string; request?: object; causes: string[] }>> = {
    'ttl in seconds, secret cut at its colon': {
      mac: macOf(signTextOf({ ...REQUEST, ttl: 7200 }), 'Zm9v'),
      causes: ['secret.cut-at-colon', 'ttl.seconds'],
    },
    'no final LF, hex': {
      mac: createHmac('sha256', SECRET).update(TEXT.slice(0, -1)).digest('hex'),
      causes: ['layout.no-final-line-feed', 'mac.hex'],
    },
    'Python capability, line end after the secret': {
      mac: macOf(
        signTextOf({ ...REQUEST, capability: '{"chat/é": ["publish", "subscribe"], "news": ["history"]}' }),
        `${SECRET}\n`,
      ),
      causes: ['capability.space-after-separators', 'secret.trailing-line-end'],
    },
    'timestamp in seconds, ttl dropped from the sign text': {
      mac: macOf(signTextOf({ ...REQUEST, timestamp: 1_750_000_000, ttl: null })),
      causes: ['timestamp.seconds', 'ttl.added-after-signing'],
    },
    'SHA-1, whole key': {
      mac: createHmac('sha1', KEY).update(TEXT).digest('base64'),
      causes: ['digest.sha-1', 'secret.whole-key'],
    },
    'Latin-1, CR LF': {
      mac: macOf(Buffer.from(TEXT.replaceAll('\n', '\r\n'), 'latin1')),
      causes: ['encoding.latin-1', 'layout.crlf'],
    },
    'null for the absent ttl, everything for the absent capability': {
      request: { ...REQUEST, ttl: null, capability: null },
      mac: macOf(signTextOf({ ...REQUEST, ttl: 'null', capability: '{"*":["*"]}' })),
      causes: ['capability.default-everything', 'ttl.absent-as-word'],
    },
    'plain hash, literal \\n': {
      mac: createHash('sha256').update(TEXT.replaceAll('\n', '\\n')).digest('base64'),
      causes: ['digest.plain-hash', 'layout.literal-backslash-n'],
    },
    'base64url without padding': {
      mac: createHmac('sha256', SECRET).update(TEXT).digest('base64url'),
      causes: ['mac.base64url', 'mac.no-padding'],
    },
    'clientId URL-encoded, digits as a float': {
      mac: macOf(signTextOf({ ...REQUEST, clientId: 'Zo%C3%AB%20%26%20Co', timestamp: '1.750000000123E12' })),
      causes: ['clientId.url-encoded', 'timestamp.float'],
    },
  };

  it.each(Object.entries(pairs))('are found: %s', async (_, { mac, request = REQUEST, causes }) => {
    expect(idsOf(await explainMac({ request: { ...request, mac }, key: KEY }))).toEqual(causes);
  });
});

describe('a right MAC', () => {
  it.each([
    ['of a request', signedAs({})],
    ['of a request as JSON text', JSON.stringify(signedAs({}))],
    ['with null for what is absent', signedAs({}, { ...REQUEST, ttl: null, clientId: null })],
    ['with numbers as decimal text', signedAs({}, { ...REQUEST, ttl: '7200000', timestamp: '1750000000123' })],
    ['with ttl 0 for absent', signedAs({ ttl: '' }, { ...REQUEST, ttl: 0 })],
    ['with numbers in another notation', JSON.stringify(signedAs({})).replace('7200000', '7.2e6')],
    ['over text that is not canonical', signedAs({}, { ...REQUEST, capability: '{ "b" : [] }' })],
  ])('has no cause: %s', async (_, request) => {
    const answer = await explainMac({ request, key: KEY });
    expect(answer.matches).toBe(true);
    expect(answer.explanations).toEqual([]);
    expect(answer.next).toEqual([]);
    expect(answer.receivedMac).toBe(answer.expectedMac);
  });

  it('is told of a sign text too, and of any text', async () => {
    expect((await explainMac({ text: TEXT, mac: macOf(TEXT), key: KEY })).matches).toBe(true);
    const key = { name: '', secret: 's' };
    expect((await explainMac({ text: 'any', mac: macOf('any', 's'), key })).matches).toBe(true);
    expect(idsOf(await explainMac({ text: 'any', mac: macOf('any', 's\n'), key }))).toEqual([
      'secret.trailing-line-end',
    ]);
  });

  it('has the known answer of the public test', async () => {
    const text = 'a_key_name\n1000\n\na_id\n1000\nabcde100\n';
    const answer = await explainMac({ text, mac: '', key: { name: 'a_key_name', secret: 'a_secret' } });
    expect(answer.expectedMac).toBe('sYkCH0Un+WgzI7/Nhy0BoQIKq9HmjKynCRs4E3qAbGQ=');
  });
});

describe('a MAC that nothing known explains', () => {
  it('has no explanation, but the octets and what to compare next', async () => {
    const answer = await explainMac({ request: { ...REQUEST, mac: macOf('something else') }, key: KEY });
    expect(answer).toMatchObject({ matches: false, explanations: [], signText: TEXT, expectedMac: macOf(TEXT) });
    expect(answer.octets[1]).toEqual({ field: 'ttl', text: '7200000␊', octets: '37 32 30 30 30 30 30 0a' });
    expect(answer.octets.flatMap(({ octets }) => octets.split(' ')).join('')).toBe(Buffer.from(TEXT).toString('hex'));
    expect(answer.next.join('\n')).toContain(macOf('ably-auth'));
  });

  it('is measured: its size, and the key that it names', async () => {
    const request = { ...REQUEST, keyName: 'appId.another', mac: Buffer.alloc(30).toString('base64') };
    const { next } = await explainMac({ request, key: KEY });
    expect(next[0]).toContain('The request names the key "appId.another"');
    expect(next[1]).toContain('30 octets');
    expect((await explainMac({ request: { ...REQUEST, mac: '???' }, key: KEY })).next[0]).toContain(
      'neither base64 nor hex',
    );
  });
});

describe('the work', () => {
  it('is bounded for a request of the largest size', async () => {
    const names = Array.from({ length: 4000 }, (_, index) => [`channel:${index}/é`, ['subscribe', 'publish']]);
    const capability = JSON.stringify(Object.fromEntries(names));
    expect(capability.length).toBeGreaterThan(128_000);
    const { tried, stoppedEarly } = await explainMac({ request: { ...REQUEST, capability, mac: macOf('') }, key: KEY });
    expect(stoppedEarly).toBe(true);
    expect(tried).toBeLessThan(4000);
  });

  it.each([
    ['many operations', `{"a":[${Array.from({ length: 64 }, (_, index) => `"op${index}"`).join()}]}`],
    ['deep nesting', '['.repeat(50_000)],
    ['an unclosed string', `{"${'a'.repeat(100_000)}`],
    ['many quotes', "'".repeat(50_000)],
    ['many equal names', `{${'"a":["b"],'.repeat(8000)}"a":["b"]}`],
  ])('is bounded for %s', async (_, capability) => {
    const { tried, stoppedEarly } = await explainMac({ request: { ...REQUEST, capability, mac: macOf('') }, key: KEY });
    expect(stoppedEarly).toBe(true);
    expect(tried).toBeLessThanOrEqual(330_000);
  });
});

describe('the secret', () => {
  it.each([
    ['the keyName', { ...REQUEST, keyName: KEY }],
    ['the clientId', { ...REQUEST, clientId: encodeURIComponent(SECRET) }],
    ['the nonce', { ...REQUEST, nonce: SECRET }],
    ['the capability', { ...REQUEST, capability: JSON.stringify({ [SECRET]: ['publish'] }) }],
  ])('is not shown where a request carries it in %s', async (_, request) => {
    const answer = await explainMac({ request: { ...request, mac: SECRET }, key: KEY });
    const shown = JSON.stringify(answer);
    expect(shown).not.toContain(SECRET);
    expect(shown).not.toContain(encodeURIComponent(SECRET));
    expect(answer.octets.map(({ octets }) => octets).join('')).not.toContain(
      Buffer.from(SECRET).toString('hex').match(/../g)?.join(' '),
    );
  });

  it('is not shown by an error', async () => {
    await expect(explainMac({ request: {}, key: KEY })).rejects.toThrow(/^TokenRequest\.mac: expected the MAC/);
    const error = await explainMac({ request: REQUEST, key: `${KEY}\n` }).catch(String);
    expect(error).not.toContain(SECRET);
  });
});

describe('a call', () => {
  it.each([
    ['no request', null],
    ['no JSON', 'not JSON'],
    ['a list', '[]'],
    ['no MAC', { keyName: KEY_NAME }],
    ['a MAC that is null', { ...REQUEST, mac: null }],
    ['too much text', ' '.repeat(300_000)],
  ])('is refused with 40001 for %s', async (_, request) => {
    await expect(explainMac({ request, key: KEY })).rejects.toMatchObject({ code: 40001 });
  });

  it('refuses a wrong call, or a key that is not valid', async () => {
    await expect(explainMac(null as never)).rejects.toThrow(TypeError);
    await expect(explainMac({ request: signedAs({}), key: 1 as never })).rejects.toThrow(TypeError);
    await expect(explainMac({ text: 1 as never, mac: '', key: KEY })).rejects.toThrow(TypeError);
    await expect(explainMac({ request: signedAs({}), key: 'no key' })).rejects.toMatchObject({ code: 40101 });
  });
});
