import { Cluster, Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DURABLE, RedisProcess, startRedisCluster } from '@ably-auth/redis-process';
import { describeWithRedis } from '@ably-auth/redis-process/vitest';
import { createSealingKey, type Store } from '../index.js';
import { connectRedis, createRedisStore, sharedSealingKeys, type RedisClient } from './index.js';
import { basic, KEY_NAME, refusal, REVOCABLE, TestService } from '../service.testing.js';

const spend = async (store: Store, nonce: string, keyName = 'a.b', timestamp = store.now()) =>
  (await store.admit(keyName, timestamp, nonce)).outcome;

/** What holds on one Redis and on a cluster. */
function storeKeepsWhatItIsTold(client: () => RedisClient) {
  const create = (prefix = 'test:') => createRedisStore({ redis: client(), prefix, isNewStore: true });

  /** The keys that hold this, as the state names them. */
  const keysOf = async (prefix: string, kind: string) =>
    Object.keys(await client().hgetall(`{${prefix}}state`)).filter((each) => each.startsWith(`{${prefix}}${kind}:`));

  it('spends a nonce once for each key and timestamp, and forgets it after its time', async () => {
    const store = await create();
    const now = store.now();
    const both = (nonce: string, keyName?: string, timestamp = now) =>
      Promise.all([spend(store, nonce, keyName, timestamp), spend(store, nonce, keyName, timestamp)]);
    for (const [nonce, keyName, timestamp] of [
      ['nonce', 'a.b', now],
      ['nonce', 'a.c', now],
      ['nonce', 'a.b', now - 1],
      ['{nonce}\u{1f600}', 'a.b', now],
    ] as const) {
      expect(await both(nonce, keyName, timestamp)).toEqual(['admitted', 'replayed']);
    }
    const left = await client().pttl(`{test:}nonces:${Math.floor(now / 60_000)}`);
    expect(left).toBeGreaterThan(690_000);
    expect(left).toBeLessThanOrEqual(780_000);
    expect(await spend(await create('other:'), 'nonce', 'a.b', now)).toBe('admitted');
  });

  it('decides by its own clock whether a timestamp is current, and spends no nonce that is not', async () => {
    const store = await create();
    const now = store.now();
    const early = await store.admit('a.b', now + 600_000, 'early');
    expect(early).toMatchObject({ outcome: 'not-current' });
    expect('aheadMs' in early && early.aheadMs).toBeGreaterThan(500_000);
    expect(await store.admit('a.b', now - 600_000, undefined)).toMatchObject({ outcome: 'not-current' });
    expect(await store.admit('a.b', now, undefined)).toMatchObject({ outcome: 'admitted' });
    expect((await keysOf('test:', 'nonces')).length).toBeLessThan(4);
  });

  it('of a thousand that spend one nonce at the same time, one succeeds', async () => {
    const both = [await create(), await create()] as const;
    const timestamp = both[0].now();
    const answers = await Promise.all(
      Array.from({ length: 1000 }, (_, i) => spend(both[i % 2 === 0 ? 0 : 1], 'race', 'a.b', timestamp)),
    );
    expect(answers.filter((each) => each === 'admitted')).toHaveLength(1);
  });

  it('keeps claims of tokens as long as it was told', async () => {
    const store = await create();
    expect(await store.getClaims('id')).toBeUndefined();
    await store.putClaims('id', '{"claims":"\u00e9"}', 60_000);
    expect(await store.getClaims('id')).toBe('{"claims":"\u00e9"}');
    expect(await client().pttl('test:token:id')).toBeGreaterThan(30_000);
  });

  it('revokes a hundred targets at once, and finds one among five thousand', async () => {
    const store = await create('many:');
    const issued = store.now() - 1000;
    const targets = Array.from({ length: 100 }, (_, i) => `channel:many:${i}`);
    expect(await store.revoke('a.b', targets, { marginMs: 0 })).toMatchObject({ outcome: 'recorded' });
    const asked = Array.from({ length: 5000 }, (_, i) => `channel:other:${i}`);
    expect(await store.isRevoked('a.b', asked, issued)).toBe(false);
    expect(await store.isRevoked('a.b', [...asked, 'channel:many:99'], issued)).toBe(true);
    expect(await store.isRevoked('a.c', ['channel:many:99'], issued)).toBe(false);
    expect(await store.isRevoked('a.b', [], issued)).toBe(false);
    const [key = ''] = await keysOf('many:', 'revoked');
    expect(await client().pttl(key)).toBeGreaterThan(4_800_000);
  });

  it('takes the time of a revocation from its own clock, and no time from the future or over an hour ago', async () => {
    const store = await create('times:');
    const now = store.now();
    const revoke = (issuedBefore?: number, marginMs = 0) =>
      store.revoke('a.b', ['clientId:a'], { issuedBefore, marginMs });
    expect(await revoke(now + 60_000)).toMatchObject({ outcome: 'future' });
    expect(await revoke(now - 3_700_000)).toMatchObject({ outcome: 'past' });
    expect(await revoke(now - 1000, 30_000)).toMatchObject({ outcome: 'recorded', issuedBefore: now - 1000 });
    // Not yet.
    expect(await store.isRevoked('a.b', ['clientId:a'], now - 2000)).toBe(false);
    expect(await revoke(now - 1000)).toMatchObject({ outcome: 'recorded' });
    expect(await store.isRevoked('a.b', ['clientId:a'], now - 1001)).toBe(true);
    expect(await store.isRevoked('a.b', ['clientId:a'], now - 1000)).toBe(false);
  });

  it('keeps thirty-two revocations of a target at most, and none is without effect', async () => {
    const store = await create('most:');
    const now = store.now();
    for (let i = 0; i < 50; i++)
      await store.revoke('a.b', ['clientId:a'], { issuedBefore: now - 100 + i, marginMs: i * 10 });
    const [key = ''] = await keysOf('most:', 'revoked');
    const kept = (await client().hget(key, 'a.b\nclientId:a'))?.split(',') ?? [];
    expect(kept.length).toBeLessThanOrEqual(32);
    expect(await store.isRevoked('a.b', ['clientId:a'], now - 101)).toBe(true);
  });

  it('makes one sealing key for all', async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => sharedSealingKeys(client(), 'seal:')));
    expect(new Set(keys.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(new TestService({ sealingKeys: keys[0] ?? [] })).toBeDefined();
  });

  it('serves two services as one: nonces, revocations, large and small tokens', async () => {
    const sealingKeys = await sharedSealingKeys(client(), 'two:');
    const [one, two] = [
      new TestService({ store: await create('two:'), sealingKeys }),
      new TestService({ store: await create('two:'), sealingKeys }),
    ];
    const request = one.sign();
    expect((await one.requestToken(request)).status).toBe(201);
    expect(refusal(await two.requestToken(request))).toEqual([401, 40105]);

    const large = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`channel-${i}`, ['publish' as const]]));
    for (const capability of [{ '*': ['publish' as const] }, large]) {
      const token = await one.token({ capability, clientId: 'alice' }, REVOCABLE);
      const principal = await two.authenticate(`Bearer ${token}`);
      expect(principal.clientId).toBe('alice');
      expect(Object.keys(principal.capability)).toHaveLength(Object.keys(capability).length);
      const path = '/keys/appId.revocable/revokeTokens';
      const answer = await one.post(path, { targets: ['clientId:alice'] }, { authorization: basic(REVOCABLE) });
      expect(answer.body.successCount).toBe(1);
      await expect(two.authenticate(`Bearer ${token}`)).rejects.toMatchObject({ code: 40141 });
    }
  });
}

