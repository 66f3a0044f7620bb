#!/usr/bin/env node
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runTool } from '@ably-auth/checks/tool';
import { readAdapters } from './adapter.js';
import { readCauses, staleCauses, staleWorst } from './cause.js';
import { compatibilityText, readCompatibility, withResults } from './compatibility.js';
import type { Compatibility, SdkResult } from './compatibility.js';
import { differences } from './difference.js';
import { markdown } from './markdown.js';
import { closingLines, runLine } from './report-lines.js';
import { runAdapters } from './run-adapters.js';
import { runVectors } from './run-vectors.js';

const USAGE = `Usage: npm run conformance:sdks -- [options]

Installs each public SDK, and builds each package of languages/, where the toolchain exists, runs the
vectors through its adapter, and writes docs/compatibility.md and docs/compatibility.json.

  --check        Run what installs within two minutes and write nothing: exit code 1 with the
                 difference when a result differs from the committed one.
  --only <name>  This SDK alone; may be given again.
  --json         Print the runs as JSON instead of lines.
  --help         Show this.`;

const jsonFile = join(ROOT, 'docs/compatibility.json');
const pageFile = join(ROOT, 'docs/compatibility.md');

const CHECK_LIMIT_MS = 120_000;
const LIMIT_MS = 1_200_000;

interface Options {
  readonly check: boolean;
  readonly only: readonly string[];
  readonly json: boolean;
}

async function main({ check, only, json }: Options): Promise<number> {
  process.env['NO_PROXY'] = '127.0.0.1'; // The adapters talk to themselves.
  const adapters = readAdapters(ROOT, only);
  const leftOut = check && only.length === 0 ? adapters.filter(({ ci }) => !ci) : [];
  const committed = readCompatibility(jsonFile);
  const tried = adapters.filter((adapter) => !leftOut.includes(adapter));
  const runs = await runAdapters(tried, check ? CHECK_LIMIT_MS : LIMIT_MS, runVectors, (run) => {
    if (!json) console.log(runLine(run, committed));
  });
  const results = runs.flatMap((run) => ('result' in run ? [run.result] : []));
  const stale = runs.flatMap((run) =>
    'result' in run ? [...staleCauses(readCauses(run.adapter.folder), run.result), ...staleWorst(run.result)] : [],
  );
  const differing = check ? [...results.flatMap((result) => changes(committed, result)), ...page(committed)] : [];
  const issues = [...differing, ...stale];
  if (!check) {
    const merged = withResults(committed, results);
    writeFileSync(jsonFile, compatibilityText(merged));
    writeFileSync(pageFile, markdown(merged));
  }
  if (json) {
    const shown = runs.map(({ adapter, ...run }) => ({ name: adapter.name, ...run }));
    console.log(JSON.stringify({ runs: shown, issues }, undefined, 2));
  } else {
    const names = leftOut.map(({ name }) => name);
    console.log(closingLines(runs, check, issues, names));
  }
  const failed = runs.filter((run) => 'failed' in run && run.failed);
  return issues.length + failed.length > 0 ? 1 : 0;
}

const changes = ({ sdks }: Compatibility, result: SdkResult) =>
  differences(
    sdks.find(({ name }) => name === result.name),
    result,
  );

// The page is written from the committed results and by nobody else.
function page(committed: Compatibility): string[] {
  const text = existsSync(pageFile) ? readFileSync(pageFile, 'utf8') : '';
  return text === markdown(committed) ? [] : ['docs/compatibility.md is not what docs/compatibility.json gives'];
}

await runTool(
  USAGE,
  {
    options: {
      check: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
    },
  },
  ({ values }) => main(values),
);
