import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '@ably-auth/checks/tool';
import { describe, expect, it } from 'vitest';
import { publishedFolders, readManifest } from './metadata.js';

const OUT = join(ROOT, 'dist-release');
const run = (...args: string[]) =>
  spawnSync(process.execPath, [join(ROOT, 'tools/release/dist/cli.js'), ...args], { encoding: 'utf8' });

describe('npm run release -- --dry-run', () => {
  const { status, stdout, stderr } = run('--dry-run', '--only-npm', '--json');
  const report = JSON.parse(stdout || '{}') as {
    packages: { name: string; version: string }[];
    findings: { message: string }[];
  };

  it('makes every package, and finds nothing but that the repository has no address yet', () => {
    expect(
      report.findings.filter(({ message }) => !message.includes('--set-repository')),
      stderr,
    ).toEqual([]);
    expect(status).toBe(0);
    const names = publishedFolders(ROOT).map((folder) => readManifest(ROOT, folder).name);
    expect(report.packages.map(({ name }) => name).sort()).toEqual(names.sort());
  });

  it('compiles the client with the version that it is packed as', () => {
    const version = report.packages.find(({ name }) => name === '@ably-auth/client')?.version;
    const tarball = join(OUT, `ably-auth-client-${version}.tgz`);
    const source = spawnSync('tar', ['-xzOf', tarball, 'package/dist/internal/service.js'], {
      encoding: 'utf8',
    }).stdout;
    expect(source).toContain(`'ably-auth-client/${version}'`);
  });

  it('writes a bill of materials that names what the packages need, and no tool of this repository', () => {
    const { components } = JSON.parse(readFileSync(join(OUT, 'sbom.cdx.json'), 'utf8')) as {
      components: { name: string }[];
    };
    const names = components.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['jose', 'commander', '@ably-auth/core']));
    expect(names).not.toContain('vitest');
  });

  it('writes the checksum of each file', () => {
    const lines = readFileSync(join(OUT, 'SHA256SUMS'), 'utf8').trim().split('\n');
    expect(lines.length).toBeGreaterThan(report.packages.length);
    for (const line of lines) {
      const [sum, file = ''] = line.split('  ');
      expect(
        createHash('sha256')
          .update(readFileSync(join(OUT, file)))
          .digest('hex'),
        file,
      ).toBe(sum);
    }
  });
});

it('publishes nothing while changesets wait or the repository has no address', () => {
  const { status, stdout, stderr } = run('--publish');
  expect(status).toBe(1);
  expect(stdout + stderr).toMatch(/changesets are waiting|--set-repository|Command failed/);
});

it('exits with 2 for wrong usage', () => {
  expect(run().status).toBe(2);
  expect(run('--dry-run', '--publish').status).toBe(2);
  expect(run('--set-repository', 'nonsense').status).toBe(2);
});
