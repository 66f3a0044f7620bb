import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyTokenRequest } from '@ably-auth/core';
import { verifyAblyJwt } from '@ably-auth/jwt';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../repository.js';
import { snippets } from './code.js';

const KEY = 'appId.keyId:s3cret';
const PARAMS = { clientId: `zoë "d'$x\\`, capability: '{"b":["*"],"a:é":["publish","history"]}', ttl: 60_000 };

const folder = mkdtempSync(join(tmpdir(), 'ably-auth-snippets-'));
for (const file of ['ably_tokens.py', 'ably_tokens.php', 'ably_tokens.go'])
  cpSync(join(ROOT, 'examples/recipes', file), join(folder, file));

/** Runs a snippet as its language does, and prints its answer as JSON. */
const RUN: Readonly<Record<string, { readonly toolchain: string; readonly run: (code: string) => string[] }>> = {
  Python: { toolchain: 'python3', run: (code) => ['-c', `${code}\nimport json; print(json.dumps(answer))`] },
  PHP: { toolchain: 'php', run: (code) => ['-r', `${code} echo json_encode($answer);`] },
  Go: {
    toolchain: 'go',
    run: (code) => {
      writeFileSync(
        join(folder, 'main.go'),
        `package main\nimport ("encoding/json"; "os")\nfunc main() {\n${code}\nif err != nil { panic(err) }\njson.NewEncoder(os.Stdout).Encode(answer)\n}\n`,
      );
      return ['run', 'main.go', 'ably_tokens.go'];
    },
  },
};

describe.each(Object.entries(RUN))('the code of the playground in %s', (language, { toolchain, run }) => {
  const isInstalled = spawnSync(toolchain, [toolchain === 'go' ? 'version' : '--version']).status === 0;
  const answerOf = (kind: 'jwt' | 'request') => {
    const { code = '' } = snippets(kind, PARAMS).find((one) => one.language === language) ?? {};
    const env = { ...process.env, ABLY_API_KEY: KEY, GO111MODULE: 'off' };
    return JSON.parse(execFileSync(toolchain, run(code), { cwd: folder, env, encoding: 'utf8' })) as unknown;
  };

  it.skipIf(!isInstalled)(
    `signs what it shows${isInstalled ? '' : `: NOT RUN, there is no ${toolchain}`}`,
    async () => {
      const { request } = await verifyTokenRequest(answerOf('request'), { key: KEY });
      expect(request).toMatchObject({ ...PARAMS, capability: '{"a:é":["history","publish"],"b":["*"]}' });
      const { clientId, capability, expires, issued } = await verifyAblyJwt(answerOf('jwt') as string, { key: KEY });
      expect([clientId, expires - issued]).toEqual([PARAMS.clientId, PARAMS.ttl]);
      expect(capability).toEqual({ 'a:é': ['history', 'publish'], b: ['*'] });
    },
  );
});

it('shows TypeScript that creates the same', () => {
  const [{ code } = { code: '' }] = snippets('request', PARAMS);
  expect(code).toContain("import { createTokenRequest } from '@ably-auth/core';");
  expect(code).toContain(JSON.stringify(PARAMS.clientId));
});
