import { describe, expect, it } from 'vitest';
import { CLAIMS, HEADER, KEY, NOW, now } from './fixtures.testing.js';
import { hs256 } from './signed-jwts.testing.js';
import { createAblyJwt, embedToken, extractEmbeddedToken, verifyAblyJwt } from './index.js';

/** Calls as JavaScript makes them. */
type Call = (...args: unknown[]) => Promise<unknown>;
const create = createAblyJwt as Call;
const verify = verifyAblyJwt as Call;
const embed = embedToken as Call;

const expired = hs256(HEADER, { iat: 1_577_836_800, exp: 1_577_840_400 });
const current = hs256(HEADER, CLAIMS);
const outer = { exp: CLAIMS.exp };
const details = { token: 'app.opaque', expires: CLAIMS.exp * 1000 };
const NOT_NUMBERS = [NaN, Infinity, -Infinity, -1, 0.5, '5000', null, 5n, {}];
const NOT_TIMES = [NaN, Infinity, 0.5, '1750000000000', null, undefined, new Date(NOW)];
class Options {
  key = KEY;
  secret = 'of the app';
  place = 'header';
}

describe('verifyAblyJwt', () => {
  it.each(NOT_NUMBERS)('rejects an expired JWT when clockToleranceMs is %s', async (clockToleranceMs) => {
    await expect(verify(expired, { key: KEY, clockToleranceMs })).rejects.toThrow(
      new TypeError('clockToleranceMs: expected whole milliseconds, 0 or more'),
    );
  });

  it.each(NOT_TIMES)('rejects an expired JWT when now() returns %s', async (time) => {
    await expect(verify(expired, { key: KEY, now: () => time })).rejects.toThrow(
      new TypeError('now: must return whole milliseconds since the epoch'),
    );
  });

  it.each([NOW, 'now', null, {}])('rejects %s as a clock', async (clock) => {
    await expect(verify(current, { key: KEY, now: clock })).rejects.toThrow(new TypeError('now: expected a function'));
  });

  it.each([undefined, null, KEY, [KEY], new Options(), new Map([['key', KEY]]), Object.create({ key: KEY })])(
    'rejects %s as options',
    async (options) => {
      await expect(verify(current, options)).rejects.toThrow(new TypeError('options: expected { key }'));
    },
  );

  it.each([{}, { keys: () => KEY }, { key: undefined }, { key: 7 }])(
    'rejects options without a key: %j',
    async (options) => {
      await expect(verify(current, options)).rejects.toThrow(/^key: expected a string, got (undefined|number)$/);
      await expect(verify(current, options)).rejects.toBeInstanceOf(TypeError);
    },
  );

  it.each([undefined, null, 7, {}, [current]])('rejects %s as a token', async (token) => {
    await expect(verify(token, { key: KEY })).rejects.toThrow(/^token: expected a string, got [\w ]+$/);
    await expect(verify(token, { key: KEY })).rejects.toBeInstanceOf(TypeError);
  });

  it('checks the options before the token and the lookup', async () => {
    const key = () => expect.unreachable();
    await expect(verify('x', { key, clockToleranceMs: NaN })).rejects.toBeInstanceOf(TypeError);
    await expect(verify('x', { key: 'appId.keyId' })).rejects.toMatchObject({ code: 40101 });
  });

  it.each(['appId.keyId', '', null, 7])('blames the service when the lookup returns %s', async (answer) => {
    await expect(verify(current, { key: () => answer, now })).rejects.toMatchObject({ code: 50003, statusCode: 503 });
  });

  it('passes on the error of a lookup', async () => {
    const error = new Error('database is down');
    await expect(verify(current, { key: () => Promise.reject(error) })).rejects.toBe(error);
  });
});

describe('createAblyJwt', () => {
  it.each(NOT_TIMES)('rejects a clock that returns %s', async (time) => {
    await expect(create({}, { key: KEY, now: () => time })).rejects.toThrow(
      new TypeError('now: must return whole milliseconds since the epoch'),
    );
  });

  it('rejects a clock before 1970, whose JWT nobody could verify', async () => {
    await expect(create({}, { key: KEY, now: () => -1 })).rejects.toMatchObject({ code: 40003 });
  });

  it.each([undefined, null, KEY, new Options()])('rejects %s as options', async (options) => {
    await expect(create({}, options)).rejects.toThrow(new TypeError('options: expected { key }'));
  });

  it('rejects options without a key', async () => {
    await expect(create({}, {})).rejects.toThrow(new TypeError('key: expected a string, got undefined'));
    await expect(create({}, { key: () => KEY })).rejects.toBeInstanceOf(TypeError);
  });

  it.each([undefined, null, 'alice', 7, [], new Map([['clientId', 'alice']]), new Date(0)])(
    'rejects %s as params',
    async (params) => {
      await expect(create(params, { key: KEY })).rejects.toThrow(/^params: expected a plain object, got [\w ]+$/);
      await expect(create(params, { key: KEY })).rejects.toBeInstanceOf(TypeError);
    },
  );
});

