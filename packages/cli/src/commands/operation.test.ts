import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createTokenRequest } from '@ably-auth/core/sync';
import { RedisProcess } from '@ably-auth/redis-process';
import { describeWithRedis } from '@ably-auth/redis-process/vitest';
import { connectRedis } from '@ably-auth/server/redis';
import { describe, expect, it } from 'vitest';
import { type RunningCommand, runProgram, startCommand, temporaryFile } from '../running-command.testing.js';

// What an operator does with a running service.

const KEY = 'appId.keyId:k3yS3cret-of-the-test';
const OTHER = 'appId.other:k3yS3cret-of-another';

const requestToken = (url: string, key = KEY, headers: Record<string, string> = {}) => {
  const request = createTokenRequest({ clientId: 'alice' }, { key });
  return fetch(`${url}/keys/${request.keyName}/requestToken`, {
    method: 'POST',
    headers,
    body: JSON.stringify(request),
  });
};

const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('SIGTERM', () => {
  it('lets a balancer go elsewhere first: everything is answered, not ready, and each connection ends', async () => {
    const command = await startCommand(['--key', KEY, '--drain-delay', '60000']);
    expect((await fetch(`${command.url}/readyz`)).status).toBe(200);
    command.child.kill('SIGTERM');
    await command.logged('shutting down');
    const answer = await requestToken(command.url);
    expect([answer.status, answer.headers.get('connection')]).toEqual([201, 'close']);
    expect((await fetch(`${command.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${command.url}/livez`)).status).toBe(200);
    expect(await command.end('SIGTERM')).toBe(143);
  });

  it('ends it although nobody reads its log, of which no more is kept than fits', async () => {
    const command = await startCommand(['--key', KEY, '--metrics']);
    command.child.stderr?.pause();
    const dropped = async () =>
      Number(
        /^ably_auth_log_lines_dropped_total (\d+)/m.exec(await (await fetch(`${command.url}/metrics`)).text())?.[1],
      );
    const long = 'x'.repeat(8000);
    await expect
      .poll(
        async () => {
          await Promise.all(Array.from({ length: 200 }, () => fetch(`${command.url}/${long}`)));
          return dropped();
        },
        { timeout: 100_000, interval: 0 },
      )
      .toBeGreaterThan(0);
    const exited = new Promise((resolve) => command.child.once('exit', resolve));
    command.child.kill('SIGTERM');
    expect(await exited).toBe(0);
  }, 120_000);
});

it.each(['serve', 'ably-auth'] as const)('npm run %s ends with the command that it runs', async (name) => {
  const root = new URL('../../../../', import.meta.url);
  const { scripts } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
    scripts: Record<'serve' | 'ably-auth', string>;
  };
  const command = scripts[name].replace('npm run --silent build:quiet', 'true') + (name === 'serve' ? '' : ' serve');
  const child = spawn('sh', ['-c', `${command} --port 0 --json`], {
    cwd: root,
    env: { PATH: process.env['PATH'], ABLY_KEY: KEY },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  await expect(fetch((JSON.parse(line.toString()) as { url: string }).url)).rejects.toThrow();
});

it('SIGHUP reads the keys again, and keeps those it has where the file is wrong', async () => {
  const config = temporaryFile({ keys: [{ key: KEY }] });
  const command = await startCommand(['--config', config]);
  const { token } = (await (await requestToken(command.url)).json()) as { token: string };
  expect((await requestToken(command.url, OTHER)).status).toBe(404);

  writeFileSync(config, JSON.stringify({ keys: [{ key: KEY }, { key: OTHER }] }));
  command.child.kill('SIGHUP');
  await command.logged('keys reloaded');
  expect((await requestToken(command.url, OTHER)).status).toBe(201);

  writeFileSync(config, '{');
  command.child.kill('SIGHUP');
  expect(await command.logged('keys not reloaded')).not.toContain('k3y');
  expect((await requestToken(command.url)).status).toBe(201);

  const introspected = await fetch(`${command.url}/introspect`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(OTHER)}` },
    body: new URLSearchParams({ token }),
  });
  expect(await introspected.json()).toMatchObject({ active: true, sub: 'alice' });
});

describe('the log', () => {
  it('tells who asked for what, under the ids of proxy and trace, and no secret', async () => {
    const command = await startCommand(['--key', KEY, '--trust-proxy']);
    const headers = {
      'x-forwarded-for': '198.51.100.7',
      'x-request-id': 'request-1',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    };
    await requestToken(command.url, KEY, headers);
    await fetch(`${command.url}/keys/${encodeURIComponent(KEY)}/nothing?key=${KEY}`);
    await fetch(`${command.url}/last`);
    const logged = lines(await command.logged('"path":"/last"'));
    expect(logged).toContainEqual(
      expect.objectContaining({
        route: 'requestToken',
        path: '/keys/appId.keyId/requestToken',
        clientId: 'alice',
        address: '198.51.100.7',
        requestId: 'request-1',
        trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
        span_id: '00f067aa0ba902b7',
        bytes: expect.any(Number),
      }),
    );
    expect(logged).toContainEqual(
      expect.objectContaining({ status: 404, path: expect.stringMatching(/^\/keys\/appId\.keyId:\[secret\]/) }),
    );
    expect(command.stderr).not.toContain('k3y');
  });
});

describe('metrics', () => {
  it('have a port of their own, and tell of store, sizes, build and refused connections', async () => {
    const command = await startCommand(['--key', KEY, '--metrics-port', '0']);
    const { metricsUrl = '' } = command.started as { metricsUrl?: string };
    expect((await fetch(`${command.url}/metrics`)).status).toBe(404);
    await requestToken(command.url);
    await fetch(`${command.url}/time`, { headers: { a: 'x'.repeat(50_000) } });
    await command.logged('refused before it was a request');
    const text = await (await fetch(metricsUrl)).text();
    for (const line of [
      /^ably_auth_requests_total\{route="requestToken",status="201",code="0"\} 1$/m,
      /^ably_auth_store_duration_seconds_count\{operation="admit",outcome="ok"\} 1$/m,
      /^ably_auth_store_up 1$/m,
      /^ably_auth_store_lost_total 0$/m,
      /^ably_auth_store_entries\{kind="nonces"\} 1$/m,
      /^ably_auth_response_bytes_count\{route="requestToken"\} 1$/m,
      /^ably_auth_refused_connections_total\{status="431"\} 1$/m,
      /^ably_auth_build_info\{version="\d+\.\d+\.\d+",node="[\d.]+"\} 1$/m,
    ]) {
      expect(text).toMatch(line);
    }
    const documented = ['packages/cli/README.md', 'deploy/alerts.yaml', 'docs/runbook.md', 'docs/scaling.md'].flatMap(
      (path) => readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8').match(/ably_auth_\w+/g) ?? [],
    );
    expect(documented.filter((name) => !text.includes(`# TYPE ${name} `))).toEqual([]);
  });
});

