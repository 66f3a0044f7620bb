import { createTokenRequest } from '@ably-auth/core/sync';
import { RedisProcess } from '@ably-auth/redis-process';
import { connectRedis } from '@ably-auth/server/redis';
import { describeWithRedis } from '@ably-auth/redis-process/vitest';
import type { TokenParams } from '@ably-auth/validation';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RunningCommand, temporaryFile } from '../running-command.testing.js';

// docs/scaling.md: two processes of the command, and one Redis.

const KEY = 'appId.keyId:keySecret';
const OTHER = 'appId.other:otherSecret';

describeWithRedis('two instances on one Redis', () => {
  let redis: RedisProcess;
  let [a, b] = [] as unknown as [RunningCommand, RunningCommand];
  beforeAll(async () => {
    redis = await RedisProcess.start();
    const config = temporaryFile({ keys: [{ key: KEY, revocableTokens: true }, { key: OTHER }] });
    const args = ['--config', config, '--redis', redis.url, '--new-store', '--rate-limit', '200/600', '--trust-proxy'];
    [a, b] = await Promise.all([
      RunningCommand.start(args, { name: 'sandbox' }),
      RunningCommand.start(args, { name: 'sandbox' }),
    ]);
  });
  afterAll(async () => {
    for (const { child } of [a, b]) child.kill('SIGKILL');
    await redis.remove();
  });

  const sign = (params?: TokenParams, key = KEY) => createTokenRequest(params, { key });
  const post = async ({ url }: RunningCommand, path: string, body: object, headers: Record<string, string> = {}) => {
    const response = await fetch(url + path, { method: 'POST', body: JSON.stringify(body), headers });
    return { status: response.status, body: (await response.json()) as Record<string, never> };
  };
  const exchange = (at: RunningCommand, request: { keyName: string }) =>
    post(at, `/keys/${request.keyName}/requestToken`, request);
  const use = async ({ url }: RunningCommand, token: string) => {
    const response = await fetch(`${url}/channels/chat/messages`, { headers: { authorization: `Bearer ${token}` } });
    return response.headers.get('x-ably-errorcode') ?? response.status;
  };

  it('say which stores they use', () => {
    expect(JSON.parse(a.stdout)).toMatchObject({ stores: `Redis at 127.0.0.1:${redis.port}` });
  });

  it('accept each other’s tokens, large ones too', async () => {
    const large = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`a-rather-long-name:${i}`, ['publish']]));
    for (const capability of [{ '*': ['*'] }, { ...large, chat: ['history'] }]) {
      const { status, body } = await exchange(a, sign({ capability }, OTHER));
      expect(status).toBe(201);
      expect([await use(a, body['token'] ?? ''), await use(b, body['token'] ?? '')]).toEqual([200, 200]);
    }
  });

  it('refuse what the other one has seen', async () => {
    const request = sign();
    expect((await exchange(a, request)).status).toBe(201);
    expect((await exchange(b, request)).body).toMatchObject({ error: { code: 40105 } });
  });

  it('accept a request once that reaches both at the same time', async () => {
    const requests = Array.from({ length: 50 }, () => sign());
    const answers = await Promise.all(requests.map((each) => Promise.all([exchange(a, each), exchange(b, each)])));
    for (const pair of answers) expect(new Set(pair.map(({ status }) => status))).toEqual(new Set([201, 401]));
  });

  it('refuse what was revoked at the other one', async () => {
    const { body } = await exchange(a, sign({ clientId: 'alice' }));
    const token = body['token'] ?? '';
    expect(await use(b, token)).toBe(200);
    const headers = { authorization: `Basic ${btoa(KEY)}` };
    const revoked = await post(b, '/keys/appId.keyId/revokeTokens', { targets: ['clientId:alice'] }, headers);
    expect(revoked).toMatchObject({ status: 200, body: { successCount: 1 } });
    expect([await use(a, token), await use(b, token)]).toEqual(['40141', '40141']);
  });

  it('count requests together', async () => {
    const headers = { 'x-forwarded-for': '192.0.2.1' };
    const statuses: number[] = [];
    for (let i = 0; i < 101; i++) {
      for (const { url } of [a, b]) statuses.push((await fetch(`${url}/time`, { headers })).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 200 }, () => 200), 429, 429]);
  });

  it('refuse everything that they cannot know after Redis was flushed, and say so', async () => {
    const request = sign();
    expect((await exchange(a, request)).status).toBe(201);
    const control = (await connectRedis(redis.url)) as { flushall(): Promise<unknown>; disconnect(): void };
    await control.flushall();
    control.disconnect();
    for (const at of [a, b]) {
      expect((await exchange(at, request)).body).toMatchObject({ error: { code: 50003 } });
      expect((await fetch(`${at.url}/readyz`)).status).toBe(503);
      await at.logged('the store lost its memory');
    }
  });

  it('accept nothing unchecked while Redis is away, and end gracefully then', async () => {
    await redis.kill();
    for (const at of [a, b]) {
      expect((await fetch(`${at.url}/readyz`)).status).toBe(503);
      expect((await exchange(at, sign())).body).toMatchObject({ error: { code: 50003 } });
    }
    expect(await Promise.all([a.end(), b.end()])).toEqual([0, 0]);
    expect(a.stderr + b.stderr).not.toMatch(/Secret/);
  });
});
