import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLAIMS, HEADER, KEY, NOW, now } from './fixtures.testing.js';
import { hs256 } from './signed-jwts.testing.js';
import { createAblyJwt, embedToken, extractEmbeddedToken, verifyAblyJwt } from './index.js';

const claimsOf = (jwt: string) => JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());
const details = { token: 'app.opaque', expires: CLAIMS.exp * 1000 };

/**
 * The object, where each member at any depth is a getter that answers rightly once and then otherwise; and how often
 * each was asked.
 */
function answeringOnce<T extends object>(
  object: T,
  later: unknown = 'later',
): { value: T; reads: Map<string, number> } {
  const reads = new Map<string, number>();
  const wrap = (value: unknown, path: string): unknown => {
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
    return new Proxy(value, {
      get(target, name, receiver) {
        const at = `${path}.${String(name)}`;
        const count = (reads.get(at) ?? 0) + 1;
        reads.set(at, count);
        return count === 1 ? wrap(Reflect.get(target, name, receiver), at) : later;
      },
    });
  };
  return { value: wrap(object, '$') as T, reads };
}

const most = (reads: Map<string, number>) => Math.max(...reads.values());

describe('createAblyJwt', () => {
  const params = {
    ttl: 60_000,
    clientId: 'alice',
    revocationKey: 'tenant-7',
    channelClaims: { news: 'editor' },
    publishRates: { 'chat:*': 5 },
    claims: { sub: 'user-7', nbf: CLAIMS.iat, own: [{ deep: [1, 'two', null, true] }] },
  };

  it('asks each member of params, claims and options once', async () => {
    const asked = answeringOnce(params);
    const options = answeringOnce({ key: KEY, now });
    const { token, expires } = await createAblyJwt(asked.value, options.value);
    expect(token).toBe((await createAblyJwt(params, { key: KEY, now })).token);
    expect(expires).toBe(NOW + 60_000);
    expect([most(asked.reads), most(options.reads)]).toEqual([1, 1]);
  });

  it('asks each member of the capability once at most, or refuses it', async () => {
    const asked = answeringOnce({ news: ['subscribe'] });
    const token = await createAblyJwt({ capability: asked.value }, { key: KEY, now }).then(
      (created) => claimsOf(created.token)['x-ably-capability'],
      ({ code }: { code: number }) => code,
    );
    expect(['{"news":["subscribe"]}', 40000]).toContain(token);
    expect(most(new Map([...asked.reads, ['none', 0]]))).toBeLessThanOrEqual(1);
  });

  it('lets a getter of the caller throw', async () => {
    const error = new Error('of the caller');
    const throwing = {
      get clientId(): string {
        throw error;
      },
    };
    await expect(createAblyJwt(throwing, { key: KEY })).rejects.toBe(error);
  });

  it('reads only own members', async () => {
    const inherited = Object.create({ clientId: 'admin', ttl: 1000 });
    await expect(createAblyJwt(inherited, { key: KEY })).rejects.toBeInstanceOf(TypeError);
    await expect(createAblyJwt({ claims: Object.create({ sub: 'admin' }) }, { key: KEY })).rejects.toMatchObject({
      code: 40003,
    });
    Object.assign(Object.prototype, { clientId: 'admin', sub: 'admin', 'x-ably-clientId': 'admin' });
    try {
      const { token } = await createAblyJwt({}, { key: KEY, now });
      expect(token).toBe(hs256(HEADER, CLAIMS));
      const verified = await verifyAblyJwt(token, { key: KEY, now });
      expect(Object.keys(verified)).not.toContain('clientId');
      expect(Object.keys(verified.claims)).toEqual(['iat', 'exp']);
    } finally {
      for (const name of ['clientId', 'sub', 'x-ably-clientId']) Reflect.deleteProperty(Object.prototype, name);
    }
  });

  it.each<[string, object]>([
    ['a Map', new Map([['sub', 'user-7']])],
    ['a Date', new Date(0)],
    ['a class instance', Object.create({ sub: 'user-7' })],
    ['a hidden member', Object.defineProperty({}, 'sub', { value: 'user-7', enumerable: false })],
  ])('refuses %s for claims, at any depth', async (_, claims) => {
    for (const wrong of [{ claims }, { claims: { a: [{ b: claims }] } }, { channelClaims: claims }]) {
      await expect(createAblyJwt(wrong as object, { key: KEY })).rejects.toMatchObject({ code: 40003 });
    }
  });

  it.each(['claims', 'channelClaims', 'publishRates'])('refuses a list for %s', async (member) => {
    await expect(createAblyJwt({ [member]: [] }, { key: KEY })).rejects.toMatchObject({ code: 40003 });
  });

  it.each([NaN, Infinity, 1n, () => 1, Symbol('a'), '\ud800', { '\ud800': 1 }, { a: undefined, b: [undefined] }])(
    'refuses what JSON cannot say: %s',
    async (value) => {
      await expect(createAblyJwt({ claims: { value } }, { key: KEY })).rejects.toMatchObject({ code: 40003 });
    },
  );

  it('refuses toJSON, and does not call it', async () => {
    await expect(createAblyJwt({ claims: { toJSON: () => ({}) } }, { key: KEY })).rejects.toMatchObject({
      code: 40003,
    });
  });

  it('writes every JSON value as JSON.stringify does, and leaves it as it is', async () => {
    const own = fc.dictionary(
      fc.string({ unit: 'grapheme' }).filter((name) => !/^(iat$|exp$|nbf$|x-ably-|ably\.)/.test(name)),
      fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' }),
      { noNullPrototype: true },
    );
    await fc.assert(
      fc.asyncProperty(own, async (claims) => {
        const before = structuredClone(claims);
        const { token } = await createAblyJwt({ claims }, { key: KEY, now });
        expect(claims).toEqual(before);
        expect(claimsOf(token)).toEqual({ ...JSON.parse(JSON.stringify(claims)), ...CLAIMS });
      }),
      { numRuns: 300 },
    );
  });

  it('keeps __proto__ as a name like any other', async () => {
    const named = JSON.parse('{"__proto__":"editor"}') as Record<string, string>;
    const { token } = await createAblyJwt({ channelClaims: named, claims: named }, { key: KEY, now });
    const { channelClaims, claims } = await verifyAblyJwt(token, { key: KEY, now });
    expect(Object.entries(channelClaims)).toEqual([['__proto__', 'editor']]);
    expect(Object.getOwnPropertyDescriptor(claims, '__proto__')?.value).toBe('editor');
  });
});

