#!/usr/bin/env node
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readAdapters } from '@ably-auth/sdk-adapters/adapter';
import { readCompatibility } from '@ably-auth/sdk-adapters/compatibility';
import { Command } from 'commander';
import type { Settings } from '../measure.js';
import { report } from '../report.js';
import { contest, type Contest } from './contest.js';
import { languagesPage } from './page.js';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

// Batches long enough for the clock of Java's processes, which ticks every 10 ms; a warm-up long enough for its compiler.
const SETTINGS: Settings = { rounds: 15, batchMs: 100, warmupMs: 2000 };

type Flags = { readonly only?: string; readonly write?: boolean };

const program = new Command('npm run bench:languages --')
  .description('Measures the packages of languages/ beside the official SDK of each, where its toolchain is.')
  .option('--only <sdk>', 'this SDK alone, such as ably-go')
  .option('--write', 'write docs/benchmarks-languages.md instead of printing it')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .action(measure);

async function measure({ only, write }: Flags): Promise<void> {
  if (write === true && only !== undefined) program.error('--write needs a whole run: leave --only out');
  const contests: Contest[] = [];
  for (const adapter of readAdapters(ROOT, only === undefined ? [] : [only])) {
    if (adapter.bench === undefined) continue;
    console.error(`${adapter.name} …`);
    contests.push(await contest(adapter, adapter.bench, SETTINGS));
  }
  const text = languagesPage(report([]), contests, readCompatibility(join(ROOT, 'docs/compatibility.json')));
  if (write === true) writeFileSync(join(ROOT, 'docs/benchmarks-languages.md'), text);
  else console.log(text);
}

await program.parseAsync();
