import { Cluster, Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RedisProcess, startRedisCluster } from '@ably-auth/redis-process';
import { describeWithRedis } from '@ably-auth/redis-process/vitest';
import { createSealingKey } from '../index.js';
import { REVOCATION_KEPT_MS } from '../revocation-store.js';
import { connectRedis, createRedisStores, sharedSealingKeys, type RedisClient } from './index.js';
import { basic, KEY_NAME, NOW, refusal, REVOCABLE, TestService } from '../service.testing.js';

const REVOCATION = { issuedBefore: NOW, appliesAt: NOW };

/** What holds on one Redis and on a cluster. */
function storesKeepWhatTheyAreTold(client: () => RedisClient) {
  const stores = (prefix = 'test:') => createRedisStores({ redis: client(), prefix });

  it('spends a nonce once for each key, and forgets it after its time', async () => {
    const { nonceStore } = stores();
    expect(await nonceStore.spend('a.b', NOW, 'nonce', 60_000)).toBe(true);
    expect(await nonceStore.spend('a.b', NOW, 'nonce', 60_000)).toBe(false);
    expect(await nonceStore.spend('a.c', NOW, 'nonce', 60_000)).toBe(true);
    expect(await nonceStore.spend('a.b', NOW, '{nonce}\u{1f600}', 60_000)).toBe(true);
    expect(await nonceStore.spend('a.b', NOW, '{nonce}\u{1f600}', 60_000)).toBe(false);
    const left = await client().pttl(`test:nonce:a.b:${NOW}:nonce`);
    expect(left).toBeGreaterThan(30_000);
    expect(left).toBeLessThanOrEqual(60_000);
    expect(await stores('other:').nonceStore.spend('a.b', NOW, 'nonce', 60_000)).toBe(true);
  });

  it('of a thousand that spend one nonce at the same time, one succeeds', async () => {
    const both = [stores().nonceStore, stores().nonceStore];
    const answers = await Promise.all(
      Array.from({ length: 1000 }, (_, i) => both[i % 2]?.spend('a.b', NOW, 'race', 60_000)),
    );
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  it('keeps claims of tokens as long as it was told', async () => {
    const { tokenStore } = stores();
    expect(await tokenStore.get('id')).toBeUndefined();
    await tokenStore.put('id', '{"claims":"é"}', 60_000);
    expect(await tokenStore.get('id')).toBe('{"claims":"é"}');
    expect(await client().pttl('test:token:id')).toBeGreaterThan(30_000);
  });

  it('revokes a hundred targets at once, and finds one among five thousand', async () => {
    const { revocationStore } = stores();
    const targets = Array.from({ length: 100 }, (_, i) => `channel:many:${i}`);
    await revocationStore.revoke('a.b', targets, REVOCATION);
    const asked = Array.from({ length: 5000 }, (_, i) => `channel:other:${i}`);
    const at = { issued: NOW - 1, now: NOW };
    expect(await revocationStore.isRevoked('a.b', asked, at)).toBe(false);
    expect(await revocationStore.isRevoked('a.b', [...asked, 'channel:many:99'], at)).toBe(true);
    expect(await revocationStore.isRevoked('a.c', ['channel:many:99'], at)).toBe(false);
    expect(await revocationStore.isRevoked('a.b', [], at)).toBe(false);
    const left = await client().pttl('test:revoked:{a.b}:channel:many:0');
    expect(left).toBeGreaterThan(REVOCATION_KEPT_MS - 30_000);
    expect(left).toBeLessThanOrEqual(REVOCATION_KEPT_MS);
  });

  it('makes one sealing key for all', async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => sharedSealingKeys(client(), 'seal:')));
    expect(new Set(keys.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(new TestService({ sealingKeys: keys[0] ?? [] })).toBeDefined();
  });

  it('answers a ping', async () => {
    for (const store of Object.values(stores())) await expect(store.ping?.()).resolves.toBeUndefined();
  });

  it('serves two services as one: nonces, revocations, large and small tokens', async () => {
    const options = { ...stores('two:'), sealingKeys: await sharedSealingKeys(client(), 'two:') };
    const [one, two] = [new TestService(options), new TestService(options)];
    const request = one.sign();
    expect((await one.requestToken(request)).status).toBe(201);
    expect(refusal(await two.requestToken(request))).toEqual([401, 40105]);

    const large = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`channel-${i}`, ['publish' as const]]));
    for (const capability of [{ '*': ['publish' as const] }, large]) {
      const token = await one.token({ capability, clientId: 'alice' }, REVOCABLE);
      const principal = await two.authenticate(`Bearer ${token}`);
      expect(principal.clientId).toBe('alice');
      expect(Object.keys(principal.capability)).toHaveLength(Object.keys(capability).length);
      one.time++;
      two.time++;
      const path = '/keys/appId.revocable/revokeTokens';
      const answer = await one.post(path, { targets: ['clientId:alice'] }, { authorization: basic(REVOCABLE) });
      expect(answer.body.successCount).toBe(1);
      await expect(two.authenticate(`Bearer ${token}`)).rejects.toMatchObject({ code: 40141 });
    }
  });
}