describe('embedToken', () => {
  const options = { secret: 'of the app', place: 'header' };

  it.each([undefined, null, 'header', new Options()])('rejects %s as options', async (wrong) => {
    await expect(embed(outer, details, wrong)).rejects.toThrow(
      new TypeError('options: expected { secret, place } or { key, alg, place }'),
    );
  });

  it.each([
    [{ place: 'body' }, "place: expected 'header' or 'claim'"],
    [{ place: undefined }, "place: expected 'header' or 'claim'"],
    [{ innerExpires: NaN }, 'innerExpires: expected whole milliseconds since the epoch, 0 or more'],
    [{ innerExpires: '1750003600000' }, 'innerExpires: expected whole milliseconds since the epoch, 0 or more'],
    [{ secret: undefined }, 'options: expected secret, or key and alg'],
    [{ key: new Uint8Array(32), alg: 'HS256' }, 'options: expected secret, or key and alg'],
    [{ secret: '' }, 'secret: expected a string or Uint8Array that is not empty'],
    [{ secret: new Uint8Array() }, 'secret: expected a string or Uint8Array that is not empty'],
    [{ secret: 7 }, 'secret: expected a string or Uint8Array that is not empty'],
    [{ secret: undefined, key: new Uint8Array(32) }, "alg: expected the algorithm of the key, such as 'ES256'"],
  ])('rejects %j', async (wrong, message) => {
    await expect(embed(outer, details, { ...options, ...wrong })).rejects.toThrow(new TypeError(message));
  });

  it.each([undefined, null, 'exp', [], new Map([['exp', 1]])])('rejects %s as outer claims', async (claims) => {
    await expect(embed(claims, details, options)).rejects.toThrow(/^outerClaims: expected a plain object, got [\w ]+$/);
    await expect(embed(claims, details, options)).rejects.toBeInstanceOf(TypeError);
  });

  it.each([NaN, Infinity, String(details.expires), null, 0.5])(
    'rejects TokenDetails that expire at %s',
    async (expires) => {
      await expect(embed(outer, { ...details, expires }, options)).rejects.toMatchObject({ reason: 'embedded' });
    },
  );

  it.each([undefined, null, 7, {}, [], new Map([['token', 'app.opaque']])])('rejects %s as a token', async (token) => {
    await expect(embed(outer, token, { ...options, innerExpires: details.expires })).rejects.toMatchObject({
      reason: 'embedded',
    });
  });
});

describe('extractEmbeddedToken', () => {
  it.each([undefined, null, 7, { token: current }])('rejects %s', (jwt) => {
    const extract = extractEmbeddedToken as (jwt: unknown) => unknown;
    expect(() => extract(jwt)).toThrow(/^token: expected a string, got [\w ]+$/);
    expect(() => extract(jwt)).toThrow(TypeError);
  });
});

/** Compiled, never run: the wrong names of options are errors of the compiler. */
export const wrongNames = (): unknown[] => [
  // @ts-expect-error `keys` is the former name of `key`
  verifyAblyJwt(current, { keys: () => KEY }),
  // @ts-expect-error a JWT has no nonce and no window around its timestamp
  verifyAblyJwt(current, { key: KEY, maxSkewMs: 1000 }),
  // @ts-expect-error milliseconds stand in the name
  verifyAblyJwt(current, { key: KEY, clockTolerance: 1000 }),
  // @ts-expect-error the clock is a function
  verifyAblyJwt(current, { key: KEY, now: NOW }),
  // @ts-expect-error one key signs
  createAblyJwt({}, { key: () => KEY }),
  // @ts-expect-error misspelt
  createAblyJwt({ client_id: 'alice' }, { key: KEY }),
  // @ts-expect-error a key has an algorithm
  embedToken(outer, details, { key: new Uint8Array(32), place: 'header' }),
  // @ts-expect-error `at` is `place`
  embedToken(outer, details, { secret: 'of the app', at: 'header' }),
];