describe('verifyAblyJwt', () => {
  it('asks each option once', async () => {
    const options = answeringOnce({ key: KEY, now, clockToleranceMs: 0 });
    await expect(verifyAblyJwt(hs256(HEADER, CLAIMS), options.value)).resolves.toMatchObject({ issued: NOW });
    expect(most(options.reads)).toBe(1);
  });

  it('verifies with the options as they were when it was called', async () => {
    const options = { key: KEY, now, clockToleranceMs: 0 };
    const early = hs256(HEADER, { iat: CLAIMS.iat + 1, exp: CLAIMS.exp });
    const verifying = verifyAblyJwt(early, options);
    Object.assign(options, { clockToleranceMs: 1000, now: () => NOW + 1000, key: 'appId.keyId:other' });
    await expect(verifying).rejects.toMatchObject({ reason: 'iat-in-future' });
  });
});

describe('embedToken', () => {
  const secret = 'of the app';

  it('asks each member of claims, details and options once', async () => {
    const claims = answeringOnce({ sub: 'user-7', exp: CLAIMS.exp, roles: ['editor', { of: 'news' }] });
    const token = answeringOnce(details);
    const options = answeringOnce({ secret, place: 'header' as const, innerExpires: NOW });
    const outer = await embedToken(claims.value, token.value, options.value);
    expect(claimsOf(outer)).toEqual({ sub: 'user-7', exp: CLAIMS.exp, roles: ['editor', { of: 'news' }] });
    expect(extractEmbeddedToken(outer)).toMatchObject({ token: 'app.opaque', place: 'header' });
    expect([most(claims.reads), most(token.reads), most(options.reads)]).toEqual([1, 1, 1]);
  });

  it('is not led past the expiry of the token by a member that answers otherwise later', async () => {
    const answering = (first: number, later: number) => {
      let asked = 0;
      return {
        get exp() {
          return asked++ === 0 ? first : later;
        },
      };
    };
    const embed = (claims: { readonly exp: number }) => embedToken(claims, details, { secret, place: 'claim' });
    expect(claimsOf(await embed(answering(CLAIMS.exp, CLAIMS.exp + 1))).exp).toBe(CLAIMS.exp);
    await expect(embed(answering(CLAIMS.exp + 1, CLAIMS.exp))).rejects.toMatchObject({ reason: 'embedded' });
  });

  it('signs with the bytes of the secret as they were when it was called', async () => {
    const bytes = new TextEncoder().encode(secret);
    const signing = embedToken({ exp: CLAIMS.exp }, details, { secret: bytes, place: 'header' });
    bytes.fill(0);
    expect(await signing).toBe(await embedToken({ exp: CLAIMS.exp }, details, { secret, place: 'header' }));
  });

  it.each([NaN, 1n, '\ud800', new Map(), () => 1])('refuses the claim %s, which JSON cannot say', async (value) => {
    await expect(embedToken({ exp: CLAIMS.exp, value }, details, { secret, place: 'claim' })).rejects.toMatchObject({
      reason: 'embedded',
    });
  });
});

describe('extractEmbeddedToken', () => {
  it('finds no token and no expiry that the JWT itself does not name', () => {
    Object.assign(Object.prototype, { 'x-ably-token': 'app.polluted', exp: 1 });
    try {
      expect(extractEmbeddedToken(hs256({ alg: 'HS256' }, {}))).toBeUndefined();
      const found = extractEmbeddedToken(hs256({ 'x-ably-token': 'app.opaque' }, { 'x-ably-token': 'app.opaque' }));
      expect(Object.keys(found ?? {})).toEqual(['token', 'place']);
    } finally {
      for (const name of ['x-ably-token', 'exp']) Reflect.deleteProperty(Object.prototype, name);
    }
  });
});
