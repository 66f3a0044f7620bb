import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createTokenRequest } from '@ably-auth/core/sync';
import { listen, type ListeningService } from '@ably-auth/server/node';
import { createSandbox } from '@ably-auth/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAdapters } from './adapter.js';
import { runCommand } from './command.js';
import { prepare } from './prepare.js';

// SDKs in other languages obtain tokens of our service by key, authCallback and authUrl, and use them on its channels.

const KEY = 'appId.keyId:keySecret';
const NARROW = 'appId.narrow:narrowSecret';
const REVOCABLE = 'appId.revocable:revocableSecret';
const INSTALL_LIMIT_MS = 180_000;

let service: ListeningService;
let authServer: Server;
beforeAll(async () => {
  const keys = [
    { key: KEY },
    { key: NARROW, capability: { 'chat:*': ['publish', 'history'] } },
    { key: REVOCABLE, revocableTokens: true },
  ];
  service = await listen(createSandbox({ keys }), { port: 0 });
  authServer = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(createTokenRequest({ clientId: 'alice' }, { key: KEY })));
  }).listen(0, '127.0.0.1');
  await once(authServer, 'listening');
});
afterAll(async () => {
  authServer.close();
  await service.close();
});

/** What every SDK must come to. */
const RESULT = {
  key: 'hello',
  ttl: 60_000,
  tokenDetails: 'hello älice',
  authCallback: 'hello alice',
  authUrl: 'hello alice',
  narrowed: expect.stringMatching(/^\{"chat:a": ?\["history", ?"publish"\]\}$/),
  outside: 40160,
  anotherSecret: 40101,
  usedNonce: 40105,
  renewed: 'hello',
};

describe.each([
  {
    name: 'ably-python',
    build: undefined,
    run: ['.cache/venv/bin/python', 'token_service.py'],
    // Whether it replaced the token by itself.
    own: { expired: true, revoked: true },
  },
  {
    name: 'ably-go',
    build: ['go', 'build', '-o', 'target/token-service', './token-service'],
    run: ['target/token-service'],
    // What it passes on to the program, which then asks for another.
    own: { expired: 40142, revoked: 40141 },
  },
])('$name with our token service', ({ name, build, run, own }) => {
  const [adapter] = readAdapters(fileURLToPath(new URL('..', import.meta.url)), [name]);
  if (adapter === undefined) throw new Error(`no adapter ${name}`);
  const missing = adapter.toolchain.find(
    ({ command: [program = '', ...args] }) => spawnSync(program, args).status !== 0,
  );
  const reason = missing === undefined ? '' : ` (not run: no ${missing.needs} on this machine)`;

  it.skipIf(missing !== undefined)(
    `obtains, uses and replaces tokens, and is narrowed and refused${reason}`,
    async () => {
      const prepared = await prepare(adapter, INSTALL_LIMIT_MS);
      if ('notRun' in prepared) throw new Error(prepared.notRun);
      if (build !== undefined)
        expect(await runCommand(build, adapter.folder, INSTALL_LIMIT_MS)).toMatchObject({ code: 0 });
      const authUrl = `http://127.0.0.1:${(authServer.address() as AddressInfo).port}/`;
      const args = [String(service.port), authUrl, KEY, NARROW, REVOCABLE];
      const { code, stdout, stderr } = await runCommand([...run, ...args], adapter.folder, 60_000);
      expect(code, stderr).toBe(0);
      expect(JSON.parse(stdout)).toEqual({
        JSON: { ...RESULT, ...own, replaced: 'hello bob-false' },
        MessagePack: { ...RESULT, ...own, replaced: 'hello bob-true' },
      });
    },
    2 * INSTALL_LIMIT_MS,
  );
});
