import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const run = (...args: string[]) => spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8' });

it('reads this commit from git, and compares all parts', () => {
  const { stdout, stderr } = run('--against', 'HEAD', '--json');
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject({
    was: 'HEAD',
    compared: ['schemas', 'registry', 'vectors', 'HTTP API', 'declared types'],
  });
});

it('exits with 2 for an unknown option, and 1 for an unknown version', () => {
  expect(run('--nonsense').status).toBe(2);
  const { status, stderr } = run('--against', 'no-such-ref');
  expect([status, stderr]).toEqual([1, expect.stringContaining('--against no-such-ref: expected')]);
});
