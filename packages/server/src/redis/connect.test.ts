import { Redis } from 'ioredis';
import { expect, it } from 'vitest';
import { RedisProcess, startSentinel } from '@ably-auth/redis-process';
import { describeWithRedis } from '@ably-auth/redis-process/vitest';
import { connectRedis } from './index.js';

describeWithRedis('connectRedis', () => {
  it('refuses a Redis that is away', async () => {
    const server = await RedisProcess.start();
    await server.kill();
    await expect(connectRedis(server.url)).rejects.toThrow(/ECONNREFUSED/);
    await server.remove();
  });

  it('makes a client that refuses commands at once while Redis is away, and none waits for its return', async () => {
    const server = await RedisProcess.start();
    const client = (await connectRedis(server.url)) as Redis;
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
    const client = (await connectRedis(server.url)) as Redis;
    server.freeze();
    const closed = new Promise((resolve) => client.once('close', resolve));
    await expect(client.ping()).rejects.toThrow();
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

  it('refuses a database that does not exist, instead of using database 0', async () => {
    const server = await RedisProcess.start();
    await expect(connectRedis(`${server.url}/99`)).rejects.toThrow(/DB index is out of range/);
    const client = (await connectRedis(`${server.url}/3`)) as Redis;
    await client.set('a', '1');
    expect(await client.client('INFO')).toContain(' db=3 ');
    client.disconnect();
    await server.remove();
  });

  it.each([
    'localhost',
    'http://localhost',
    'redis://',
    'redis://a:b:c@host:1:2',
    'redis://host:99999',
    'redis://one,two',
    'redis://host/x',
    'redis+sentinel://one,two',
    'redis+cluster://one/1',
    'redis+other://one',
  ])('refuses %s without quoting it', async (url) => {
    await expect(connectRedis(url)).rejects.toThrow(/^url: expected redis:/);
  });

  it('finds the master by Sentinels', async () => {
    const [master, sentinel] = [await RedisProcess.start(), await startSentinel()];
    const control = new Redis(sentinel.port);
    await control.call('SENTINEL', 'MONITOR', 'mymaster', '127.0.0.1', String(master.port), '1');
    const client = (await connectRedis(`redis+sentinel://127.0.0.1:1,127.0.0.1:${sentinel.port}/mymaster/2`)) as Redis;
    expect([await client.ping(), await client.client('INFO')]).toEqual(['PONG', expect.stringContaining(' db=2 ')]);
    client.disconnect();
    control.disconnect();
    await Promise.all([sentinel.remove(), master.remove()]);
  });
});