describeWithRedis('stores on one Redis', () => {
  let server: RedisProcess;
  let client: Redis;
  beforeAll(async () => {
    server = await RedisProcess.start();
    client = await connectRedis(server.url);
  });
  afterAll(async () => {
    client.disconnect();
    await server.remove();
  });

  storesKeepWhatTheyAreTold(() => client);

  it('gives every key an expiry, but for the sealing key', async () => {
    const keys = await client.keys('*');
    expect(keys.length).toBeGreaterThan(100);
    for (const key of keys) expect([key, (await client.pttl(key)) > 0]).toEqual([key, !key.endsWith('sealing-key')]);
  });

  it('takes the sealing key that stands there, and quotes nothing that is not one', async () => {
    const key = createSealingKey();
    await client.set('given:sealing-key', JSON.stringify(key));
    expect(await sharedSealingKeys(client, 'given:')).toEqual([key]);
    await client.set('broken:sealing-key', 'secret');
    await expect(sharedSealingKeys(client, 'broken:')).rejects.toThrow(/^Redis: broken:sealing-key is not JSON$/);
  });

  it('refuses where Redis has no more room, and keeps what it has', async () => {
    const { nonceStore, revocationStore, tokenStore } = createRedisStores({ redis: client, prefix: 'full:' });
    await nonceStore.spend('a.b', NOW, 'kept', 60_000);
    await client.config('SET', 'maxmemory', '1');
    try {
      await expect(nonceStore.spend('a.b', NOW, 'new', 60_000)).rejects.toThrow(/OOM/);
      await expect(revocationStore.revoke('a.b', ['clientId:a'], REVOCATION)).rejects.toThrow(/OOM/);
      await expect(tokenStore.put('id', '{}', 60_000)).rejects.toThrow(/OOM/);
    } finally {
      await client.config('SET', 'maxmemory', '0');
    }
    expect(await nonceStore.spend('a.b', NOW, 'kept', 60_000)).toBe(false);
  });
});

describeWithRedis('stores on a Redis Cluster', () => {
  let nodes: readonly RedisProcess[] = [];
  let client: Cluster;
  beforeAll(async () => {
    nodes = await startRedisCluster();
    client = new Cluster(nodes.map(({ port }) => ({ host: '127.0.0.1', port })));
    await new Promise((resolve) => client.once('ready', resolve));
  });
  afterAll(async () => {
    client.disconnect();
    await Promise.all(nodes.map((node) => node.remove()));
  });

  storesKeepWhatTheyAreTold(() => client);

  it('spreads nonces over the nodes', async () => {
    const { nonceStore } = createRedisStores({ redis: client, prefix: 'spread:' });
    for (let i = 0; i < 100; i++) await nonceStore.spend('a.b', NOW, `nonce-${i}`, 60_000);
    const counts = await Promise.all(client.nodes('master').map(async (node) => (await node.keys('spread:*')).length));
    expect(counts.reduce((sum, each) => sum + each)).toBe(100);
    expect(Math.min(...counts)).toBeGreaterThan(10);
  });

  it('refuses in time when a node is away', async () => {
    const { nonceStore } = createRedisStores({ redis: client, prefix: 'away:', timeoutMs: 300 });
    const [node] = nodes;
    node?.freeze();
    try {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 60 }, (_, i) => nonceStore.spend('a.b', NOW, `nonce-${i}`, 60_000)),
      );
      expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['fulfilled', 'rejected']));
    } finally {
      node?.thaw();
    }
  });
});