describeWithRedis('a store on one Redis', () => {
  let server: RedisProcess;
  let client: Redis;
  beforeAll(async () => {
    server = await RedisProcess.start();
    client = (await connectRedis(server.url)) as Redis;
    client.setMaxListeners(0);
  });
  afterAll(async () => {
    client.disconnect();
    await server.remove();
  });

  storeKeepsWhatItIsTold(() => client);

  it('gives every key an expiry, except for the state and the sealing key', async () => {
    const keys = await client.keys('*');
    expect(keys.length).toBeGreaterThan(10);
    for (const key of keys)
      expect([key, (await client.pttl(key)) > 0]).toEqual([key, !/(state|sealing-key)$/.test(key)]);
  });

  it('removes what is over', async () => {
    const store = await createRedisStore({ redis: client, prefix: 'over:', isNewStore: true });
    await spend(store, 'old');
    const [old = ''] = await client.keys('{over:}nonces:*');
    await client.hset('{over:}state', old, store.now() - 1);
    await spend(store, 'new', 'a.b', store.now() - 90_000);
    expect(await client.exists(old)).toBe(0);
    expect(await client.hexists('{over:}state', old)).toBe(0);
  });

  it('answers as it did after Redis has forgotten its scripts', async () => {
    const store = await createRedisStore({ redis: client, prefix: 'scripts:', isNewStore: true });
    const now = store.now();
    expect(await spend(store, 'nonce', 'a.b', now)).toBe('admitted');
    await client.script('FLUSH');
    expect(await spend(store, 'nonce', 'a.b', now)).toBe('replayed');
  });

  it('takes the sealing key that stands there, and quotes nothing that is not one', async () => {
    const key = createSealingKey();
    await client.set('given:sealing-key', JSON.stringify(key));
    expect(await sharedSealingKeys(client, 'given:')).toEqual([key]);
    await client.set('broken:sealing-key', 'secret');
    await expect(sharedSealingKeys(client, 'broken:')).rejects.toThrow(/^Redis: broken:sealing-key is not JSON$/);
  });

  it('refuses where Redis has no more room, and keeps what it has', async () => {
    const store = await createRedisStore({ redis: client, prefix: 'full:', isNewStore: true });
    const now = store.now();
    await spend(store, 'kept', 'a.b', now);
    await client.config('SET', 'maxmemory', '1');
    try {
      await expect(spend(store, 'new', 'a.b', now)).rejects.toThrow(/OOM/);
      await expect(store.revoke('a.b', ['clientId:a'], { marginMs: 0 })).rejects.toThrow(/OOM/);
      await expect(store.putClaims('id', '{}', 60_000)).rejects.toThrow(/OOM/);
    } finally {
      await client.config('SET', 'maxmemory', '0');
    }
    expect(await spend(store, 'kept', 'a.b', now)).toBe('replayed');
  });
});

