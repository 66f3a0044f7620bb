#!/usr/bin/env node
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { CACHE, optionsOf } from './options.js';
import { page, readEquivalents, readResults, RESULTS, resultOf, type Report } from './results.js';
import { targets } from './targets.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PAGE = 'docs/mutation.md';

const HELP = `usage: npm run mutants -- <target> [--files <names>] [--json]
       npm run mutants -- --page [--check]

  Makes small errors in the code, one at a time, and says which of them no test finds. What was tested before and has
  not changed is not tested again. The results go to ${PAGE}.

  <target>         ${targets.map(({ name }) => name).join(', ')}
  --files <names>  only these files of the target, with commas between: scan-text.ts,read.ts
  --json           print the result as JSON
  --page           write ${PAGE} from the results that are kept; with --check, fail where it is out of date

exit codes: 0 each mutant is found or known to be equivalent, 1 another one survived, 2 wrong usage`;

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      files: { type: 'string' },
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
  if (target === undefined || positionals.length > 1) {
    console.error(HELP);
    return 2;
  }
  const files = values.files?.split(',');
  process.chdir(ROOT);
  mkdirSync(CACHE, { recursive: true });
  process.env['MUTANTS_TESTS'] = target.folder;
  await new Stryker(optionsOf(target, files)).runMutationTest();
  const report = JSON.parse(readFileSync(join(CACHE, `${target.name}.json`), 'utf8')) as Report;
  const date = new Date().toISOString().slice(0, 10);
  const result = resultOf(target.name, date, report, readEquivalents(ROOT));
  const others = readResults(ROOT).filter(({ file }) => result.every((row) => row.file !== file));
  writeFileSync(join(ROOT, RESULTS), `${JSON.stringify([...others, ...result], undefined, 2)}\n`);
  writePage(false);
  if (values.json) console.log(JSON.stringify(result, undefined, 2));
  return result.some(({ survivors }) => survivors.some(({ reason }) => reason === undefined)) ? 1 : 0;
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
