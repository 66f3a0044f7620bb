import { DURABLE, RedisProcess } from '@ably-auth/redis-process';
import { describeWithRedis } from '@ably-auth/redis-process/vitest';
import { Redis } from 'ioredis';
import { afterEach, expect, it } from 'vitest';
import { createSealingKey, type Store } from '../index.js';
import { basic, refusal, REVOCABLE, TestService } from '../service.testing.js';
import { connectRedis, createRedisStore, type RedisStoreEvent, type RedisStoreOptions } from './index.js';

// A Redis that has lost what was put in it, or could lose it.

const STATE = '{ably-auth:}state';
const sealingKeys = [createSealingKey()];
const ended: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

async function startRedis(args?: readonly string[]): Promise<RedisProcess> {
  const server = await RedisProcess.start(args);
  ended.push(() => server.remove());
  return server;
}

/** A service on this Redis, and what its store reported. */
async function startService({ url }: { readonly url: string }, options: Partial<RedisStoreOptions> = {}) {
  const redis = await connectRedis(url);
  ended.push(() => redis.disconnect());
  const events: RedisStoreEvent[] = [];
  const onEvent = (event: RedisStoreEvent) => events.push(event);
  const store = await createRedisStore({ redis, isNewStore: true, onEvent, ...options });
  const service = new TestService({ store, sealingKeys });
  const losses = () => events.flatMap((event) => (event.type === 'lost' ? [event.reason] : []));
  return { service, store, redis: redis as Redis, events, losses };
}

/** Requests that were granted before, and a token of a revocable key. */
async function spend(service: TestService, count = 20) {
  const spent = Array.from({ length: count }, (_, i) => service.sign({ clientId: `client-${i}` }));
  for (const request of spent) expect((await service.requestToken(request)).status).toBe(201);
  return { spent, token: await service.token({ clientId: 'alice' }, REVOCABLE) };
}

