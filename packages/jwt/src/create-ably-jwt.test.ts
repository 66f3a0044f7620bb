import { spawnSync } from 'node:child_process';
import { AblyAuthError } from '@ably-auth/validation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAblyJwt, type AblyJwtParams } from './create-ably-jwt.js';
import { HEADER, KEY, NOW, now } from './fixtures.testing.js';
import { opensslJwt } from './signed-jwts.testing.js';
import { verifyAblyJwt } from './verify-ably-jwt.js';

const decoded = (token: string, part: number) =>
  JSON.parse(Buffer.from(token.split('.')[part] ?? '', 'base64url').toString());

const CORRECT = 'Correct the member that the message names.';
const PASS_AS = 'Pass it as ttl, capability, clientId, revocationKey, channelClaims or publishRates.';
const NUMERIC = expect.stringMatching(/seconds/) as unknown as string;
const JSON_TEXT = 'JSON of at most 8 levels, well-formed Unicode';

describe('createAblyJwt', () => {
  it('writes seconds, canonical capability and scoped claims', async () => {
    const params: AblyJwtParams = {
      ttl: 60_000,
      capability: { b: ['subscribe', 'publish'], a: ['*'] },
      clientId: 'alice',
      revocationKey: 'tenant-7',
      channelClaims: { news: 'editor' },
      publishRates: { 'chat:*': 5 },
      claims: { sub: 'user-7' },
    };
    const { token, issued, expires } = await createAblyJwt(params, { key: KEY, now: () => NOW + 999 });
    expect(decoded(token, 0)).toEqual(HEADER);
    expect(decoded(token, 1)).toEqual({
      iat: NOW / 1000,
      exp: NOW / 1000 + 60,
      'x-ably-capability': '{"a":["*"],"b":["publish","subscribe"]}',
      'x-ably-clientId': 'alice',
      'x-ably-revocation-key': 'tenant-7',
      'ably.channel.news': 'editor',
      'ably.limits.publish.perAttachment.maxRate.chat:*': 5,
      sub: 'user-7',
    });
    expect([issued, expires]).toEqual([NOW, NOW + 60_000]);
  });

  it.runIf(spawnSync('openssl', ['version']).status === 0)('has the bytes that openssl signs', async () => {
    const { token } = await createAblyJwt({ ttl: 60_000 }, { key: KEY, now });
    expect(token).toBe(opensslJwt(HEADER, { iat: NOW / 1000, exp: NOW / 1000 + 60 }));
  });

  it.each<[string, object, number]>([
    ['ttl of zero', { ttl: 0 }, 40003],
    ['ttl over a day', { ttl: 86_401_000 }, 40003],
    ['ttl of half a second', { ttl: 500 }, 40003],
    ['empty clientId', { clientId: '' }, 40012],
    ['capability that grants nothing', { capability: {} }, 40000],
    ['empty revocation key', { revocationKey: '' }, 40003],
    ['revocation key that is not a string', { revocationKey: 7 }, 40003],
    ['misspelt clientId', { client_id: 'alice' }, 40000],
    ['nonce, which a JWT has not', { nonce: '0123456789abcdef' }, 40000],
    ['timestamp in place of a clock', { timestamp: NOW }, 40000],
    ['channel claim that is not a string', { channelClaims: { a: 1 } }, 40003],
    ['rate of zero', { publishRates: { a: 0 } }, 40003],
    ['revocation key without a UTF-8 form', { revocationKey: '\ud800' }, 40003],
    ['own claims nested too deep', { claims: { a: [[[[[[[[1]]]]]]]] } }, 40003],
    [
      'own claims of objects nested too deep',
      { claims: { a: { b: { c: { d: { e: { f: { g: { h: {} } } } } } } } } },
      40003,
    ],
    ['nbf that is not a time', { claims: { nbf: '1750000000' } }, 40003],
    ['claims too long to verify', { claims: { filler: 'x'.repeat(100_000) } }, 40003],
    ['own claim that is ours', { claims: { exp: 1 } }, 40003],
    ['own claim in our name space', { claims: { 'x-ably-token': 'x' } }, 40003],
  ])('refuses %s', async (_, params, code) => {
    await expect(createAblyJwt(params, { key: KEY, now })).rejects.toMatchObject({ code });
    await expect(createAblyJwt(params, { key: KEY, now })).rejects.toBeInstanceOf(AblyAuthError);
  });

  it('names the params of a JWT, not of a TokenRequest', async () => {
    const refused = createAblyJwt({ client_id: 'alice' } as object, { key: KEY, now });
    await expect(refused).rejects.toMatchObject({
      message:
        'AblyJwtParams.client_id: expected one of the members ttl, capability, clientId, revocationKey, channelClaims, publishRates and claims, got another one',
      path: '$.client_id',
      remediation: expect.stringContaining('a JWT has no nonce'),
      issues: expect.arrayContaining([
        expect.objectContaining({ rule: 'jwtParams.member', keyword: 'additionalProperties' }),
      ]),
    });
    await expect(createAblyJwt({ ttl: 0 }, { key: KEY, now })).rejects.toThrow('AblyJwtParams.ttl: expected ');
  });

  it.each<[object, string, string, string]>([
    [{ ttl: 1500 }, '.ttl', 'expected a multiple of 1000 ms, got 1500', 'Pass whole seconds, in milliseconds.'],
    [{ revocationKey: 7 }, '.revocationKey', 'expected a string that is not empty, got 7', CORRECT],
    [{ revocationKey: '' }, '.revocationKey', 'expected a string that is not empty, got an empty string', CORRECT],
    [{ claims: [] }, '.claims', 'expected a plain object, got an array', CORRECT],
    [{ claims: { exp: 1 } }, '.claims["exp"]', "expected a claim of the app, got one of Ably's", PASS_AS],
    [{ claims: { 'ably.x': 1 } }, '.claims["ably.x"]', "expected a claim of the app, got one of Ably's", PASS_AS],
    [{ claims: { a: [1n] } }, '.claims["a"][0]', `expected ${JSON_TEXT}, got a bigint`, CORRECT],
    [{ claims: { nbf: 'x' } }, '.claims.nbf', 'expected whole seconds since the Unix epoch, got a string', NUMERIC],
    [{ channelClaims: [] }, '.channelClaims', 'expected a plain object, got an array', CORRECT],
    [{ channelClaims: { '': 'x' } }, '.channelClaims[""]', 'expected a name, got an empty string', CORRECT],
    [{ channelClaims: { a: 1 } }, '.channelClaims["a"]', 'expected a string, got 1', CORRECT],
    [{ publishRates: { a: -1 } }, '.publishRates["a"]', 'expected a positive number, got -1', CORRECT],
    [{ publishRates: { a: '1' } }, '.publishRates["a"]', 'expected a positive number, got a string', CORRECT],
  ])('says of %o where it is wrong, and how to correct it', async (params, path, message, remediation) => {
    await expect(createAblyJwt(params, { key: KEY, now })).rejects.toMatchObject({
      code: 40003,
      path: `$${path}`,
      message: `${path.slice(1)}: ${message}`,
      remediation,
    });
  });

  it('takes claims of the app whose names are only like those of Ably, to the depth that is read', async () => {
    const claims = { iatx: 1, exponent: 1, 'my-exp': 1, 'a-x-ably-b': 1, ablyx: 1, 'my.ably.a': 1, a: [[[[[[[1]]]]]]] };
    const { token } = await createAblyJwt({ claims }, { key: KEY, now });
    expect((await verifyAblyJwt(token, { key: KEY, now })).claims).toMatchObject(claims);
  });

  it('warns past 8 KB, and refuses what is too long to be verified', async () => {
    // A key name whose JWTs can have just these lengths: Base64 has no text of 4n + 1 characters.
    const key = 'appId.keyId1:keySecret';
    const ofLength = async (length: number, more = 0) => {
      const empty = await createAblyJwt({ claims: { filler: '' } }, { key, now });
      const fixed = Buffer.from(empty.token.split('.')[1] ?? '', 'base64url').length;
      const claimsLength = ((length - (empty.token.length - Math.ceil((fixed * 4) / 3))) * 3) / 4;
      return createAblyJwt({ claims: { filler: 'x'.repeat(Math.floor(claimsLength) - fixed + more) } }, { key, now });
    };
    const [longest, longer] = [await ofLength(8192), await ofLength(8192, 1)];
    expect(longest.token).toHaveLength(8192);
    expect(longest).not.toHaveProperty('warning');
    expect(longer.warning).toBe(
      'The JWT has 8193 bytes and may not fit in an HTTP header (8192 is safe). ' +
        'An Ably token stays short with any capability.',
    );
    expect((await ofLength(131_072)).token).toHaveLength(131_072);
    await expect(ofLength(131_072, 1)).rejects.toMatchObject({
      message: 'params: expected a JWT of at most 131072 bytes, got 131073',
      remediation: 'Shorten the claims or the capability.',
    });
  });

  it('leaves out what is undefined', async () => {
    const { token } = await createAblyJwt({ claims: { sub: undefined } }, { key: KEY, now });
    expect(decoded(token, 1)).toEqual({ iat: NOW / 1000, exp: NOW / 1000 + 3600 });
  });

  it.each([NOW, 'now', null, {}])('rejects %s as a clock', async (clock) => {
    await expect(createAblyJwt({}, { key: KEY, now: clock as never })).rejects.toThrow(
      new TypeError('now: expected a function'),
    );
  });

  it('is read back as it was asked for', async () => {
    const name = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' });
    const text = name.filter((given) => !/[\0-\x1f\x7f]/.test(given));
    const params = fc.record(
      {
        ttl: fc.integer({ min: 1, max: 86_400 }).map((seconds) => seconds * 1000),
        clientId: text,
        revocationKey: text,
        channelClaims: fc.dictionary(name, fc.string({ unit: 'grapheme' }), { noNullPrototype: true }),
        publishRates: fc.dictionary(name, fc.integer({ min: 1 }), { noNullPrototype: true }),
      },
      { requiredKeys: [], noNullPrototype: true },
    );
    await fc.assert(
      fc.asyncProperty(params, async (given) => {
        const before = structuredClone(given);
        const { token } = await createAblyJwt(given, { key: KEY, now });
        expect(given).toEqual(before);
        const { issued, expires, claims: _, keyName: __, ...read } = await verifyAblyJwt(token, { key: KEY, now });
        const { ttl = 3_600_000, ...asked } = given;
        expect(expires - issued).toBe(ttl);
        expect(read).toEqual({ channelClaims: {}, publishRates: {}, ...asked });
      }),
      { numRuns: 300 },
    );
  });
});
