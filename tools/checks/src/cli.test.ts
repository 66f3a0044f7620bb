import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { checks } from './checks.js';

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

const root = mkdtempSync(join(tmpdir(), 'ably-auth-checks-'));
mkdirSync(join(root, 'packages/core/src'), { recursive: true });
mkdirSync(join(root, 'packages/core/dist'));
writeFileSync(join(root, '.gitignore'), 'dist/\n');
writeFileSync(join(root, 'packages/core/src/index.ts'), "import 'zod';\nexport const a = 1; // RSA99\n");
writeFileSync(join(root, 'packages/core/dist/index.js'), '// RSA99');

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, '--root', root, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

it('prints one line per check and each issue with its place and remediation, and exits with 1', () => {
  const { status, stdout } = run();
  expect(status).toBe(1);
  expect(stdout.split('\n')).toEqual([
    'generated: ok, 0 generated files',
    'spec-points: 1 found in 1 mentions',
    '  packages/core/src/index.ts:2  RSA99 is not in the registry of spec points',
    '    Correct it, or add the point to schemas/src/spec-points.ts.',
    expect.stringMatching(/^language: ok, 2 files, /),
    'install-note: ok, 0 pages',
    'shown-files: ok, 0 files in code blocks',
    '',
  ]);
});

it('runs one check, and prints JSON', () => {
  expect(run('--only', 'generated')).toMatchObject({ status: 0, stdout: 'generated: ok, 0 generated files\n' });
  const { status, stdout } = run('--only', 'spec-points', '--json');
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toEqual([
    {
      check: 'spec-points',
      checked: '1 mentions',
      issues: [expect.objectContaining({ file: 'packages/core/src/index.ts', line: 2 })],
    },
  ]);
});

it('lists the checks in its help', () => {
  const { status, stdout } = run('--help');
  expect(status).toBe(0);
  for (const { name, purpose } of checks) expect(stdout).toContain(`${name.padEnd(12)}  ${purpose}`);
});

it('exits with 2 for wrong usage', () => {
  expect(run('--only', 'nothing').status).toBe(2);
  expect(run('--none').status).toBe(2);
});
