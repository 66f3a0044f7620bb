#!/usr/bin/env node
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
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

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
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

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      files: { type: 'string' },
      every: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
      page: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
    allowPositionals: true,
  });
  if (values.help === true) {
    console.log(HELP);
    return 0;
  }
  if (values.page) return writePage(values.check);
  const target = targets.find(({ name }) => name === positionals[0]);
  const vectorTarget = vectorTargets.find(({ name }) => name === positionals[0]);
  if ((target ?? vectorTarget) === undefined || positionals.length > 1) {
    console.error(HELP);
    return 2;
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
}

async function runStryker(
  target: Target,
  equivalents: readonly Equivalent[],
  files: readonly string[] | undefined,
): Promise<FileResult[]> {
  process.env['MUTANTS_TESTS'] = target.tests.join(',');
  await new Stryker(optionsOf(target, files)).runMutationTest();
  const report = JSON.parse(readFileSync(join(CACHE, `${target.name}.json`), 'utf8')) as Report;
  return resultOf(target.name, new Date().toISOString().slice(0, 10), report, equivalents);
}

function writePage(isCheck: boolean): number {
  const text = page(readResults(ROOT));
  const file = join(ROOT, PAGE);
  const isCurrent = existsSync(file) && readFileSync(file, 'utf8') === text;
  if (isCheck) {
    if (!isCurrent) console.error(`${PAGE} is out of date: npm run mutants -- --page`);
    return isCurrent ? 0 : 1;
  }
  writeFileSync(file, text);
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true ? 2 : 1;
}
