#!/usr/bin/env node
import { ROOT, runTool, updatePage } from '@ably-auth/checks/tool';
import { readCatalogue } from './cases.js';
import { findIssues } from './issues.js';
import { renderPage } from './page.js';
import { readTests } from './tests.js';

const PAGE = 'docs/uts-coverage.md';

const HELP = `usage: npm run uts-coverage -- [--check]

  Writes ${PAGE} from tools/uts-coverage/cases.json and the titles of the tests in packages/*/src.
  --check writes nothing, and fails where the page is out of date.

exit codes: 0 done, 1 a case has neither a test nor a reason, or the page is out of date, 2 wrong usage`;

await runTool(HELP, { options: { check: { type: 'boolean' } } }, ({ values }) => {
  const catalogue = readCatalogue(ROOT);
  const tests = readTests(ROOT);
  const issues = findIssues(catalogue, tests);
  for (const issue of issues) console.error(issue);
  if (issues.length > 0) return 1;
  const count = catalogue.pages.reduce((sum, { cases }) => sum + cases.length, 0);
  console.log(`${count} cases, each with a test or a reason`);
  const command = 'npm run uts-coverage';
  return updatePage(PAGE, renderPage(catalogue, tests), { isCheck: values.check === true, command });
});
