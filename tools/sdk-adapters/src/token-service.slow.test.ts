import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTokenRequest } from '@ably-auth/core/sync';
import { listen, type ListeningService } from '@ably-auth/server/node';
import { createSandbox } from '@ably-auth/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSdkProgram, SDK_TEST_LIMIT_MS } from './sdk-program.testing.js';

// SDKs in other languages obtain tokens of our service by key, authCallback and authUrl, and use them on its channels.

const KEY = 'appId.keyId:keySecret';
const NARROW = 'appId.narrow:narrowSecret';
const REVOCABLE = 'appId.revocable:revocableSecret';

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
])('$name with our token service', ({ own, ...program }) => {
  it(
    'obtains, uses and replaces tokens, and is narrowed and refused',
    async ({ skip }) => {
      const authUrl = `http://127.0.0.1:${(authServer.address() as AddressInfo).port}/`;
      const ended = await runSdkProgram(program, [String(service.port), authUrl, KEY, NARROW, REVOCABLE]);
      if ('notRun' in ended) {
        skip(ended.notRun);
        return;
      }
      const { code, stdout, stderr } = ended;
      expect(code, stderr).toBe(0);
      expect(JSON.parse(stdout)).toEqual({
        JSON: { ...RESULT, ...own, replaced: 'hello bob-false' },
        MessagePack: { ...RESULT, ...own, replaced: 'hello bob-true' },
      });
    },
    SDK_TEST_LIMIT_MS,
  );
});
