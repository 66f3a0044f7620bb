#!/usr/bin/env node
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readCatalogue } from './cases.js';
import { findIssues } from './issues.js';
import { renderPage } from './page.js';
import { readTests } from './tests.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PAGE = 'docs/uts-coverage.md';

const HELP = `usage: npm run uts-coverage -- [--check]

  Writes ${PAGE} from tools/uts-coverage/cases.json and the titles of the tests in packages/*/src.
  --check writes nothing, and fails where the page is out of date.

exit codes: 0 done, 1 a case has neither a test nor a reason, or the page is out of date, 2 wrong usage`;

function main(args: readonly string[]): number {
  const { values } = parseArgs({
    args: [...args],
    options: { check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help === true) {
    console.log(HELP);
    return 0;
  }
  const catalogue = readCatalogue(ROOT);
  const tests = readTests(ROOT);
  const issues = findIssues(catalogue, tests);
  const text = renderPage(catalogue, tests);
  const path = join(ROOT, PAGE);
  const isCurrent = existsSync(path) && readFileSync(path, 'utf8') === text;
  if (values.check === true && !isCurrent) issues.push(`${PAGE}: is out of date; npm run uts-coverage`);
  for (const issue of issues) console.error(issue);
  if (issues.length > 0) return 1;
  if (!isCurrent) writeFileSync(path, text);
  const count = catalogue.pages.reduce((sum, { cases }) => sum + cases.length, 0);
  console.log(`${PAGE}: ${count} cases, each with a test or a reason${isCurrent ? '' : '; written'}`);
  return 0;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true ? 2 : 1;
}
