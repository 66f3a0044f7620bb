import type { CaseResult } from './report.js';

/** How a run compares with a list of failures that are known. */
export type Expectation = {
  /** Failed, and not on the list. */
  readonly unlisted: readonly string[];
  /** On the list, and not failed: won, not supported any more, or no test. */
  readonly stale: readonly string[];
};

const HEAD = `# Tests that are known to fail, one id a line. A failure that is not listed, and a line whose test does not fail,
# make ably-auth conformance end with exit code 1.
`;

/**
 * Reads a list of expected failures: an id a line, `#` begins a comment.
 *
 * @param text the text of the file
 * @example
 * import { readExpectedFailures } from '@ably-auth/conformance';
 * readExpectedFailures('# known\nmac/texts/astral  # UTF-16\n'); // ['mac/texts/astral']
 */
export function readExpectedFailures(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((id) => id !== '');
}

/**
 * The list of the failures of a run, each with its cause as a comment.
 *
 * @param results what was run
 */
export function writeExpectedFailures(results: readonly CaseResult[]): string {
  const lines = results
    .filter(({ status }) => status === 'failed')
    .map(({ id, failures }) => {
      const cause = failures?.find((failure) => failure.cause !== undefined)?.cause;
      return cause === undefined ? id : `${id}  # ${cause.replaceAll('\n', ' ')}`;
    });
  return HEAD + lines.map((line) => `${line}\n`).join('');
}

/**
 * Compares a run with the list.
 *
 * @param listed ids of the list
 * @param results what was run
 * @param isSelected whether a listed test belongs to the run; others are passed over
 */
export function compareWithExpected(
  listed: readonly string[],
  results: readonly CaseResult[],
  isSelected: (id: string) => boolean,
): Expectation {
  const failed = new Set(results.filter(({ status }) => status === 'failed').map(({ id }) => id));
  const known = new Set(listed);
  return {
    unlisted: [...failed].filter((id) => !known.has(id)),
    stale: listed.filter((id) => isSelected(id) && !failed.has(id)),
  };
}
