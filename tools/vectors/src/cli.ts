#!/usr/bin/env node
import { ROOT, runTool, WrongUsage } from '@ably-auth/checks/tool';
import { buildFiles } from './build.js';
import { findIssues } from './check.js';
import { formatFile } from './format.js';
import { brokenPromises, countsOf, withNewTests } from './manifest.js';
import { missingOracles } from './oracle.js';
import { operationsWithoutFile, readManifest, readStored, writeFiles, writeManifest } from './store.js';
import type { VectorFile } from './vector.js';

const HELP = `usage: npm run vectors -- <command>

  write                 compute vectors/v1 from tools/vectors/src/cases; needs python3 and openssl
  check [--accept-new]  prove format, ids and that no published test has changed; add new tests to the manifest

exit codes: 0 done, 1 a test is wrong or a program is missing, 2 wrong usage`;

async function write(): Promise<number> {
  const missing = missingOracles();
  if (missing.length > 0) {
    console.error(`cannot compute expected values: no ${missing.join(', no ')} on this machine`);
    return 1;
  }
  const files = await buildFiles();
  const changed = writeFiles(ROOT, files);
  for (const operation of changed) console.log(`written vectors/v1/${operation}.json`);
  printCounts(files);
  return 0;
}

async function check(acceptNew: boolean): Promise<number> {
  const { files, issues } = findIssues(readStored(ROOT));
  issues.push(...operationsWithoutFile(ROOT).map((name) => `${name}: has a schema and no vectors`));
  const manifest = readManifest(ROOT);
  const next = acceptNew ? withNewTests(manifest, files) : manifest;
  issues.push(...brokenPromises(next, files));
  const missing = missingOracles();
  if (missing.length === 0 && issues.length === 0) issues.push(...(await staleFiles(files)));
  for (const issue of issues) console.error(issue);
  if (issues.length > 0) return 1;
  if (acceptNew) writeManifest(ROOT, next);
  printCounts(files);
  console.log('vectors: format, ids and published meanings hold');
  console.log(
    missing.length === 0
      ? 'expected values: computed again, and the same'
      : `expected values: not computed again, no ${missing.join(', no ')} on this machine; the recorded ones serve`,
  );
  return 0;
}

/** Files that are not what the cases and the oracles give. */
async function staleFiles(files: readonly VectorFile[]): Promise<string[]> {
  const stored = new Map(files.map((file) => [file.operation, formatFile(file)]));
  return (await buildFiles())
    .filter((file) => stored.get(file.operation) !== formatFile(file))
    .map(({ operation }) => `${operation}.json: is not what the cases give; npm run vectors -- write`);
}

function printCounts(files: readonly VectorFile[]): void {
  for (const [operation, count] of Object.entries(countsOf(files)))
    console.log(`${String(count).padStart(5)}  ${operation}`);
}

await runTool(
  HELP,
  {
    options: { 'accept-new': { type: 'boolean' } },
    allowPositionals: true,
  },
  ({ values, positionals }) => {
    const command = positionals.join(' ');
    if (command === 'write') return write();
    if (command === 'check') return check(values['accept-new'] === true);
    throw new WrongUsage(HELP);
  },
);
