import { openAdapter, type Adapter, type AdapterOptions } from './adapter.js';
import { newDiagnosis, type Diagnose } from './diagnose.js';
import { judge, type Judgement } from './judge.js';
import type { VectorSet } from './load-vectors.js';
import type { Hello } from './protocol.js';
import { countOperations, countResults, type CaseResult, type Report } from './report.js';
import type { Vector } from './vector.js';

/** What to run, and how. */
export type RunOptions = Partial<AdapterOptions> & {
  /** Program and arguments that start the adapter. */
  readonly command: readonly string[];
  readonly vectors: VectorSet;
  /** Whether another code or path of a refusal fails its test. */
  readonly strict?: boolean | undefined;
  /** Called once the adapter has introduced itself. */
  readonly onStart?: ((hello: Hello, tests: number) => void) | undefined;
  /** Called after each test. */
  readonly onResult?: ((result: CaseResult) => void) | undefined;
  /** Asks the adapter more, before it is closed. */
  readonly afterwards?: ((adapter: Adapter, hello: Hello) => Promise<void>) | undefined;
};

/** How long a test may take if nothing else is said, in ms. */
export const DEFAULT_TIMEOUT_MS = 10_000;

/**
 * Runs vectors through an adapter, one after the other. An adapter that fails to answer fails that test alone.
 *
 * @param options the command of the adapter, the vectors, and how to run them; times in ms
 * @throws {AdapterNotStarted} if the adapter cannot be started or does not introduce itself
 * @example
 * import { loadVectors, runConformance, selectVectors } from '@ably-auth/conformance';
 * const set = loadVectors();
 * const vectors = { ...set, vectors: selectVectors(set.vectors, { ids: ['mac/*'] }) };
 * const answer = '{"type":"hello","protocol":1,"sdk":"none","version":"0","language":"sh","operations":[]}';
 * const report = await runConformance({ command: ['sh', '-c', `read line; echo '${answer}'; cat`], vectors });
 * report.totals.won; // 0
 */
export async function runConformance(options: RunOptions): Promise<Report> {
  const { command, vectors, strict = false, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const adapter = openAdapter(command, { ...options, timeoutMs });
  const hello = await adapter.hello();
  options.onStart?.(hello, vectors.vectors.length);
  const diagnose = newDiagnosis();
  const results: CaseResult[] = [];
  for (const vector of vectors.vectors) {
    const result = await runCase(vector, adapter, hello, strict, diagnose);
    results.push(result);
    options.onResult?.(result);
  }
  await options.afterwards?.(adapter, hello);
  const fault = await adapter.close();
  return {
    adapter: hello,
    vectors: vectors.sha256,
    strict,
    totals: countResults(results),
    operations: countOperations(results),
    results,
    notes: notesOf(results, vectors.notes),
    warnings: fault === undefined ? [] : [`The adapter ${fault}; it must end with exit code 0 when its stdin closes.`],
  };
}

async function runCase(
  vector: Vector,
  adapter: Adapter,
  hello: Hello,
  strict: boolean,
  diagnose: Diagnose,
): Promise<CaseResult> {
  const { id, operation, about, spec, basis, flags } = vector;
  const started = performance.now();
  const lacking = whatIsLacking(vector, hello);
  if (lacking === undefined) await sendBefore(vector, adapter);
  const judgement: Judgement =
    lacking === undefined
      ? await judge(vector, await adapter.ask(vector), strict, diagnose)
      : { status: 'unsupported' };
  const milliseconds = Math.round((performance.now() - started) * 10) / 10;
  const reason = judgement.status === 'unsupported' ? (lacking ?? 'the adapter says so') : undefined;
  return {
    id,
    operation,
    about,
    spec,
    basis,
    flags,
    ...judgement,
    ...(reason === undefined ? {} : { reason }),
    milliseconds,
  };
}

/** What the adapter is to have read before the test; its answers do not count. */
async function sendBefore({ id, operation, before = [] }: Vector, adapter: Adapter): Promise<void> {
  for (const [index, input] of before.entries()) await adapter.ask({ id: `${id}#before-${index}`, operation, input });
}

/** What the flags of the failed tests stand for. */
function notesOf(results: readonly CaseResult[], notes: VectorSet['notes']): Report['notes'] {
  const flags = new Set(results.filter(({ status }) => status === 'failed').flatMap((result) => result.flags));
  return Object.fromEntries(Object.entries(notes).filter(([flag]) => flags.has(flag)));
}

/** Why an adapter is not asked a test; undefined if it is. */
function whatIsLacking({ operation, features }: Vector, hello: Hello): string | undefined {
  if (!hello.operations.includes(operation)) return `no operation ${operation}`;
  const feature = features.find((one) => !hello.features.includes(one));
  return feature === undefined ? undefined : `no feature ${feature}`;
}
