import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { startCommand, temporaryFile } from '../running-command.testing.js';

// The generated OpenAPI document against a linter, and against the running service by a fuzzer that is not ours.

const rootFile = (path: string) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
const DOCUMENT = rootFile('docs/reference/openapi.json');
const folder = mkdtempSync(join(tmpdir(), 'schemathesis-'));

it('redocly finds nothing in the document', ({ skip }) => {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const redocly = ['-y', '@redocly/cli@2.77.0'];
  if (spawnSync('npx', [...redocly, '--version'], { env, timeout: 120_000 }).status !== 0) {
    skip('not run: @redocly/cli cannot be installed here');
  }
  const { status, stderr, stdout } = spawnSync('npx', [...redocly, 'lint', DOCUMENT], { env, encoding: 'utf8' });
  expect([status, stdout + stderr]).toEqual([0, expect.stringContaining('is valid')]);
  expect(stdout + stderr).not.toMatch(/\d+ (error|warning)/);
}, 240_000);

const hasPython = spawnSync('python3', ['-m', 'venv', '--help']).status === 0;
it.skipIf(!hasPython)(
  `the service answers as the document says, to anything that schemathesis sends${hasPython ? '' : ' (not run: no python3)'}`,
  async ({ skip }) => {
    const packages = ['schemathesis==4.32.5', 'msgpack==1.1.2'];
    const isInstalled =
      spawnSync('python3', ['-m', 'venv', folder]).status === 0 &&
      spawnSync(join(folder, 'bin/pip'), ['install', '-q', ...packages], { timeout: 240_000 }).status === 0;
    if (!isInstalled) skip('not run: schemathesis cannot be installed here');
    const key = 'appId.keyId:keySecret';
    const service = await startCommand(['--config', temporaryFile({ keys: [{ key, revocableTokens: true }] })]);
    // A pipe that nobody reads would fill.
    service.child.stderr?.resume();
    const checks = 'not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance';
    const args = ['--url', service.url, '--auth', key, '--checks', checks, '--seed', '1', '--workers', '2'];
    const bounds = ['--max-examples', '100', '--max-time', '60', '--suppress-health-check', 'all'];
    const { stdout } = spawnSync(join(folder, 'bin/st'), ['run', DOCUMENT, ...args, ...bounds], {
      encoding: 'utf8',
      timeout: 300_000,
      // It leaves what it learned in the folder where it runs.
      cwd: folder,
      env: { ...process.env, SCHEMATHESIS_HOOKS: 'hooks', PYTHONPATH: rootFile('tools/checks/schemathesis') },
    });
    expect(stdout).toMatch(/Test cases:\s+(\d+) generated, \1 passed/);
  },
  600_000,
);
