import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './tool.js';

// The rules of .oxlintrc.json, on files that break them.

const FORBIDDEN = {
  'packages/validation/src/a.ts': "import '@ably-auth/capability';",
  'packages/capability/src/a.ts': "import type { X } from '@ably-auth/core/sync';\nexport type { X };",
  'packages/core/src/schemas.ts': "export * from '@ably-auth/schemas';",
  'packages/core/src/dynamic.ts': "export const x = await import('@ably-auth/jwt');",
  'packages/core/src/zod.ts': "import 'zod/v3';",
  'packages/core/src/library.ts': "import 'p-retry';",
  'packages/core/src/builtin.ts': "import 'node:crypto';",
  'packages/core/src/protocol.node.ts': "import 'crypto';",
  'packages/core/src/one.ts': "export { a as b } from './two.js';",
  'packages/core/src/two.ts': "export { b as a } from './one.js';",
  'packages/core/src/a.test.ts': "import '../../validation/src/index.js';",
  'packages/jwt/src/a.ts': "import 'p-retry';",
  'packages/client/src/a.ts': "import 'jose';",
  'packages/explain/src/a.ts': "import '@ably-auth/client';",
  'packages/server/src/a.ts': "import '@ably-auth/sandbox';",
  'packages/sandbox/src/a.ts': "import '@ably-auth/conformance';",
  'packages/conformance/src/a.ts': "import '@ably-auth/server/node';",
  'packages/cli/src/a.ts': "import '@ably-auth/schemas/limits';",
  'tools/bench/src/a.ts': "import '../../../packages/core/src/index.js';",
};

const ALLOWED = {
  'packages/core/src/deep/ok.ts': "import '@ably-auth/validation/internal';\nimport '../index.js';\nimport '#mac';",
  'packages/core/src/ok.node.ts': "import 'node:crypto';",
  'packages/core/src/ok.test.ts': "import 'node:fs';\nimport '@ably-auth/schemas';\nimport 'vitest';",
  'packages/jwt/src/ok.ts': "import 'jose/jwt/verify';\nimport '@ably-auth/core';",
  'packages/server/src/ok.ts': "import 'ioredis';\nimport 'node:net';\nimport '@ably-auth/jwt';",
  'packages/cli/src/ok.ts': "import '@ably-auth/sandbox';\nimport '@ably-auth/conformance';",
};

describe('the dependency rules', () => {
  const root = mkdtempSync(join(tmpdir(), 'ably-auth-lint-'));

  it('refuse each forbidden import, and no other', () => {
    cpSync(join(ROOT, '.oxlintrc.json'), join(root, '.oxlintrc.json'));
    for (const [path, text] of Object.entries({ ...FORBIDDEN, ...ALLOWED })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), `${text}\n`);
    }
    const oxlint = join(ROOT, 'node_modules/oxlint/bin/oxlint');
    const { stdout } = spawnSync(process.execPath, [oxlint, '-f', 'unix'], { cwd: root, encoding: 'utf8' });
    const found = Array.from(stdout.matchAll(/^(\S+?):\d+:\d+: /gm), ([, path]) => path);
    expect([...new Set(found)].sort()).toEqual(Object.keys(FORBIDDEN).sort());
  });

  it('cover every package', () => {
    const { overrides } = JSON.parse(readFileSync(join(ROOT, '.oxlintrc.json'), 'utf8')) as {
      overrides: { files: string[] }[];
    };
    const covered = overrides.flatMap(({ files }) => files);
    for (const name of readdirSync(join(ROOT, 'packages'))) expect(covered).toContain(`packages/${name}/src/**`);
  });
});
