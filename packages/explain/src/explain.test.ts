import { describe, expect, it } from 'vitest';
import { compare, explain, explainRefusal, type RefusalContext } from './index.js';
import { KEY, REQUEST, SECRET, signedAs } from './request.testing.js';

const GOOD = signedAs({});
const NOW = REQUEST.timestamp;
const reasonsOf = async (request: unknown, context: RefusalContext) =>
  (await explainRefusal(request, context)).map(({ code, path }) => [code, path]);

describe('a request that nothing refuses', () => {
  it('has no reason', async () => {
    const context: RefusalContext = {
      key: KEY,
      now: () => NOW + 119_000,
      keyCapability: { '*': ['*'] },
      seenNonces: new Set(['another']),
    };
    expect(await explainRefusal(GOOD, context)).toEqual([]);
    expect(await explainRefusal(JSON.stringify(GOOD))).toEqual([]);
  });

  it('may get less than it asks for', async () => {
    expect(await explainRefusal(GOOD, { keyCapability: '{"news":["*"]}' })).toEqual([]);
  });
});

describe('a timestamp', () => {
  it.each([
    [
      NOW + 200_000,
      /^TokenRequest\.timestamp: expected at most 2 min from the clock of the service, got 3 min 20 s behind$/,
      /NTP/,
    ],
    [NOW - 121_000, /got 2 min 1 s ahead$/, /NTP/],
    [NOW - 7_200_000 + 5000, /1 h 59 min ahead, close to 2 h: local time taken for UTC$/, /UTC/],
    [NOW + 19_800_000, /5 h 30 min behind, .* local time taken for UTC, or a request that was kept$/, /UTC/],
    [NOW + 40 * 86_400_000, /got 40 d behind$/, /new request for every token/],
  ])('that is not current tells the skew: now %i', async (now, message, remediation) => {
    const [reason, ...others] = await explainRefusal(GOOD, { now: () => now });
    expect(others).toEqual([]);
    expect(reason).toMatchObject({ code: 40104, statusCode: 401, path: '$.timestamp' });
    expect(reason?.message).toMatch(message);
    expect(reason?.remediation).toMatch(remediation);
  });

  it.each([
    [Math.floor(NOW / 1000), 'seconds'],
    [NOW * 1000, 'microseconds'],
  ])('%i in another unit is told', async (timestamp, unit) => {
    const [reason] = await explainRefusal({ ...GOOD, timestamp }, { now: () => NOW });
    expect(reason).toMatchObject({
      code: 40104,
      message: `TokenRequest.timestamp: expected milliseconds since the epoch, got ${timestamp}, which is the time in ${unit}`,
    });
  });

  it('is not blamed where the clock is in seconds', async () => {
    const [reason] = await explainRefusal(GOOD, { now: () => NOW / 1000 });
    expect(reason?.message).toMatch(/^TokenRequest\.timestamp: expected at most 2 min from the clock/);
  });

  it('is checked by the skew that is allowed', async () => {
    expect(await reasonsOf(GOOD, { now: () => NOW + 5000, maxSkewMs: 4000 })).toEqual([[40104, '$.timestamp']]);
  });
});

describe('a ttl', () => {
  it.each([
    [86_400_001, false, /expected 1 to 86400000 ms, got 86400001 \(1 d 1 ms\)$/],
    [7_200_000, true, /expected 1 to 3600000 ms for a key with revocable tokens, got 7200000 \(2 h\)$/],
    [-5, false, /expected 1 to 86400000 ms, got -5/],
  ])('of %i ms is over the limit (revocable: %s)', async (ttl, revocableTokens, message) => {
    const [reason] = await explainRefusal({ ...GOOD, ttl }, { revocableTokens });
    expect(reason).toMatchObject({ code: 40003, path: '$.ttl' });
    expect(reason?.message).toMatch(message);
  });
});

