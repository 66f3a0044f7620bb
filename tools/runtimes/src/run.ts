import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, packAll } from '@ably-auth/checks/pack';
import { build } from 'esbuild';
import { bundleTests } from './bundle-tests.js';
import type { TestOutcome } from './run-tests.js';
import type { Places, Runtime } from './runtimes.js';

/** What the vectors say of a runtime. */
export type Outcome = {
  readonly runtime: string;
  readonly version: string;
  readonly passed: number;
  readonly failed: number;
  /** The same of the portable unit tests. */
  readonly unit: { readonly passed: number; readonly failed: number };
};

/** A runtime that could not be had here. */
export type NotRun = { readonly runtime: string; readonly reason: string };

/** Packs the packages, installs them in a project of their own, and bundles what workers run. */
export async function prepare(root: string, folder: string): Promise<Places> {
  const project = join(folder, 'project');
  const tarballs = join(folder, 'tarballs');
  mkdirSync(project);
  mkdirSync(tarballs);
  const dependencies = Object.fromEntries(
    packAll(root, tarballs).map(({ manifest, tarball }) => [manifest.name, `file:${tarball}`]),
  );
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ name: 'project', private: true, type: 'module', dependencies }),
  );
  npm(project, 'install', '--no-audit', '--no-fund', '--prefer-offline');
  const bundle = join(folder, 'bundle.js');
  const contents = `import { referenceAnswer } from '@ably-auth/conformance/reference';
export async function answer(line) {
  const { operation, input } = JSON.parse(line);
  return JSON.stringify(await referenceAnswer(operation, input));
}`;
  await build({
    stdin: { contents, resolveDir: project },
    bundle: true,
    format: 'iife',
    globalName: 'worker',
    platform: 'browser',
    conditions: ['workerd', 'worker'],
    target: 'es2022',
    outfile: bundle,
  });
  const tests = { process: join(project, 'tests.mjs'), worker: join(folder, 'tests.js') };
  await bundleTests(root, project, tests.process, false);
  await bundleTests(root, project, tests.worker, true);
  const cache = join(root, 'node_modules/.cache/runtimes');
  return { project, bundle, tests, homeOf: (name) => join(cache, name.toLowerCase().replace(' ', '-')) };
}

/** Installs a runtime from the npm registry, unless it is there. */
export function install({ name, install: spec }: Runtime, { homeOf }: Places): boolean {
  const home = homeOf(name);
  const marker = join(home, 'installed');
  if (existsSync(marker)) return true;
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'package.json'), '{ "private": true }');
  try {
    npm(home, 'install', '--no-audit', '--no-fund', spec);
  } catch {
    return false;
  }
  writeFileSync(marker, spec);
  return true;
}

/** Runs every vector on a runtime, codes and paths of errors included, and the unit tests that are portable to it. */
export function run(runtime: Runtime, places: Places): Outcome {
  const { name, adapter } = runtime;
  const runner = join(places.project, 'node_modules/ably-auth/bin/ably-auth.js');
  const args = [runner, 'conformance', 'run', '--strict', '--tier', 'all', '--timeout', '60', '--json', '--'];
  const { stdout, stderr } = spawnSync(process.execPath, [...args, ...adapter(places)], {
    cwd: places.project,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 ** 2,
  });
  if (!stdout.startsWith('{')) throw new Error(`${name}: ${stderr.slice(0, 1000)}`);
  const { totals } = JSON.parse(stdout) as {
    totals: { passed: number; failed: number; unsupported: number; crashed: number };
  };
  const { passed, failed, unsupported, crashed } = totals;
  return {
    runtime: name,
    version: versionOf(name, places),
    passed,
    failed: failed + unsupported + crashed,
    unit: runTests(runtime, places),
  };
}

function runTests({ name, tests }: Runtime, places: Places): Outcome['unit'] {
  const [command = '', ...args] = tests(places);
  const { stdout, stderr } = spawnSync(command, args, { cwd: places.project, encoding: 'utf8' });
  if (!stdout.startsWith('{')) throw new Error(`${name}: ${stderr.slice(0, 1000)}`);
  const { passed, failures } = JSON.parse(stdout) as TestOutcome;
  for (const failure of failures) console.error(`${name}: ${failure}`);
  return { passed, failed: failures.length };
}

function versionOf(name: string, { homeOf }: Places): string {
  const listed = JSON.parse(npm(homeOf(name), 'ls', '--json', '--depth', '0')) as {
    dependencies: Record<string, { version: string }>;
  };
  return Object.values(listed.dependencies)[0]?.version ?? '';
}