/** None is taken again, nothing new is granted, and nobody is told that it is ready. */
async function expectRefusal(
  { service, store }: { readonly service: TestService; readonly store: Store },
  { spent, token }: Awaited<ReturnType<typeof spend>>,
): Promise<void> {
  for (const request of spent) {
    const answer = await service.requestToken(request);
    expect([401, 503]).toContain(answer.status);
    expect([40105, 50003]).toContain(answer.body.error.code);
  }
  const fresh = await service.requestToken(service.sign());
  expect(refusal(fresh)).toEqual([503, 50003]);
  const seconds = Number(fresh.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(121);
  await expect(service.authenticate(`Bearer ${token}`)).rejects.toMatchObject({ code: 40141 });
  await expect(store.check?.()).rejects.toThrow(/lost its memory/);
  expect(refusal(await service.send('/readyz'))).toEqual([503, 50003]);
  expect((await service.send('/livez')).status).toBe(200);
}

/** As if two minutes had passed since the loss was noticed. */
async function passTwoMinutes(redis: Redis): Promise<void> {
  await redis.hset(STATE, 'lost', Number(await redis.hget(STATE, 'lost')) - 121_000);
}

/** Retries while the connection is not there again. */
const untilBack = (service: TestService) =>
  expect
    .poll(async () => (await service.requestToken(service.sign({ timestamp: 1 }))).body.error.code, { timeout: 20_000 })
    .toBe(40104);

describeWithRedis('a Redis that lost its memory is noticed', () => {
  it('when it was flushed under two instances, which go on after two minutes', async () => {
    const server = await startRedis();
    const [a, b] = [await startService(server), await startService(server)];
    const before = await spend(a.service);
    await a.redis.flushall();
    await expectRefusal(a, before);
    await expectRefusal(b, before);
    expect([a.losses(), b.losses()]).toEqual([['it is empty'], ['it is empty']]);

    await passTwoMinutes(a.redis);
    for (const { service } of [a, b]) {
      expect((await service.requestToken(service.sign())).status).toBe(201);
      expect((await service.send('/readyz')).status).toBe(200);
    }
  });

  it('when it was emptied, and a new instance was told that it is a new one', async () => {
    const server = await startRedis();
    const a = await startService(server);
    const before = await spend(a.service);
    await a.redis.flushall();
    await startService(server);
    await expectRefusal(a, before);
    expect(a.losses()).toEqual(['it was emptied and begun again']);
  });

  it('when it restarts without its data, and when an instance starts on one that is empty', async () => {
    const server = await startRedis();
    const a = await startService(server);
    const before = await spend(a.service);
    await server.kill();
    await server.start();
    await untilBack(a.service);
    await expectRefusal(a, before);
    await a.redis.flushall();
    const late = await startService(server, { isNewStore: false });
    await expectRefusal(late, before);
  });

  it('when it restarts with its data, unless it was promised that nothing is lost then', async () => {
    const server = await startRedis(DURABLE);
    const careful = await startService(server);
    const before = await spend(careful.service);
    await server.kill();
    await server.start();
    await untilBack(careful.service);
    await expectRefusal(careful, before);
    expect(careful.losses()).toEqual(['it is another process than before']);

    await passTwoMinutes(careful.redis);
    careful.redis.disconnect();
    const durable = await startService(server, { isDurable: true });
    const later = await spend(durable.service);
    await server.kill();
    await server.start();
    await untilBack(durable.service);
    for (const request of later.spent) {
      expect(refusal(await durable.service.requestToken(request))).toEqual([401, 40105]);
    }
    expect((await durable.service.requestToken(durable.service.sign())).status).toBe(201);
  });

  it('when a replica takes its place, also where restarts lose nothing', async () => {
    const [master, replica] = [await startRedis(DURABLE), await startRedis(DURABLE)];
    const direct = (await connectRedis(replica.url)) as Redis;
    ended.push(() => direct.disconnect());
    const a = await startService(master, { isDurable: true });
    const before = await spend(a.service);
    await direct.replicaof('127.0.0.1', master.port);
    await expect
      .poll(async () => (await direct.hget(STATE, 'clock')) === (await a.redis.hget(STATE, 'clock')), {
        timeout: 20_000,
      })
      .toBe(true);
    await direct.replicaof('NO', 'ONE');
    const b = await startService(replica, { isDurable: true });
    await expectRefusal(b, before);
    expect(b.losses()).toEqual(['it is another process than before']);
  });

  it('when it is older than what it has answered', async () => {
    const server = await startRedis();
    const a = await startService(server);
    const before = await spend(a.service);
    await a.redis.hset(STATE, 'clock', Number(await a.redis.hget(STATE, 'clock')) - 1);
    await expectRefusal(a, before);
    expect(a.losses()).toEqual(['it is older than what it has answered']);
  });

  it('with tokens of its last millisecond, and of a clock that was set back since', async () => {
    const server = await startRedis();
    const a = await startService(server);
    const ahead = Date.now() + 60_000;
    await a.redis.hset(STATE, 'clock', ahead);
    const before = await spend(a.service);
    await a.redis.hset(STATE, 'clock', ahead - 1);
    await expect(a.service.authenticate(`Bearer ${before.token}`)).rejects.toMatchObject({ code: 40141 });
    expect(a.losses()).toEqual(['it is older than what it has answered']);
    const unsigned = a.service.unsigned({ clientId: 'alice' }, 'appId.revocable');
    const { body } = await a.service.requestToken(unsigned, { authorization: basic(REVOCABLE) });
    await expect(a.service.authenticate(`Bearer ${body.token}`)).resolves.toBeDefined();
  });

  it('when its clock was set back further than clocks may be', async () => {
    const server = await startRedis();
    const a = await startService(server);
    await a.redis.hset(STATE, 'clock', Date.now() + 660_000);
    expect((await a.service.requestToken(a.service.sign())).body.error.code).toBe(50003);
    expect(a.losses()).toEqual(['its clock was set back']);
  });

  it.each(['nonces', 'revoked'])('when it evicted or somebody deleted %s', async (kind) => {
    const server = await startRedis();
    const a = await startService(server);
    const before = await spend(a.service);
    await a.store.revoke('appId.revocable', ['clientId:someone-else'], { marginMs: 0 });
    await a.service.authenticate(`Bearer ${before.token}`);
    const keys = await a.redis.keys(`*${kind}*`);
    expect(keys.length).toBeGreaterThan(0);
    await a.redis.del(...keys);
    await expect(a.service.authenticate(`Bearer ${before.token}`))[
      kind === 'revoked' ? 'rejects' : 'resolves'
    ].toBeDefined();
    await expectRefusal(a, before);
    expect(a.losses()).toEqual(['it evicted or deleted keys']);
  });

  it('under a memory limit with eviction that is set later: no replay of what it evicted', async () => {
    const server = await startRedis();
    const a = await startService(server);
    const before = await spend(a.service, 200);
    await a.redis.config('SET', 'maxmemory-policy', 'allkeys-random');
    await a.redis.config('SET', 'maxmemory', '1');
    await a.service.requestToken(a.service.sign());
    await a.redis.config('SET', 'maxmemory', '0');
    for (const request of before.spent) {
      expect([401, 503]).toContain((await a.service.requestToken(request)).status);
    }
  });
});

describeWithRedis('a Redis that could lose its memory', () => {
  it('is refused for its eviction policy, with and without a memory limit, at the start and later', async () => {
    const server = await startRedis(['--maxmemory-policy', 'allkeys-lru']);
    await expect(startService(server)).rejects.toThrow(/maxmemory-policy is allkeys-lru/);
    const redis = new Redis(server.port);
    ended.push(() => redis.disconnect());
    await redis.config('SET', 'maxmemory-policy', 'noeviction');
    const a = await startService(server);
    expect((await a.service.requestToken(a.service.sign())).status).toBe(201);
    await redis.config('SET', 'maxmemory-policy', 'volatile-ttl');
    expect(refusal(await a.service.send('/readyz'))).toEqual([503, 50003]);
    expect(refusal(await a.service.requestToken(a.service.sign()))).toEqual([503, 50003]);
    await redis.config('SET', 'maxmemory-policy', 'noeviction');
    expect((await a.service.send('/readyz')).status).toBe(200);
    expect((await a.service.requestToken(a.service.sign())).status).toBe(201);
  });

  it('is checked at every connection and by the clock, and reported where it keeps nothing on disk', async () => {
    const server = await startRedis();
    const a = await startService(server, { checkIntervalMs: 20 });
    const unsafe = () => a.events.filter(({ type }) => type === 'unsafe').length;
    const seen = unsafe();
    expect(seen).toBeGreaterThan(0);
    await expect.poll(unsafe, { timeout: 20_000 }).toBeGreaterThan(seen + 1);
    expect((await startService(await startRedis(DURABLE))).events).toEqual([]);
  });

  it('is not ready where it takes no writes', async () => {
    const server = await startRedis();
    const a = await startService(server);
    await a.redis.config('SET', 'maxmemory', '1');
    expect(refusal(await a.service.send('/readyz'))).toEqual([503, 50003]);
    await a.redis.config('SET', 'maxmemory', '0');
    expect((await a.service.send('/readyz')).status).toBe(200);
  });
});

describeWithRedis('instances on one Redis', () => {
  it('are told of others whose configuration is not theirs, without their secrets', async () => {
    const server = await startRedis(DURABLE);
    const a = await startService(server, { configuration: () => 'one-secret' });
    const same = await startService(server, { configuration: () => 'one-secret' });
    expect([a.events, same.events]).toEqual([[], []]);
    const other = await startService(server, { configuration: () => 'another-secret' });
    await expect.poll(() => other.events, { timeout: 20_000 }).toEqual([{ type: 'instances-differ', count: 2 }]);
    await a.store.check?.();
    expect(a.events).toEqual([{ type: 'instances-differ', count: 1 }]);
    const kept = Object.values(await a.redis.hgetall('{ably-auth:}instances'));
    for (const text of kept) expect(text).toMatch(/^[\da-f]{4}:\d+$/);
  });
});
