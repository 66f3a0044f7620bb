import type { Catalogue } from './cases.js';
import { filesById, type TestFile } from './tests.js';

/** What keeps the table from being the whole truth: a case without test and reason, or with both, or unknown. */
export function findIssues({ pages }: Catalogue, tests: readonly TestFile[]): string[] {
  const files = filesById(tests);
  const issues: string[] = [];
  const seen = new Set<string>();
  for (const { page, notApplicable: reason, cases } of pages) {
    for (const { id, differs, notApplicable = reason, ...own } of cases) {
      const isTested = files.has(id);
      if (seen.has(id)) issues.push(`${id}: comes twice, again in ${page}`);
      seen.add(id);
      if (!isTested && notApplicable === undefined) issues.push(`${id}: has neither a test nor a reason`);
      if (isTested && notApplicable !== reason) issues.push(`${id}: has a test, and a reason to have none`);
      if (!isTested && differs !== undefined) issues.push(`${id}: says how its test differs, and has none`);
      if (own.about === '') issues.push(`${id}: says nothing of what it is about`);
    }
  }
  for (const [id, [path]] of files) {
    if (!seen.has(id)) issues.push(`${id}: stands in ${path ?? ''}, and in no page`);
  }
  const withTitles = new Set([...files.values()].flat());
  for (const { path, text } of tests) {
    const off = withTitles.has(path) ? /\b(?:it|test|describe)\.(?:skip|skipIf|runIf|todo|only)\b/.exec(text) : null;
    if (off !== null) issues.push(`${path}: carries ids, and has ${off[0]}`);
  }
  return issues;
}
