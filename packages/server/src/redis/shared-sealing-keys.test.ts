import { afterAll, beforeAll, expect, it } from 'vitest';
import { runProgram } from '../command.testing.js';
import { connectRedis, sharedSealingKeys, type RedisClient } from '../redis.js';
import { describeWithRedis, RedisProcess } from '../redis.testing.js';
import { createSealingKey } from '../tokens/sealing-key.js';

describeWithRedis('a sealing key in Redis that is none', () => {
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
    ['a kid that is none', { ...key, kid: 's3 cret' }],
  ])('%s: is refused, not quoted, and ends the command with exit code 3', async (_, value) => {
    await client.set('ably-auth:sealing-key', JSON.stringify(value));
    await expect(sharedSealingKeys(client)).rejects.toThrow(/^Redis: ably-auth:sealing-key is no sealing key/);
    const { exitCode, stdout, stderr } = await runProgram(['--key', 'a.b:c', '--port', '0', '--redis', server.url]);
    expect([exitCode, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/^error: Redis at 127\.0\.0\.1:\d+: .*sealing-key is no sealing key/m);
    expect(stderr).not.toContain('s3');
    expect(stderr).not.toContain(key.k);
  });
});
