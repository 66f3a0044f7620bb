import { createSandbox } from '@ably-auth/sandbox';
import { listen, type ListeningService } from '@ably-auth/server/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSdkProgram, SDK_TEST_LIMIT_MS } from './sdk-program.testing.js';

// The programs that docs/guide/realtime-tests.md shows: real Realtime clients, whose tokens expire and are revoked on
// live connections to the sandbox, and are replaced by others for fewer channels and for somebody else.

let sandbox: ListeningService;
beforeAll(async () => {
  sandbox = await listen(createSandbox(), { port: 0 });
});
afterAll(() => sandbox.close({ graceMs: 0 }));

describe.each([
  { name: 'ably-js', build: undefined, run: ['node', 'realtime.mjs'] },
  { name: 'ably-python', build: undefined, run: ['.cache/venv/bin/python', 'realtime.py'] },
  { name: 'ably-go', build: ['go', 'build', '-o', 'target/realtime', './realtime'], run: ['target/realtime'] },
])('$name on a connection to the sandbox', (program) => {
  it.for(['json', 'msgpack'])(
    'renews its token, loses a channel and is refused as somebody else, speaking %s',
    { timeout: SDK_TEST_LIMIT_MS },
    async (format, { skip }) => {
      const ended = await runSdkProgram(program, [], { SANDBOX: sandbox.url, FORMAT: format });
      if ('notRun' in ended) {
        skip(ended.notRun);
        return;
      }
      const { code, stdout, stderr } = ended;
      expect(stdout.toLowerCase().trim().split('\n'), stderr).toEqual([
        'expire 40142',
        'revoke 40141',
        'downgrade 40160 connected',
        'mismatch 40102',
      ]);
      expect(code, stderr).toBe(0);
    },
  );
});
