#!/usr/bin/env node
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { jobs } from './jobs/index.js';
import type { Settings } from './measure.js';
import { page } from './page.js';
import { report } from './report.js';
import type { Row } from './row.js';
import { table } from './table.js';

const PAGE = fileURLToPath(new URL('../../../docs/benchmarks.md', import.meta.url));

const SETTINGS: Settings = { rounds: 61, batchMs: 12, warmupMs: 250 };

type Flags = { readonly only?: string; readonly json?: boolean; readonly write?: boolean };

const program = new Command('npm run bench --')
  .description('Runs every job side by side with what a user would pick instead, and prints the ratios.')
  .option('--only <job>', `the jobs whose name begins so: ${jobs.map(({ name }) => name).join(', ')}`)
  .option('--json', 'the report as JSON')
  .option('--write', 'write docs/benchmarks.md as well')
  .addHelpText('after', '\nExit codes: 0 done, whether goals are met or not; 1 a job crashed; 2 wrong usage.')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .action(runJobs);

async function runJobs({ only, json, write }: Flags): Promise<void> {
  if (write === true && only !== undefined) program.error('--write needs a whole run: leave --only out');
  const chosen = jobs.filter(({ name }) => name.startsWith(only ?? ''));
  if (chosen.length === 0) program.error(`--only: no job is called ${only}`);

  const rows: Row[] = [];
  for (const [index, { name, run }] of chosen.entries()) {
    // On stderr, so that the report can be piped.
    console.error(`[${index + 1}/${chosen.length}] ${name} …`);
    rows.push(...(await run(SETTINGS)));
  }

  const finished = report(rows);
  console.log(json === true ? JSON.stringify(finished, undefined, 2) : `\n${table(finished)}`);
  if (write === true) writeFileSync(PAGE, page(finished));
}

await program.parseAsync();