describeWithRedis('when Redis is away', () => {
  /** Nothing may wait longer than this; what is measured is that it ends at all, and is no success. */
  const calls = ({ nonceStore, revocationStore, tokenStore }: ReturnType<typeof createRedisStores>, n: string) => [
    nonceStore.spend('a.b', NOW, n, 60_000),
    Promise.resolve(nonceStore.ping?.()),
    revocationStore.revoke('a.b', ['clientId:a'], REVOCATION),
    revocationStore.isRevoked('a.b', ['clientId:a'], { issued: NOW, now: NOW }),
    tokenStore.put('id', '{}', 60_000),
    tokenStore.get('id'),
  ];
  const statuses = async (promises: readonly Promise<unknown>[]) =>
    new Set((await Promise.allSettled(promises)).map(({ status }) => status));

  it.each([
    ['the client that connectRedis makes', (url: string) => connectRedis(url)],
    ['a client with the settings of ioredis', async (url: string) => new Redis(url).on('error', () => undefined)],
  ])('refuses while it is killed or frozen, and goes on by itself: %s', async (_, connect) => {
    const server = await RedisProcess.start();
    const client = await connect(server.url);
    try {
      const stores = createRedisStores({ redis: client, timeoutMs: 300 });
      const service = new TestService({ ...stores });
      expect(await statuses(calls(stores, 'before'))).toEqual(new Set(['fulfilled']));

      await server.kill();
      expect(await statuses(calls(stores, 'killed'))).toEqual(new Set(['rejected']));
      expect(refusal(await service.requestToken(service.sign()))).toEqual([503, 50003]);
      expect(refusal(await service.send('/healthz'))).toEqual([503, 50003]);
      await server.start();
      await expect.poll(() => statuses(calls(stores, 'again')), { timeout: 20_000 }).toEqual(new Set(['fulfilled']));
      expect((await service.requestToken(service.sign())).status).toBe(201);
      expect((await service.send('/healthz')).status).toBe(200);

      server.freeze();
      expect(await statuses(calls(stores, 'frozen'))).toEqual(new Set(['rejected']));
      server.thaw();
      await expect.poll(() => statuses(calls(stores, 'thawed')), { timeout: 20_000 }).toEqual(new Set(['fulfilled']));
    } finally {
      client.disconnect();
      await server.remove();
    }
  });

  it('refuses a token of a key with revocable tokens, and takes others', async () => {
    const server = await RedisProcess.start();
    const client = await connectRedis(server.url);
    try {
      const service = new TestService(createRedisStores({ redis: client }));
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

describeWithRedis('connectRedis', () => {
  it('refuses a Redis that is away, and one that could forget nonces', async () => {
    const server = await RedisProcess.start(['--maxmemory', '100mb', '--maxmemory-policy', 'allkeys-lru']);
    await expect(connectRedis(server.url)).rejects.toThrow(/allkeys-lru.*noeviction/);
    await server.kill();
    await expect(connectRedis(server.url)).rejects.toThrow(/ECONNREFUSED/);
    await server.remove();
  });

  it('makes a client that refuses commands at once while Redis is away, and none waits for its return', async () => {
    const server = await RedisProcess.start();
    const client = await connectRedis(server.url);
    const closed = new Promise((resolve) => client.once('close', resolve));
    await server.kill();
    await closed;
    await expect(client.set('late', '1')).rejects.toThrow(/isn't writeable/);
    await server.start();
    await expect.poll(() => client.get('late').catch(() => 'away'), { timeout: 20_000 }).toBeNull();
    client.disconnect();
    await server.remove();
  });

  it('makes a client that sends no command twice, and gives up a connection on which nothing comes', async () => {
    const server = await RedisProcess.start();
    const client = await connectRedis(server.url);
    server.freeze();
    const closed = new Promise((resolve) => client.once('close', resolve));
    await expect(client.ping()).rejects.toThrow(/timed out/);
    await closed;
    server.thaw();
    await expect.poll(() => client.ping().catch(() => 'away'), { timeout: 20_000 }).toBe('PONG');

    server.freeze();
    const lost = client.set('lost', '1');
    await Promise.all([server.kill(), expect(lost).rejects.toThrow(/max retries/)]);
    client.disconnect();
    await server.remove();
  });

  it('refuses a wrong password, and does not quote it', async () => {
    const server = await RedisProcess.start(['--requirepass', 'right']);
    const wrong = connectRedis(`redis://:wrong-one@127.0.0.1:${server.port}`);
    await expect(wrong).rejects.toThrow(/WRONGPASS/);
    await expect(wrong).rejects.not.toThrow(/wrong-one/);
    await expect(connectRedis(server.url)).rejects.toThrow(/NOAUTH/);
    const client = await connectRedis(`redis://:right@127.0.0.1:${server.port}`);
    expect(await client.ping()).toBe('PONG');
    client.disconnect();
    await server.remove();
  });
});
