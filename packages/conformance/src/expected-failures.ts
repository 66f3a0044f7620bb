import type { CaseResult, Expectation, GeneratedRun, Report } from './report.js';

const HEAD = `# Tests that are known to fail, one id per line. A failure that is not listed, and a line whose test does not fail,
# end a run with exit code 1.
`;

/**
 * Reads a list of expected failures: an id per line, `#` begins a comment.
 *
 * @param text the text of the file
 * @example
 * import { readExpectedFailures } from '@ably-auth/conformance';
 * readExpectedFailures('# known\nmac/texts/astral  # UTF-16\n'); // ['mac/texts/astral']
 */
export function readExpectedFailures(text: string): string[] {
  return text
    .split('\n')
    .map(idOf)
    .filter((id) => id !== '');
}

function idOf(line: string): string {
  return line.replace(/#.*/, '').trim();
}

/**
 * The list of the failures of a run, each with its cause as a comment. What the run did not test stays as it was listed.
 *
 * @param report what was run
 * @param before the text of the list so far; empty for a new list
 * @param ids every test that exists: a line of any other is dropped
 */
export function writeExpectedFailures(
  { results, generated }: Pick<Report, 'results' | 'generated'>,
  before: string,
  ids: ReadonlySet<string>,
): string {
  const failures = failuresOf(results, generated);
  const ran = new Set(results.map(({ id }) => id));
  const isKept = (id: string) => !failures.has(id) && (isGenerated(id) || (ids.has(id) && !ran.has(id)));
  const kept = before.split('\n').filter((line) => isKept(idOf(line)));
  const failed = [...failures].map(([id, shown]) => {
    const cause = shown?.find((failure) => failure.cause !== undefined)?.cause;
    return cause === undefined ? id : `${id}  # ${cause.replaceAll('\n', ' ')}`;
  });
  return HEAD + [...failed, ...kept].map((line) => `${line}\n`).join('');
}

/**
 * Compares a run with the list.
 *
 * @param listed ids of the list
 * @param report what was run
 * @param ids every test that exists: a line of another is stale, one of a test that was not run is passed over
 */
export function compareWithExpected(
  listed: readonly string[],
  { results, generated }: Pick<Report, 'results' | 'generated'>,
  ids: ReadonlySet<string>,
): Expectation {
  const failed = failuresOf(results, generated);
  const on = new Set(listed);
  const ran = new Set(results.map(({ id }) => id));
  return {
    known: [...failed.keys()].filter((id) => on.has(id)),
    unlisted: [...failed.keys()].filter((id) => !on.has(id)),
    // Another seed need not come upon each kind of generated failure again.
    stale: listed.filter((id) => !failed.has(id) && !isGenerated(id) && (ran.has(id) || !ids.has(id))),
  };
}

/** The ids of what failed, with what it showed. */
function failuresOf(
  results: readonly CaseResult[],
  generated: readonly GeneratedRun[],
): ReadonlyMap<string, CaseResult['failures']> {
  return new Map([
    ...results.filter(({ status }) => status === 'failed').map(({ id, failures }) => [id, failures] as const),
    ...generated.flatMap((run) => run.known.map((id) => [id, undefined] as const)),
    ...generated.flatMap(({ id, failures }) => (id === undefined ? [] : [[id, failures] as const])),
  ]);
}

/** Ids of generated failures stand for a kind of failure, not for one test. */
function isGenerated(id: string): boolean {
  return /^[a-z-]+\/generated\//.test(id);
}
