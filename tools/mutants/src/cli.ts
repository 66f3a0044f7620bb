#!/usr/bin/env node
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runTool, updatePage, WrongUsage } from '@ably-auth/checks/tool';
import { Stryker } from '@stryker-mutator/core';
import { CACHE, optionsOf } from './options.js';
import {
  page,
  readEquivalents,
  readResults,
  RESULTS,
  resultOf,
  type Equivalent,
  type FileResult,
  type Report,
} from './results.js';
import { runVectorTarget } from './run-vector-target.js';
import { targets, type Target } from './targets.js';
import { vectorTargets } from './vector-targets.js';

const PAGE = 'docs/mutation.md';

const HELP = `usage: npm run mutants -- <target> [--files <names>] [--json]
       npm run mutants -- --page [--check]

  Makes small errors in the code, one at a time, and says which of them no test finds. What was tested before and has
  not changed is not tested again. The results go to ${PAGE}.

  <target>         ${targets.map(({ name }) => name).join(', ')}: found by the tests of the package
                   ${vectorTargets.map(({ name }) => name).join(', ')}: found by the test vectors
  --files <names>  only these files of the target, with commas between: scan-text.ts,read.ts
  --every <n>      only every n-th mutant that the vectors have to find
  --json           print the result as JSON
  --page           write ${PAGE} from the results that are kept; with --check, fail where it is out of date

exit codes: 0 each mutant is found or known to be equivalent, 1 another one survived, 2 wrong usage`;

const writePage = (isCheck: boolean) =>
  updatePage(PAGE, page(readResults(ROOT)), { isCheck, command: 'npm run mutants -- --page' });

await runTool(
  HELP,
  {
    options: {
      files: { type: 'string' },
      every: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
      page: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  },
  async ({ values, positionals }) => {
    if (values.page) return writePage(values.check);
    const target = targets.find(({ name }) => name === positionals[0]);
    const vectorTarget = vectorTargets.find(({ name }) => name === positionals[0]);
    if ((target ?? vectorTarget) === undefined || positionals.length > 1) {
      throw new WrongUsage(HELP);
    }
    const files = values.files?.split(',');
    const every = Number(values.every);
    process.chdir(ROOT);
    mkdirSync(CACHE, { recursive: true });
    const equivalents = readEquivalents(ROOT);
    const result =
      vectorTarget === undefined
        ? await runStryker(target as Target, equivalents, files)
        : await runVectorTarget(ROOT, vectorTarget, equivalents, { files, every });
    const others = readResults(ROOT).filter(({ file }) => result.every((row) => row.file !== file));
    writeFileSync(join(ROOT, RESULTS), `${JSON.stringify([...others, ...result], undefined, 2)}\n`);
    writePage(false);
    if (values.json) console.log(JSON.stringify(result, undefined, 2));
    return result.some(({ survivors }) => survivors.some(({ reason }) => reason === undefined)) ? 1 : 0;
  },
);

async function runStryker(
  target: Target,
  equivalents: readonly Equivalent[],
  files: readonly string[] | undefined,
): Promise<FileResult[]> {
  process.env['MUTANTS_TESTS'] ??= `${target.folder}/src/${target.tests ?? '**/*.test.ts'}`;
  await new Stryker(optionsOf(target, files)).runMutationTest();
  const report = JSON.parse(readFileSync(join(CACHE, `${target.name}.json`), 'utf8')) as Report;
  return resultOf(target.name, new Date().toISOString().slice(0, 10), report, equivalents);
}
