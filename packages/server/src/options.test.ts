import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { createMemoryStore, createTokenService, hostKey } from './index.js';
import { connectRedis, createRedisStore } from './redis/index.js';
import { listen } from './node.js';
import { KEY, NOW, refusal, TestService } from './service.testing.js';

const KEYS = [{ key: KEY }];

/** Calls as plain JavaScript may make them. */
const untyped = (call: (...args: never[]) => unknown) => call as (...args: readonly unknown[]) => unknown;
const NO_NUMBERS = [NaN, Infinity, -Infinity, '1750000000000', null, {}, 1n];

describe('options that are missing or of another type are refused with a TypeError', () => {
  it.each([
    ['createTokenService()', () => untyped(createTokenService)(), 'options: expected { keys }'],
    ['createTokenService(null)', () => untyped(createTokenService)(null), 'options: expected { keys }'],
    ['createTokenService({})', () => untyped(createTokenService)({}), 'keys: expected a list of keys'],
    ['keys: a text', () => untyped(createTokenService)({ keys: KEY }), 'keys: expected a list of keys'],
    ['keys: a list of texts', () => untyped(createTokenService)({ keys: [KEY] }), 'options: expected { key'],
    ['hostKey()', () => untyped(hostKey)(), 'options: expected { key'],
    ['revocableTokens: "false"', () => untyped(hostKey)({ key: KEY, revocableTokens: 'false' }), 'revocableTokens:'],
    ['now: a number', () => untyped(createTokenService)({ keys: KEYS, now: NOW }), 'now: expected a function'],
    ['onEvent', () => untyped(createTokenService)({ keys: KEYS, onEvent: {} }), 'onEvent: expected a function'],
    ['addressOf', () => untyped(createTokenService)({ keys: KEYS, addressOf: 1 }), 'addressOf: expected a function'],
    ['store', () => untyped(createTokenService)({ keys: KEYS, store: {} }), 'store: expected an object'],
    ['store: null', () => untyped(createTokenService)({ keys: KEYS, store: null }), 'store: expected an object'],
    [
      'now beside a store',
      () => createTokenService({ keys: KEYS, store: createMemoryStore(), now: () => NOW }),
      'now: expected no clock beside that of the store',
    ],
    ['requireTls', () => untyped(createTokenService)({ keys: KEYS, requireTls: 'yes' }), 'requireTls: expected'],
    [
      'clockToleranceMs',
      () => untyped(createTokenService)({ keys: KEYS, clockToleranceMs: NaN }),
      'clockToleranceMs: expected whole milliseconds',
    ],
    ['rateLimiter', () => untyped(createTokenService)({ keys: KEYS, rateLimiter: 5 }), 'rateLimiter: expected'],
    ['sealingKeys', () => untyped(createTokenService)({ keys: KEYS, sealingKeys: 'k' }), 'sealingKeys: expected'],
    ['createMemoryStore(null)', () => untyped(createMemoryStore)(null), 'options: expected { now'],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(TypeError);
    expect(call).toThrow(message);
  });

  it('in functions that return a promise', async () => {
    await expect(untyped(connectRedis)()).rejects.toThrow(new TypeError('url: expected a string'));
    const redis = new Redis({ lazyConnect: true });
    for (const options of [undefined, {}, { redis, timeoutMs: NaN }, { redis, prefix: '{a}' }, { redis, onEvent: 1 }]) {
      await expect(untyped(createRedisStore)(options)).rejects.toThrow(TypeError);
    }
    await expect(untyped(listen)()).rejects.toThrow(TypeError);
    for (const port of [NaN, -1, 65_536, '8080']) {
      await expect(untyped(listen)(new TestService().service, { port })).rejects.toThrow(/^port: expected/);
    }
  });

  it.each([NaN, 0, -1, 1.5, Infinity, '10', null])('maxNonces: %s', (maxNonces) => {
    expect(() => createMemoryStore({ maxNonces: maxNonces as number })).toThrow(/^maxNonces: expected/);
  });
});

describe('a clock that returns', () => {
  it.each(NO_NUMBERS)('%s: is refused when the service is made', (time) => {
    const now = () => time as number;
    expect(() => createTokenService({ keys: KEYS, now })).toThrow(/^now: must return whole milliseconds/);
    expect(() => createMemoryStore({ clock: now })).toThrow(/^clock: expected milliseconds/);
  });

  it.each(NO_NUMBERS)('%s: makes no token pass, once it does so', async (time) => {
    const service = new TestService();
    const [token, request] = [await service.token({ ttl: 1000 }), service.sign()];
    service.time += 10_000;
    await expect(service.authenticate(`Bearer ${token}`)).rejects.toMatchObject({ code: 40142 });
    service.time = time as number;
    await expect(service.authenticate(`Bearer ${token}`)).rejects.toThrow(TypeError);
    expect(refusal(await service.requestToken(request))).toEqual([500, 50000]);
    expect(refusal(await service.send('/time'))).toEqual([500, 50000]);
  });

  it.each(NO_NUMBERS)('%s: neither forgets a nonce nor a revocation', async (time) => {
    let clock = 0;
    const store = createMemoryStore({ now: () => NOW, clock: () => clock });
    const spend = async () => (await store.admit('a.b', NOW, 'nonce')).outcome;
    expect([await spend(), await spend()]).toEqual(['admitted', 'replayed']);
    await store.revoke('a.b', ['clientId:alice'], { marginMs: 0 });
    expect(() => store.isRevoked('a.b', ['clientId:alice'], time as number)).toThrow(TypeError);
    expect(() => store.admit('a.b', time as number, 'other')).toThrow(TypeError);
    clock = time as number;
    await expect(spend()).rejects.toThrow(/^clock: expected milliseconds/);
    expect(() => store.isRevoked('a.b', ['clientId:alice'], NOW - 1)).toThrow(TypeError);
  });
});

it('tells a client to wait where a limiter does not say how long', async () => {
  const consume = async (): Promise<never> => {
    throw { msBeforeNext: NaN };
  };
  const answer = await new TestService({ rateLimiter: { consume }, addressOf: () => '192.0.2.1' }).send('/time');
  expect([...refusal(answer), answer.headers.get('retry-after')]).toEqual([429, 42910, '1']);
});
