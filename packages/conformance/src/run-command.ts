import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { EXIT, type Environment } from './environment.js';
import { compareWithExpected, readExpectedFailures, writeExpectedFailures } from './expected-failures.js';
import { loadVectors, type VectorSet } from './load-vectors.js';
import type { Report } from './report.js';
import { junitReport } from './formats/junit.js';
import { markdownReport } from './formats/markdown.js';
import { verdictOf } from './formats/outcome.js';
import { TerminalView } from './formats/terminal.js';
import { runConformance } from './run-conformance.js';
import { selectVectors, type Selection } from './select-vectors.js';

/** The options of `run`, as they stand on the command line. */
export type RunCommandOptions = {
  readonly vectors?: string;
  readonly oneShot?: boolean;
  /** In seconds. */
  readonly timeout: number;
  readonly maxSeconds?: number;
  readonly bail?: boolean;
  readonly strict?: boolean;
  readonly ids?: string[];
  readonly tags?: string[];
  readonly basis?: 'spec' | 'decision';
  readonly tier?: 'sdk' | 'library' | 'all';
  readonly quiet?: boolean;
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

/** The command `run`: returns the exit code. */
export async function runCommand(
  command: readonly string[],
  options: RunCommandOptions,
  io: Environment,
): Promise<number> {
  const all = usable(() => loadVectors(options.vectors));
  const ids = new Set(all.vectors.map(({ id }) => id));
  const list = readList(options);
  const listed = list === undefined ? [] : readExpectedFailures(list);
  const vectors = selectVectors(all.vectors, selectionOf(options));
  if (vectors.length === 0) throw new UsageError('no test has these ids, tags, basis and tier');

  // The report takes stdout alone, so that it can be piped.
  const view = new TerminalView(options.json === true ? io.stderr : io.stdout, {
    notes: all.notes,
    environment: io.environment,
    isQuiet: options.quiet,
    known: listed,
  });
  const run = await runWithView(command, options, { ...all, vectors }, io, view, listed);
  const isWritten = options.writeExpectedFailures === true;
  const report: Report =
    options.expectedFailures === undefined || isWritten
      ? run
      : { ...run, expectedFailures: compareWithExpected(listed, run, ids) };
  view.finish(report);
  if (options.json === true) io.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
  if (options.junit !== undefined) writeFileSync(options.junit, junitReport(report));
  if (options.markdown !== undefined) writeFileSync(options.markdown, markdownReport(report));
  if (isWritten && options.expectedFailures !== undefined) {
    const text = writeExpectedFailures(report, list ?? '', ids);
    writeFileSync(options.expectedFailures, text);
    view.say(`wrote ${readExpectedFailures(text).length} expected failures to ${options.expectedFailures}`, true);
    return report.stopped === undefined && report.noScore === undefined ? EXIT.passed : EXIT.failed;
  }
  return verdictOf(report).isGood ? EXIT.passed : EXIT.failed;
}

function runWithView(
  command: readonly string[],
  options: RunCommandOptions,
  vectors: VectorSet,
  io: Environment,
  view: TerminalView,
  listed: readonly string[],
): Promise<Report> {
  const { generate: count = 0, seed = newSeed(), bail = false, tier } = options;
  const known = new Set(listed);
  const signal = stopSignal(options, io);
  const showStderr = limited((text) => view.interrupt(() => io.stderr.write(text)));
  return runConformance({
    command,
    vectors,
    oneShot: options.oneShot,
    timeoutMs: options.timeout * 1000,
    strict: options.strict,
    onlyOffered: tier === undefined,
    signal,
    onStderr: showStderr,
    onStart: (hello, tests) => view.start(hello, tests),
    onResult: (result) => {
      view.result(result);
      const isFresh = result.status === 'failed' && !known.has(result.id);
      return bail && isFresh ? 'a test failed, and --bail is set' : undefined;
    },
    generate: async (adapter, hello, asked) => {
      if (count === 0) return [];
      const { runGenerated } = await import('./generate.js'); // fast-check takes its time
      const operations = new Set(asked.map(({ operation }) => operation));
      const isListing = options.writeExpectedFailures;
      const onRun = view.generated.bind(view);
      return runGenerated(adapter, hello, { operations, count, seed, known: listed, isListing, signal, onRun });
    },
  });
}

function selectionOf({ ids, tags, basis, tier }: RunCommandOptions): Selection {
  return { ids, tags, basis, tier: tier === 'all' ? undefined : tier };
}

/** Ends the run when its process is told to end, and after --max-seconds. */
function stopSignal({ maxSeconds }: RunCommandOptions, { signal }: Environment): AbortSignal | undefined {
  if (maxSeconds === undefined) return signal;
  const limit = new AbortController();
  setTimeout(() => limit.abort(`${maxSeconds} s are over (--max-seconds)`), maxSeconds * 1000).unref();
  return AbortSignal.any([limit.signal, ...(signal === undefined ? [] : [signal])]);
}

const MOST_STDERR_CHARACTERS = 256 * 1024;

/** Passes text on while it is not too much. */
function limited(write: (text: string) => void): (text: string) => void {
  let left = MOST_STDERR_CHARACTERS;
  return (text) => {
    if (left < 0) return;
    left -= text.length;
    write(left < 0 ? `${text.slice(0, left)}\n… the rest of the adapter's stderr is not shown\n` : text);
  };
}

/** The text of the list of expected failures; undefined without a list. */
function readList({ expectedFailures, writeExpectedFailures: isWritten }: RunCommandOptions): string | undefined {
  if (expectedFailures === undefined) {
    if (isWritten === true) throw new UsageError('--write-expected-failures needs --expected-failures <file>');
    return undefined;
  }
  if (!existsSync(expectedFailures)) {
    if (isWritten === true) return undefined;
    throw new UsageError(
      `--expected-failures: expected a list of ids, got no file ${expectedFailures}. Write it by adding --write-expected-failures.`,
    );
  }
  return usable(() => readFileSync(expectedFailures, 'utf8'));
}

/** What the user named and cannot be read is an error of the command line. */
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
