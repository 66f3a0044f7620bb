import type { CaseResult, Counts, GeneratedRun, Report } from '../report.js';

/** Whether a failed test is on the list of expected failures. */
export function isKnown({ expectedFailures }: Report, id: string): boolean {
  return expectedFailures?.known.includes(id) === true;
}

/** The failed tests that nobody knew of, and those that are listed. */
export function failedOf(report: Report): { readonly fresh: CaseResult[]; readonly known: CaseResult[] } {
  const known = new Set(report.expectedFailures?.known);
  const failed = report.results.filter(({ status }) => status === 'failed');
  return { fresh: failed.filter(({ id }) => !known.has(id)), known: failed.filter(({ id }) => known.has(id)) };
}

/** The generated tests that failed in a way that is not listed. */
export function failedGenerated({ generated, expectedFailures }: Report): GeneratedRun[] {
  const known = new Set(expectedFailures?.known);
  return generated.filter(({ id }) => id !== undefined && !known.has(id));
}

export const COLUMNS = ['operation', 'spec', 'decisions', 'failed', 'unsupported', 'code and path'] as const;

/** A row for each operation and one for all: how many of the tests that were run passed, by basis. */
export function countRows({ operations, totals }: Report): string[][] {
  return [...Object.entries(operations), ['all', totals] as const].map(([name, counts]) => [
    name,
    passedOf(counts.spec),
    passedOf(counts.decision),
    String(counts.failed),
    String(counts.unsupported),
    codeText(counts),
  ]);
}

function passedOf({ passed, failed }: Counts): string {
  return passed + failed === 0 ? '–' : `${passed}/${passed + failed}`;
}

function codeText({ code: { match, differs, none } }: Counts): string {
  const refusals = match + differs + none;
  return refusals === 0 ? '' : `${match}/${refusals}`;
}

/** What the counts come to, one line each; what Ably's specification says comes first. */
export function scoreLines({ totals: { spec, decision, unsupported, crashed }, noScore }: Report): string[] {
  if (noScore !== undefined) return [`no score: ${noScore}`];
  const line = (what: string, { passed, failed }: Counts) => `${what}: ${passed} of ${passed + failed} passed`;
  return [
    line("Ably's specification (spec)", spec),
    line('decisions of this project, where it is silent (decision)', decision),
    ...(crashed === 0 ? [] : [`of the failed tests, ${crashed} crashed`]),
    ...(unsupported === 0 ? [] : [`${unsupported} unsupported`]),
  ];
}

const MOST_MESSAGES = 5;

/** The messages with which most tests passed that want a refusal: a crash among them is not a refusal. */
export function refusalLines({ results }: Report): string[] {
  const counts = new Map<string, number>();
  for (const { message } of results) {
    if (message !== undefined) counts.set(message, (counts.get(message) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > 1)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, MOST_MESSAGES)
    .map(([message, count]) => `${count} × ${message.length > 100 ? `${message.slice(0, 100)}…` : message}`);
}

/** How the run ended, in a sentence, and whether that is good. */
export function verdictOf(report: Report): { readonly text: string; readonly isGood: boolean } {
  const { totals, expectedFailures, stopped, noScore } = report;
  const { passed, failed } = totals;
  if (stopped !== undefined) return bad(`stopped: ${stopped.reason}; ${stopped.notRun} tests were not run`);
  if (passed + failed === 0) return bad('no test was run: the adapter supports none of them');
  if (noScore !== undefined) return bad(`no score: ${noScore}`);
  const generated = failedGenerated(report).length;
  const generatedText = generated === 0 ? '' : `, and generated tests of ${generated} operations failed`;
  if (expectedFailures === undefined) {
    if (failed === 0 && generated === 0) return { text: `passed all ${passed}`, isGood: true };
    return bad(`failed ${failed} of ${passed + failed}${generatedText}`);
  }
  const { unlisted, stale } = expectedFailures;
  if (unlisted.length + stale.length > 0) {
    return bad(`${unlisted.length} failures are not listed, ${stale.length} listed tests did not fail`);
  }
  return { text: `${passed} passed, ${failed} failed as expected`, isGood: true };
}

function bad(text: string): { readonly text: string; readonly isGood: false } {
  return { text, isGood: false };
}
