import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTokenRequest } from '@ably-auth/core/sync';
import { freePort, RedisProcess } from '@ably-auth/redis-process';
import { describeWithRedis } from '@ably-auth/redis-process/vitest';
import { describe, expect, it } from 'vitest';
import { runProgram, startCommand, temporaryFile } from '../running-command.testing.js';

// TLS between clients, the service and Redis.

const KEY = 'appId.keyId:k3yS3cret-of-the-test';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

/** A certificate of its own for this machine, as files. */
function certificate() {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1', '-nodes', '-days', '1'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-keyout', key, '-out', cert, ...subject], {
    stdio: 'ignore',
  });
  return { cert, key };
}

describe('TLS', () => {
  it('is required for Basic auth with --require-tls; a trusted proxy tells', async () => {
    await runProgram(['--port', '0', '--key', KEY, '--require-tls', '--trust-proxy'], {
      async whileRunning(url) {
        const codeOf = async (protocol?: string) => {
          const headers = {
            authorization: `Basic ${btoa(KEY)}`,
            ...(protocol !== undefined && { 'x-forwarded-proto': protocol }),
          };
          const response = await fetch(`${url}/keys/appId.keyId/revokeTokens`, { method: 'POST', headers });
          return response.headers.get('x-ably-errorcode');
        };
        expect([await codeOf(), await codeOf('http'), await codeOf('https, http')]).toEqual([
          '40103',
          '40103',
          '40103',
        ]);
        expect(await codeOf('http, https')).toBe('40163');
      },
    });
  });

  it.skipIf(!hasOpenssl)(
    `is served by the command with a certificate${hasOpenssl ? '' : ' (not run: no openssl)'}`,
    async () => {
      const { cert, key } = certificate();
      const command = await startCommand(['--key', KEY, '--require-tls', '--tls-cert', cert, '--tls-key', key]);
      expect(command.url).toMatch(/^https:/);
      const status = await new Promise((resolve, reject) => {
        httpsRequest(`${command.url}/keys/appId.keyId/revokeTokens`, {
          method: 'POST',
          rejectUnauthorized: false,
          headers: { authorization: `Basic ${btoa(KEY)}` },
        })
          .on('response', (response) => resolve(response.headers['x-ably-errorcode']))
          .on('error', reject)
          .end();
      });
      expect(status).toBe('40163');
    },
  );

  it('is recommended by a warning on an address that others can reach', async () => {
    const { stderr } = await runProgram(['--port', '0', '--key', KEY, '--host', '0.0.0.0']);
    expect(stderr).toContain('0.0.0.0 takes Basic auth without TLS');
  });
});

describeWithRedis('Redis', () => {
  it.skipIf(!hasOpenssl)(
    `takes TLS, and a user who may do no more than docs/scaling.md lists${hasOpenssl ? '' : ' (not run: no openssl)'}`,
    async () => {
      const { cert, key } = certificate();
      const page = readFileSync(new URL('../../../../docs/scaling.md', import.meta.url), 'utf8');
      const lists = page
        .slice(page.indexOf('An ACL user'))
        .split('\n\n', 1)
        .join()
        .matchAll(/`([a-z ]+)`/g);
      const allowed = [...lists].flatMap(([, list = '']) => list.split(' ')).map((command) => `+${command}`);
      const port = await freePort();
      const user = ['service', 'on', '>k3y-password', '~mine:*', '~{mine:}*', '-@all', ...allowed];
      const tls = [
        '--tls-port',
        String(port),
        '--tls-cert-file',
        cert,
        '--tls-key-file',
        key,
        '--tls-auth-clients',
        'no',
      ];
      const redis = await RedisProcess.start(['--save', '', ...tls, '--user', ...user]);
      const url = `rediss://service:k3y-password@127.0.0.1:${port}`;
      const config = { keys: [{ key: KEY, revocableTokens: true }], redis: { url, prefix: 'mine:' } };
      const args = ['--config', temporaryFile(config), '--new-store', '--rate-limit', '100/60'];
      const { url: at } = await startCommand(args, { environment: { NODE_EXTRA_CA_CERTS: cert } });
      const post = async (path: string, body: object | string, headers: Record<string, string> = {}) => {
        const text = typeof body === 'string' ? body : JSON.stringify(body);
        const response = await fetch(at + path, { method: 'POST', body: text, headers });
        return { status: response.status, body: (await response.json()) as Record<string, unknown> };
      };
      const large = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`channel:${i}`, ['publish' as const]]));
      const request = createTokenRequest({ clientId: 'alice', capability: large }, { key: KEY });
      const path = '/keys/appId.keyId/requestToken';
      const { status, body } = await post(path, request);
      const { token = '' } = body as { token?: string };
      expect([status, token.split('.').length]).toEqual([201, 2]);
      expect((await post(path, request)).status).toBe(401);
      const basic = { authorization: `Basic ${btoa(KEY)}` };
      const form = { ...basic, 'content-type': 'application/x-www-form-urlencoded' };
      const isActive = async () => (await post('/introspect', `token=${token}`, form)).body['active'];
      expect(await isActive()).toBe(true);
      expect((await post('/keys/appId.keyId/revokeTokens', { targets: ['clientId:alice'] }, basic)).status).toBe(200);
      expect(await isActive()).toBe(false);
      expect((await fetch(`${at}/readyz`)).status).toBe(200);
      await redis.remove();
    },
  );
});
