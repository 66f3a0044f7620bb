import { openAdapter, type Adapter, type AdapterOptions, type Reply } from './adapter.js';
import { unknownNames, withoutEmptyRefusals } from './check-adapter.js';
import { checkReply, type Verdict } from './check-reply.js';
import { newDiagnosis, type Diagnose } from './diagnose.js';
import type { VectorSet } from './load-vectors.js';
import { whatIsLacking, type Hello } from './protocol.js';
import { countOperations, countResults, type CaseResult, type GeneratedRun, type Report } from './report.js';
import { watchReplies } from './stop-conditions.js';
import { tierOf, type Vector } from './vector.js';

/** What to run, and how. */
export type RunOptions = Partial<AdapterOptions> & {
  /** Program and arguments that start the adapter. */
  readonly command: readonly string[];
  readonly vectors: VectorSet;
  /** Whether another code or path of a refusal fails its test. */
  readonly strict?: boolean | undefined;
  /** Whether tests of the tier `library` are left out where the adapter does not offer their operation. */
  readonly onlyOffered?: boolean | undefined;
  /** Called once the adapter has introduced itself. */
  readonly onStart?: ((hello: Hello, tests: number) => void) | undefined;
  /** Called after each test; the run stops where it returns a reason. */
  readonly onResult?: ((result: CaseResult) => string | undefined) | undefined;
  /** Asks the adapter generated tests, before it is closed. */
  readonly generate?:
    ((adapter: Adapter, hello: Hello, asked: readonly Vector[]) => Promise<GeneratedRun[]>) | undefined;
};

/** How long a test may take if nothing else is said, in ms. */
export const DEFAULT_TIMEOUT_MS = 10_000;

/**
 * Runs vectors through an adapter, one after the other. An adapter that fails to answer fails that test alone; one that
 * keeps failing ends the run, and so does `signal`: the report then says how many tests were not run.
 *
 * @param options the command of the adapter, the vectors, and how to run them; times in ms
 * @throws {AdapterNotStarted} if the adapter cannot be started or does not introduce itself
 * @example
 * import { loadVectors, runConformance, selectVectors } from '@ably-auth/conformance';
 * const set = loadVectors();
 * const vectors = { ...set, vectors: selectVectors(set.vectors, { ids: ['mac/*'] }) };
 * const answer = '{"type":"hello","protocol":1,"sdk":"none","version":"0","language":"sh","operations":[]}';
 * const report = await runConformance({ command: ['sh', '-c', `read line; echo '${answer}'; cat`], vectors });
 * report.totals.passed; // 0
 */
export async function runConformance(options: RunOptions): Promise<Report> {
  const { command, vectors, strict = false, timeoutMs = DEFAULT_TIMEOUT_MS, signal } = options;
  const adapter = openAdapter(command, { ...options, timeoutMs });
  const hello = await adapter.hello();
  const asked = vectors.vectors.filter(
    ({ operation }) =>
      options.onlyOffered !== true || tierOf(operation) === 'sdk' || hello.operations.includes(operation),
  );
  options.onStart?.(hello, asked.length);
  const diagnose = newDiagnosis(hello);
  const hopeless = watchReplies();
  const results: CaseResult[] = [];
  let stop: string | undefined;
  for (const vector of asked) {
    const { result, reply } = await runCase(vector, adapter, hello, strict, diagnose);
    stop = stopReason(signal);
    if (stop !== undefined) break; // The test that was cut short has no result.
    results.push(result);
    stop = options.onResult?.(result) ?? (reply && hopeless(reply));
    if (stop !== undefined) break;
  }
  const notRun = asked.length - results.length;
  const generated = notRun === 0 ? await options.generate?.(adapter, hello, asked) : undefined;
  const wrongEnd = stop === undefined ? await adapter.close() : adapter.kill();
  const { warnings, ...counted } = withoutEmptyRefusals(results);
  return {
    adapter: hello,
    vectors: vectors.sha256,
    strict,
    totals: countResults(counted.results),
    operations: countOperations(counted.results),
    generated: generated ?? [],
    notes: notesOf(results, vectors.notes),
    warnings: [
      ...unknownNames(hello, vectors.vectors),
      ...warnings,
      ...(wrongEnd === undefined
        ? []
        : [`The adapter ${wrongEnd}; it must end with exit code 0 when its stdin closes.`]),
    ],
    ...(stop === undefined || notRun === 0 ? {} : { stopped: { reason: stop, notRun } }),
    ...counted,
  };
}

function stopReason(signal: AbortSignal | undefined): string | undefined {
  if (signal?.aborted !== true) return undefined;
  return signal.reason instanceof Error ? signal.reason.message : String(signal.reason);
}

async function runCase(
  vector: Vector,
  adapter: Adapter,
  hello: Hello,
  strict: boolean,
  diagnose: Diagnose,
): Promise<{ readonly result: CaseResult; readonly reply?: Reply }> {
  const { id, operation, about, spec, basis, flags, result } = vector;
  const common = { id, operation, about, spec, basis, flags, result };
  const lacking = whatIsLacking(vector, hello);
  if (lacking !== undefined) {
    return { result: { ...common, status: 'unsupported', reason: lacking, milliseconds: 0 } };
  }
  await sendBefore(vector, adapter);
  const started = performance.now();
  const reply = await adapter.ask(vector);
  const verdict: Verdict = await checkReply(vector, reply, strict, diagnose);
  const milliseconds = Math.round((performance.now() - started) * 10) / 10;
  const reason = verdict.status === 'unsupported' ? { reason: 'the adapter says so' } : {};
  return { result: { ...common, ...verdict, ...reason, milliseconds }, reply };
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
