import { readFileSync, writeFileSync } from 'node:fs';
import { compareWithExpected, readExpectedFailures, writeExpectedFailures } from './expected-failures.js';
import { EXIT } from './exit-codes.js';
import { runGenerated, type GeneratedRun } from './generate/generate.js';
import { loadVectors, type VectorSet } from './load-vectors.js';
import type { Surroundings } from './surroundings.js';
import type { Report } from './report.js';
import { junitReport } from './report/junit.js';
import { markdownReport } from './report/markdown.js';
import { TerminalView } from './report/terminal.js';
import { runConformance } from './run-conformance.js';
import { selectVectors } from './select-vectors.js';

/** The options of `run`, as they stand on the command line. */
export type RunCommandOptions = {
  readonly vectors?: string;
  readonly oneShot?: boolean;
  /** In seconds. */
  readonly timeout: number;
  readonly strict?: boolean;
  readonly ids?: string[];
  readonly tags?: string[];
  readonly basis?: 'spec' | 'decision';
  readonly json?: boolean;
  readonly junit?: string;
  readonly markdown?: string;
  readonly expectedFailures?: string;
  readonly writeExpectedFailures?: boolean;
  readonly generate?: number;
  readonly seed?: number;
};

/** The command line asks for something that cannot be done. */
export class UsageError extends Error {}

/** `ably-auth conformance run`: answers the exit code. */
export async function runCommand(
  command: readonly string[],
  options: RunCommandOptions,
  { stdout, stderr, environment }: Surroundings,
): Promise<number> {
  const all = usable(() => loadVectors(options.vectors));
  const listed = readListed(options);
  const vectors = selectVectors(all.vectors, options);
  if (vectors.length === 0) throw new UsageError('no test has these ids, tags and basis');

  // The report takes stdout alone, so that it can be piped.
  const view = new TerminalView(options.json === true ? stderr : stdout, all.notes, environment);
  const generated: GeneratedRun[] = [];
  const report = await runConformance({
    command,
    vectors: { ...all, vectors },
    oneShot: options.oneShot,
    timeoutMs: options.timeout * 1000,
    strict: options.strict,
    onStderr: (text) => view.interrupt(() => stderr.write(text)),
    onStart: (hello, tests) => view.start(hello, tests),
    onResult: (result) => view.result(result),
    afterwards: async (adapter, hello) => {
      const { generate = 0, seed = newSeed() } = options;
      if (generate === 0) return;
      const operations = new Set(vectors.map(({ operation }) => operation));
      generated.push(...(await runGenerated(adapter, operations, hello, generate, seed, (run) => view.generated(run))));
    },
  });
  view.finish(report);
  writeReports(report, generated, options, stdout);
  return conclude(report, generated, listed, all, options, view);
}

function readListed({ expectedFailures, writeExpectedFailures: isWritten }: RunCommandOptions): string[] | undefined {
  if (isWritten === true && expectedFailures === undefined) {
    throw new UsageError('--write-expected-failures needs --expected-failures <file>');
  }
  if (expectedFailures === undefined || isWritten === true) return undefined;
  return readExpectedFailures(usable(() => readFileSync(expectedFailures, 'utf8')));
}

/** What the user named and cannot be read is a fault of the command line. */
function usable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function newSeed(): number {
  return Math.floor(Math.random() * 1e9);
}

function writeReports(
  report: Report,
  generated: readonly GeneratedRun[],
  { json, junit, markdown, expectedFailures, writeExpectedFailures: isWritten }: RunCommandOptions,
  stdout: Surroundings['stdout'],
): void {
  if (json === true) stdout.write(`${JSON.stringify({ ...report, generated }, undefined, 2)}\n`);
  if (junit !== undefined) writeFileSync(junit, junitReport(report));
  if (markdown !== undefined) writeFileSync(markdown, markdownReport(report, generated));
  if (isWritten === true && expectedFailures !== undefined) {
    writeFileSync(expectedFailures, writeExpectedFailures(report.results));
  }
}

function conclude(
  report: Report,
  generated: readonly GeneratedRun[],
  listed: readonly string[] | undefined,
  all: VectorSet,
  options: RunCommandOptions,
  view: TerminalView,
): number {
  const { won, failed } = report.totals;
  const broken = generated.filter(({ counterexample }) => counterexample !== undefined);
  for (const { operation } of broken) view.say(`generated tests of ${operation} failed`, false);
  if (options.writeExpectedFailures === true) {
    view.say(`wrote ${failed} expected failures to ${options.expectedFailures}`, true);
    return broken.length > 0 ? EXIT.failed : EXIT.won;
  }
  if (listed !== undefined) {
    const passedOver = new Set(all.vectors.map(({ id }) => id));
    for (const { id } of report.results) passedOver.delete(id);
    const { unlisted, stale } = compareWithExpected(listed, report.results, (id) => !passedOver.has(id));
    for (const id of unlisted) view.say(`failed, and is not listed: ${id}`, false);
    for (const id of stale) view.say(`listed, and did not fail: ${id}`, false);
    if (unlisted.length + stale.length + broken.length > 0) return EXIT.failed;
    view.say(`${won} won, ${failed} failed as expected`, true);
    return EXIT.won;
  }
  if (won + failed === 0) {
    view.say('no test was run: the adapter supports none of them', false);
    return EXIT.failed;
  }
  const isWon = failed + broken.length === 0;
  view.say(isWon ? `won all ${won}` : `failed ${failed} of ${won + failed}`, isWon);
  return isWon ? EXIT.won : EXIT.failed;
}
