import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTokenRequest } from '@ably-auth/core/sync';
import { freePort, RedisProcess } from '@ably-auth/redis-process';
import { describeWithRedis } from '@ably-auth/redis-process/vitest';
import { expect, it } from 'vitest';
import { RunningCommand, temporaryFile } from '../running-command.testing.js';

// What deploy/compose.yaml starts, with the same configurations, as plain processes.

const fileOf = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../../../deploy/${name}`, import.meta.url)), 'utf8');
const hasNginx = spawnSync('nginx', ['-v']).status === 0;
const KEY = 'appId.keyId:keySecret';

describeWithRedis('the topology of deploy/', () => {
  it.skipIf(!hasNginx)(
    `answers through nginx, refuses replays, and loses nothing when an instance is replaced${hasNginx ? '' : ' (not run: no nginx)'}`,
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'ably-auth-topology-'));
      const settings = fileOf('redis.conf')
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'))
        .flatMap((line) => line.split(' ').map((word, i) => (i === 0 ? `--${word}` : word)));
      const redis = await RedisProcess.start(settings);
      const config = JSON.parse(fileOf('config.example.json')) as { redis: { url: string } };
      config.redis.url = redis.url;
      const args = ['--config', temporaryFile(config), '--trust-proxy', '--drain-delay', '500'];
      const instances = [
        await RunningCommand.start(args, { environment: { ABLY_AUTH_NEW_STORE: '1' } }),
        await RunningCommand.start(args),
      ] as const;
      const port = await freePort();
      const [first = '', second = ''] = instances.map(({ url }) => new URL(url).host);
      const conf = join(folder, 'nginx.conf');
      writeFileSync(
        conf,
        `daemon off;\npid ${folder}/pid;\nerror_log ${folder}/error.log;\n${fileOf('nginx.conf')}`
          .replace('tokens-1:8080', first)
          .replace('tokens-2:8080', second)
          .replace('listen 8080', `listen 127.0.0.1:${port}`)
          .replace(
            'http {',
            `http {\n  access_log off;\n  client_body_temp_path ${folder}/body;\n  proxy_temp_path ${folder}/proxy;`,
          ),
      );
      const nginx = spawn('nginx', ['-c', conf, '-p', folder], { stdio: 'ignore' });
      try {
        const url = `http://127.0.0.1:${port}`;
        const send = (request = createTokenRequest({}, { key: KEY })) =>
          fetch(`${url}/keys/appId.keyId/requestToken`, { method: 'POST', body: JSON.stringify(request) });
        await expect
          .poll(
            () =>
              send().then(
                ({ status }) => status,
                () => 0,
              ),
            { timeout: 30_000 },
          )
          .toBe(201);
        const requests = Array.from({ length: 40 }, () => createTokenRequest({}, { key: KEY }));
        const statuses = async () => (await Promise.all(requests.map(send))).map(({ status }) => status);
        expect(new Set(await statuses())).toEqual(new Set([201]));
        expect(new Set(await statuses())).toEqual(new Set([401]));
        for (const path of ['/livez', '/readyz', '/metrics']) expect((await fetch(url + path)).status).toBe(404);
        expect((await send()).headers.get('x-request-id')).toMatch(/^[\da-f]{32}$/);

        // While an instance drains, it answers.
        const ended = instances[0].end('SIGTERM');
        await instances[0].logged('shutting down');
        expect((await send()).status).toBe(201);
        expect(await ended).toBe(0);
      } finally {
        nginx.kill();
        for (const { child } of instances) child.kill('SIGKILL');
        await redis.remove();
      }
    },
    120_000,
  );
});
