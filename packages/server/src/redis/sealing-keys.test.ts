import { RedisProcess } from '@ably-auth/redis-process';
import { describeWithRedis } from '@ably-auth/redis-process/vitest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectRedis, sharedSealingKeys, type RedisClient } from './index.js';
import { createSealingKey } from '../tokens/sealing-key.js';

describeWithRedis('a sealing key in Redis that is not valid', () => {
  let server: RedisProcess;
  let client: RedisClient;
  beforeAll(async () => {
    server = await RedisProcess.start();
    client = await connectRedis(server.url);
  });
  afterAll(async () => {
    client.disconnect();
    await server.remove();
  });

  const key = createSealingKey();
  it.each([
    ['null', null],
    ['a list', [key]],
    ['text', 's3cret'],
    ['another kind of key', { ...key, kty: 'RSA' }],
    ['k too short', { ...key, k: 's3cret' }],
    ['no kid', { kty: key.kty, k: key.k }],
    ['a kid with a space', { ...key, kid: 's3 cret' }],
  ])('refuses %s, and does not quote it', async (_, value) => {
    await client.set('ably-auth:sealing-key', JSON.stringify(value));
    const read = sharedSealingKeys(client);
    await expect(read).rejects.toThrow(/^Redis: ably-auth:sealing-key is not a sealing key$/);
    await expect(read).rejects.not.toThrow(/s3/);
    await expect(read).rejects.not.toThrow(key.k);
  });
});