describeWithRedis('a store on a Redis Cluster', () => {
  let nodes: readonly RedisProcess[] = [];
  let client: Cluster;
  beforeAll(async () => {
    nodes = await startRedisCluster();
    const url = `redis+cluster://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`;
    client = (await connectRedis(url)) as Cluster;
    client.setMaxListeners(0);
  });
  afterAll(async () => {
    client.disconnect();
    await Promise.all(nodes.map((node) => node.remove()));
  });

  storeKeepsWhatItIsTold(() => client);

  it('refuses in time when its node is away', async () => {
    const store = await createRedisStore({ redis: client, prefix: 'away:', isNewStore: true, timeoutMs: 300 });
    for (const node of nodes) node.freeze();
    try {
      await expect(spend(store, 'nonce')).rejects.toThrow(/no answer|timed out/);
    } finally {
      for (const node of nodes) node.thaw();
    }
  });
});

describeWithRedis('when Redis is away', () => {
  /** Nothing may wait longer than this; what is measured is that it ends at all, and is not a success. */
  const calls = (store: Store & { check(): Promise<void> }, nonce: string) => [
    Promise.resolve(store.admit('a.b', store.now(), nonce)),
    store.check(),
    Promise.resolve(store.revoke('a.b', ['clientId:a'], { marginMs: 0 })),
    Promise.resolve(store.isRevoked('a.b', ['clientId:a'], store.now())),
    Promise.resolve(store.putClaims('id', '{}', 60_000)),
    Promise.resolve(store.getClaims('id')),
  ];
  const statuses = async (promises: readonly unknown[]) =>
    new Set((await Promise.allSettled(promises)).map(({ status }) => status));

  it.each([
    ['the client that connectRedis makes', (url: string) => connectRedis(url)],
    ['a client with the settings of ioredis', async (url: string) => new Redis(url).on('error', () => undefined)],
  ])('refuses while it is killed or frozen, and goes on by itself: %s', async (_, connect) => {
    const server = await RedisProcess.start(DURABLE);
    const client = await connect(server.url);
    try {
      const store = await createRedisStore({ redis: client, timeoutMs: 300, isNewStore: true, isDurable: true });
      const service = new TestService({ store });
      expect(await statuses(calls(store, 'before'))).toEqual(new Set(['fulfilled']));

      await server.kill();
      expect(await statuses(calls(store, 'killed'))).toEqual(new Set(['rejected']));
      expect(refusal(await service.requestToken(service.sign()))).toEqual([503, 50003]);
      expect(refusal(await service.send('/readyz'))).toEqual([503, 50003]);
      await server.start();
      await expect.poll(() => statuses(calls(store, 'again')), { timeout: 20_000 }).toEqual(new Set(['fulfilled']));
      expect((await service.requestToken(service.sign())).status).toBe(201);
      expect((await service.send('/readyz')).status).toBe(200);

      server.freeze();
      expect(await statuses(calls(store, 'frozen'))).toEqual(new Set(['rejected']));
      server.thaw();
      await expect.poll(() => statuses(calls(store, 'thawed')), { timeout: 20_000 }).toEqual(new Set(['fulfilled']));
    } finally {
      client.disconnect();
      await server.remove();
    }
  });

  it('refuses a token of a key with revocable tokens, and takes others', async () => {
    const server = await RedisProcess.start();
    const client = await connectRedis(server.url);
    try {
      const service = new TestService({ store: await createRedisStore({ redis: client, isNewStore: true }) });
      const [revocable, other] = [await service.token({}, REVOCABLE), await service.token()];
      await server.kill();
      await expect(service.authenticate(`Bearer ${revocable}`)).rejects.toMatchObject({ code: 50003 });
      expect(await service.authenticate(`Bearer ${other}`)).toMatchObject({ keyName: KEY_NAME });
    } finally {
      client.disconnect();
      await server.remove();
    }
  });
});