describe('wrong options end it with exit code 2', () => {
  it.each([
    ['a certificate without a key', ['--tls-cert', '/no/such/file'], 'expected both'],
    ['a Redis option without a Redis', ['--new-store'], 'expected a Redis as well'],
    ['an unknown operation', ['--key', `${OTHER}={"a":["frob"]}`], '--key: the capability after "=" is invalid'],
    ['a drain delay with a unit', ['--drain-delay', '5s'], 'Expected whole milliseconds'],
    ['a Redis that is not one', ['--redis', 'http://a:k3y@b'], 'Redis: url: expected redis:'],
  ])('%s', async (_, args, message) => {
    const { exitCode, stderr } = await runProgram(['--key', KEY, ...args]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(stderr).not.toContain('k3y');
  });

  it('an unknown operation in the config file, with its place', async () => {
    const config = temporaryFile({ keys: [{ key: KEY }, { key: OTHER, capability: { a: ['frob'] } }] });
    const { exitCode, stderr } = await runProgram(['--config', config]);
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringMatching(/config\.keys\[1\].*unknown|expected operations.*frob/),
    ]);
  });
});

describeWithRedis('Redis', () => {
  it('comes from the environment or the config file, with a prefix; a password in an argument comes with a warning', async () => {
    const redis = await RedisProcess.start(['--requirepass', 'k3y-password']);
    const url = `redis://:k3y-password@127.0.0.1:${redis.port}`;
    try {
      const fromEnvironment = await startCommand(['--key', KEY, '--new-store'], {
        environment: { ABLY_AUTH_REDIS_URL: url },
      });
      const name = `Redis at 127.0.0.1:${redis.port}`;
      expect(JSON.parse(fromEnvironment.stdout)).toMatchObject({ stores: name });
      expect(fromEnvironment.stderr).not.toContain('--redis is seen');
      const config = temporaryFile({ keys: [{ key: KEY }], redis: { url, prefix: 'mine:' } });
      const fromConfig = await startCommand(['--config', config, '--new-store']);
      expect(JSON.parse(fromConfig.stdout)).toMatchObject({ stores: name });
      const fromArgument = await startCommand(['--key', KEY, '--redis', url]);
      await fromArgument.logged('the password of --redis is seen in the list of processes');
      const request = createTokenRequest({}, { key: KEY });
      const send = ({ url: at }: RunningCommand) =>
        fetch(`${at}/keys/appId.keyId/requestToken`, { method: 'POST', body: JSON.stringify(request) });
      expect((await send(fromEnvironment)).status).toBe(201);
      expect((await send(fromArgument)).status).toBe(401);
      // Another prefix is another store.
      expect((await send(fromConfig)).status).toBe(201);
      for (const each of [fromEnvironment, fromConfig, fromArgument])
        expect(each.stdout + each.stderr).not.toContain('k3y');
    } finally {
      await redis.remove();
    }
  });

  const differ = 'other instances on this store have other keys';

  it('tells instances that others have different keys', async () => {
    const redis = await RedisProcess.start();
    const args = ['--redis', redis.url, '--new-store', '--key'];
    await startCommand([...args, KEY]);
    const other = await startCommand([...args, OTHER]);
    await other.logged(differ);
    expect(other.stderr).not.toContain('k3y');
    await redis.remove();
  });

  it('tells an instance that it made another sealing key, after Redis lost that of the others', async () => {
    const redis = await RedisProcess.start();
    const args = ['--redis', redis.url, '--new-store', '--key', KEY];
    const first = await startCommand(args);
    const control = (await connectRedis(redis.url)) as { flushall(): Promise<unknown>; disconnect(): void };
    await control.flushall();
    control.disconnect();
    expect((await fetch(`${first.url}/readyz`)).status).toBe(503);
    await (await startCommand(args)).logged(differ);
    await redis.remove();
  });
});
