import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createTokenRequest } from '@ably-auth/core/sync';
import { createTokenService } from '@ably-auth/server';
import { listen } from '@ably-auth/server/node';
import { expect, it } from 'vitest';

const KEY = 'appId.keyId:keySecret';
const fileOf = (name: string) => fileURLToPath(new URL(`introspect/${name}`, import.meta.url));

for (const [language, program, args, probe] of [
  ['Python', 'python3', [fileOf('introspect.py')], '--version'],
  ['Go', 'go', ['run', fileOf('introspect.go')], 'version'],
] as const) {
  const isThere = spawnSync(program, [probe]).status === 0;
  const title = `the example in ${language} tells a valid token from another${isThere ? '' : ` (not run: no ${program})`}`;
  it.skipIf(!isThere)(title, () => check(program, args), 120_000);
}

async function check(program: string, args: readonly string[]): Promise<void> {
  const service = createTokenService({ keys: [{ key: KEY, capability: { 'chat:*': ['subscribe'] } }] });
  const listening = await listen(service, { port: 0 });
  const response = await fetch(`${listening.url}/keys/appId.keyId/requestToken`, {
    method: 'POST',
    body: JSON.stringify(createTokenRequest({ clientId: 'alice' }, { key: KEY })),
  });
  const { token } = (await response.json()) as { token: string };
  const run = (of: string) =>
    promisify(execFile)(program, [...args, listening.url, of], { env: { ...process.env, ABLY_KEY: KEY } });
  expect((await run(token)).stdout).toBe('alice {"chat:*":["subscribe"]}\n');
  await expect(run(`${token}x`)).rejects.toMatchObject({ stderr: expect.stringContaining('not valid') });
  await listening.close();
}
