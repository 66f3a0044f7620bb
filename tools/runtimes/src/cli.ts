#!/usr/bin/env node
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, runTool } from '@ably-auth/checks/tool';
import { tableOf, withTable } from './page.js';
import { install, prepare, run, type NotRun, type Outcome } from './run.js';
import { runtimes } from './runtimes.js';

const PAGE = 'packages/core/README.md';
const RESULTS = 'tools/runtimes/results.json';

const HELP = `usage: npm run runtimes -- [--only <runtime>…] [--write] [--json]

  Packs the packages, installs them elsewhere, and runs all vectors and the portable unit tests on each runtime; the
  runtimes come from npm.

  --only <runtime>  one of: ${runtimes.map(({ name }) => name).join(', ')}; may be given again
  --write           write the table of ${PAGE}, and ${RESULTS}
  --json            print the results as JSON

exit codes: 0 all passed, or a runtime cannot be installed here; 1 a vector or a test failed; 2 wrong usage`;

await runTool(
  HELP,
  {
    options: {
      only: { type: 'string', multiple: true, default: runtimes.map(({ name }) => name) },
      write: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  },
  async ({ values }) => {
    const chosen = runtimes.filter(({ name }) => values.only.includes(name));
    const unknown = values.only.find((name) => runtimes.every((runtime) => runtime.name !== name));
    if (unknown !== undefined || (values.write && chosen.length < runtimes.length)) {
      console.error(unknown === undefined ? '--write needs all runtimes' : `there is no runtime ${unknown}\n\n${HELP}`);
      return 2;
    }
    const folder = mkdtempSync(join(tmpdir(), 'ably-auth-runtimes-'));
    const outcomes: Outcome[] = [];
    const missing: NotRun[] = [];
    try {
      const places = await prepare(ROOT, folder);
      for (const runtime of runtimes) {
        // The worker runtimes run in the Node 22 of the list.
        const needed = chosen.includes(runtime) || runtime.name === 'Node 22';
        if (needed && !install(runtime, places)) {
          missing.push({ runtime: runtime.name, reason: `the npm registry does not provide ${runtime.install}` });
        } else if (chosen.includes(runtime)) {
          const outcome = run(runtime, places);
          outcomes.push(outcome);
          if (!values.json)
            console.log(
              `${runtime.name} ${outcome.version}: ${outcome.passed} vectors passed, ${outcome.failed} failed; ` +
                `${outcome.unit.passed} unit tests passed, ${outcome.unit.failed} failed`,
            );
        }
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
    if (values.json) console.log(JSON.stringify({ outcomes, notRun: missing }, undefined, 2));
    for (const { runtime, reason } of missing) console.error(`not run: ${runtime}: ${reason}`);
    if (values.write && missing.length === 0) {
      const file = join(ROOT, PAGE);
      writeFileSync(file, withTable(readFileSync(file, 'utf8'), tableOf(outcomes)));
      const date = new Date().toISOString().slice(0, 10);
      writeFileSync(join(ROOT, RESULTS), `${JSON.stringify({ date, outcomes }, undefined, 2)}\n`);
      console.error(`written ${PAGE} and ${RESULTS}; npm run evidence`);
    }
    return outcomes.some(({ failed, unit }) => failed + unit.failed > 0) ? 1 : 0;
  },
);
