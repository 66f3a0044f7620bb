import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { validate } from 'dockerfile-utils';
import { expect, it } from 'vitest';

// Linters of deploy/: what needs Docker or Kubernetes is not run here.

const DEPLOY = fileURLToPath(new URL('../../../deploy/', import.meta.url));
const fileOf = (name: string) => join(DEPLOY, name);
const has = (program: string, probe: string) => spawnSync(program, [probe]).status === 0;

it('dockerfile-utils finds nothing in the Dockerfile', () => {
  expect(validate(readFileSync(fileOf('Dockerfile'), 'utf8'))).toEqual([]);
});

it('dclint finds nothing in the Compose file', () => {
  const { status, stdout, stderr } = spawnSync('npx', ['dclint', fileOf('compose.yaml')], { encoding: 'utf8' });
  expect([status, stdout + stderr]).toEqual([0, expect.not.stringMatching(/error|warning/i)]);
});

const hasPython = has('python3', '--version');
it.skipIf(!hasPython)(
  `kubernetes-validate (PyPI) finds nothing in the manifests${hasPython ? '' : ' (not run: no python3)'}`,
  ({ skip }) => {
    const folder = mkdtempSync(join(tmpdir(), 'kubernetes-validate-'));
    const install = ['-m', 'pip', 'install', '-q', '--target', folder, 'kubernetes-validate==1.37.0'];
    const isInstalled = spawnSync('python3', install, { timeout: 120_000 }).status === 0;
    if (!isInstalled) skip('not run: PyPI or pip is not available');
    const run = spawnSync('python3', ['-m', 'kubernetes_validate', '--strict', fileOf('kubernetes.yaml')], {
      encoding: 'utf8',
      env: { ...process.env, PYTHONPATH: folder },
    });
    expect([run.status, run.stdout + run.stderr]).toEqual([0, expect.stringContaining('passed')]);
  },
  180_000,
);

const hasPromtool = has('promtool', '--version');
it.skipIf(!hasPromtool)(`promtool accepts the alerts${hasPromtool ? '' : ' (not run: no promtool)'}`, () => {
  const output = execFileSync('promtool', ['check', 'rules', fileOf('alerts.yaml')], { encoding: 'utf8' });
  expect(output).toContain('SUCCESS');
});

const hasSystemd = has('systemd-analyze', '--version');
it.skipIf(!hasSystemd)(`systemd accepts the unit${hasSystemd ? '' : ' (not run: no systemd-analyze)'}`, () => {
  const { stdout, stderr } = spawnSync('systemd-analyze', ['verify', fileOf('ably-auth.service')], {
    encoding: 'utf8',
  });
  // That there is no such service on this machine is another matter.
  expect((stdout + stderr).split('\n').filter((line) => /ably-auth\.service:\d+/.test(line))).toEqual([]);
});