describe('the other reasons', () => {
  it('are a nonce that was used', async () => {
    expect(await reasonsOf(GOOD, { seenNonces: new Set([REQUEST.nonce]) })).toEqual([[40105, '$.nonce']]);
  });

  it('are a capability that the key has nothing of', async () => {
    const [reason] = await explainRefusal(GOOD, { keyCapability: { other: ['publish'], news: ['publish'] } });
    expect(reason).toMatchObject({ code: 40160, path: '$.capability' });
    expect(reason?.message).toContain('got publish, subscribe on "chat/é"; history on "news"; the key has');
  });

  it('are a wrong MAC, with its explanation', async () => {
    const [reason] = await explainRefusal(signedAs({ ttl: 7200 }), { key: KEY });
    expect(reason).toMatchObject({
      code: 40101,
      path: '$.mac',
      message:
        'TokenRequest.mac: expected the MAC of the sign text with the given key, got another one. TokenRequest.ttl: the ttl was signed in seconds and sent in milliseconds; signed "7200", sent 7200000',
    });
    expect(reason?.explanations).toHaveLength(1);
    expect(JSON.stringify(reason)).not.toContain(SECRET);
  });

  it('are a MAC of another form, the name of another key, an unknown form', async () => {
    expect(await reasonsOf({ ...GOOD, mac: 'm' }, {})).toEqual([[40101, '$.mac']]);
    expect(await reasonsOf({ ...GOOD, keyName: 'appId.other' }, { key: KEY })).toEqual([
      [40400, '$.keyName'],
      [40101, '$.mac'],
    ]);
    expect(await reasonsOf('{}', { key: KEY })).toEqual([
      [40001, '$.keyName'],
      [40003, '$.timestamp'],
      [40003, '$.nonce'],
      [40101, '$.mac'],
    ]);
    expect(await reasonsOf({ ...GOOD, nonce: 'short' }, {})).toEqual([[40003, '$.nonce']]);
    expect(await reasonsOf({ ...GOOD, capability: '{"a":[]}' }, { keyCapability: { a: ['*'] } })).toEqual([
      [40000, '$.capability'],
    ]);
  });

  it('do not show the secret where a request carries the whole key as its name', async () => {
    expect(JSON.stringify(await explainRefusal({ ...GOOD, keyName: KEY }, { key: KEY }))).not.toContain(SECRET);
  });

  it('come together in the order in which a service checks', async () => {
    const request = { ...signedAs({ ttl: 7200 }), nonce: 'short' };
    const context: RefusalContext = {
      key: KEY,
      now: () => 0,
      keyCapability: { other: ['*'] },
      seenNonces: { has: () => true },
    };
    const codes = (await explainRefusal(request, context)).map(({ code }) => code);
    expect(codes).toEqual([40003, 40101, 40104, 40160, 40105]);
  });

  it('do not come from a call that is wrong', async () => {
    await expect(explainRefusal(GOOD, null as never)).rejects.toThrow(TypeError);
    await expect(explainRefusal(GOOD, { key: 'no key' })).rejects.toMatchObject({ code: 40101 });
  });
});

describe('a secret that was sent', () => {
  const encodings: [name: string, text: string][] = [
    ['plain', SECRET],
    ['as the whole key', KEY],
    ['URL-encoded', encodeURIComponent(SECRET)],
    ['in Base64', Buffer.from(SECRET).toString('base64')],
    ['in base64url', Buffer.from(SECRET).toString('base64url')],
    ['in hexadecimal', Buffer.from(SECRET).toString('hex')],
    ['in hexadecimal with separators', (Buffer.from(SECRET).toString('hex').match(/../g) ?? []).join('-')],
    ['as Basic credentials', `Basic ${Buffer.from(KEY).toString('base64')}`],
  ];
  it.each(encodings)('is reported, and not shown: %s', async (_, text) => {
    for (const member of ['keyName', 'clientId', 'mac', 'extra']) {
      const answer = await explain({ ...REQUEST, mac: 'm', [member]: text }, { key: KEY });
      expect(answer.exposures, member).toHaveLength(1);
      expect(answer.exposures[0]).toMatchObject({
        path: `$.${member}`,
        remediation: expect.stringMatching(/^Revoke this key/) as string,
      });
      const shown = JSON.stringify(answer);
      for (const [, form] of encodings) expect(shown).not.toContain(form);
    }
  });

  it('is not reported for a request without it', async () => {
    expect((await explain(GOOD, { key: KEY })).exposures).toEqual([]);
  });
});

describe('after a MAC that matches', () => {
  it('says what was tolerated, and what else refuses such a request', async () => {
    const request = signedAs({ ttl: '' }, { ...REQUEST, ttl: 0, clientId: 'alice' });
    const { reasons, leniencies, next, mac } = await explain(request, { key: KEY });
    expect(mac?.matches).toBe(true);
    expect(reasons).toEqual([]);
    expect(leniencies.map(({ path }) => path)).toEqual(['$.ttl']);
    expect(next.join('\n')).toMatch(/2025-06-15T15:06:40\.123Z[^]*40105[^]*40160[^]*changed on the way/);
    expect((await explain(signedAs({ ttl: 7200 }), { key: KEY })).next).toEqual([]);
  });
});

describe('two requests', () => {
  it('are compared member by member, with the mistake that makes one text of the other', () => {
    const spaced = REQUEST.capability.replaceAll(':[', ': [').replaceAll(',', ', ');
    expect(compare(GOOD, JSON.stringify(GOOD))).toEqual([]);
    const differences = compare(GOOD, { ...GOOD, ttl: undefined, capability: spaced });
    expect(differences.map(({ path }) => path)).toEqual(['$.ttl', '$.capability']);
    expect(differences[0]?.message).toBe('TokenRequest.ttl: expected "7200000", got nothing');
    expect(differences[1]?.diagnosis?.causes.map(({ id }) => id)).toEqual(['capability.space-after-separators']);
    expect(compare('{"a":["b"]}', '{"a": ["b"]}')).toMatchObject([{ path: '$' }]);
    const asObject = compare(GOOD, { ...GOOD, capability: { a: ['b'] } });
    expect(asObject[0]?.message).toMatch(/, got "\{\\"a\\":\[\\"b\\"\]\}"$/);
  });
});
