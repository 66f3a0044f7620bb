#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { page } from './page.js';
import { hasRedis } from '@ably-auth/redis-process';
import { held, type Outcome } from './trial.js';
import { trials } from './trials/index.js';

const PAGE = fileURLToPath(new URL('../../../../docs/reliability.md', import.meta.url));

type Flags = { readonly only?: string };

const program = new Command('npm run reliability --')
  .description('Puts load and failures on real services and a real Redis, and writes docs/reliability.md.')
  .option(
    '--only <trial>',
    `the trials whose name begins so; writes no page: ${trials.map(({ name }) => name).join(', ')}`,
  )
  .addHelpText('after', '\nExit codes: 0 every invariant held; 1 one did not, or no Redis is installed; 2 wrong usage.')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .action(run);

async function run({ only }: Flags): Promise<void> {
  const chosen = trials.filter(({ name }) => name.startsWith(only ?? ''));
  if (chosen.length === 0) program.error(`--only: no trial is called ${only}`);
  if (!hasRedis()) {
    console.error('redis-server is not installed, so that nothing can be tried.');
    process.exitCode = 1;
    return;
  }
  const outcomes: Outcome[] = [];
  for (const [index, trial] of chosen.entries()) {
    console.error(`[${index + 1}/${chosen.length}] ${trial.name} …`);
    const outcome = await trial.run(trial.size);
    outcomes.push(outcome);
    for (const [what, figure] of outcome.figures) console.error(`      ${what}: ${figure}`);
    for (const [never, count] of outcome.invariants)
      if (count !== 0) console.error(`  NOT ${never}: ${count}, expected 0`);
  }
  if (!outcomes.every(held)) process.exitCode = 1;
  if (only === undefined) {
    const version = /v=(\S+)/.exec(spawnSync('redis-server', ['--version'], { encoding: 'utf8' }).stdout)?.[1] ?? '';
    writeFileSync(PAGE, page(outcomes, version));
    console.error('wrote docs/reliability.md');
  }
}

await program.parseAsync();
// Connections that stay open would keep it.
process.exit();
