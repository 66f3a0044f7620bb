import fc from 'fast-check';
import type { Adapter } from './adapter.js';
import { checkReply, type Failure } from './check-reply.js';
import { newDiagnosis, type Diagnose } from './diagnose.js';
import { whatIsLacking, type Answer, type Hello } from './protocol.js';
import { referenceAnswer } from './reference/answer.js';
import type { GeneratedRun } from './report.js';
import type { JsonObject, Vector } from './vector.js';
import { INPUTS } from './generated-inputs.js';

/** Which generated tests to run. */
export type GenerateOptions = {
  /** Which operations, of those that inputs can be made for. */
  readonly operations: ReadonlySet<string>;
  /** How many tests for each operation. */
  readonly count: number;
  /** Which tests: the same seed gives the same. */
  readonly seed: number;
  /** Ids of the failures that are known: these do not end the tests of their operation. */
  readonly known?: readonly string[] | undefined;
  /** Whether to go on after a failure, until every kind is known. */
  readonly isListing?: boolean | undefined;
  /** Ends the tests early. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each operation. */
  readonly onRun?: ((run: GeneratedRun) => void) | undefined;
};

/** How long one operation may take, shrinking included, in ms. */
const MAX_MS = 120_000;
/** Kinds of failures that are listed for one operation. */
const MOST_KINDS = 20;

/**
 * Runs generated tests through an adapter, with our own packages as the oracle, and shrinks what fails.
 *
 * @param adapter the adapter
 * @param hello how it introduced itself: only its operations are run
 * @param options which tests to run
 */
export async function runGenerated(adapter: Adapter, hello: Hello, options: GenerateOptions): Promise<GeneratedRun[]> {
  const runs: GeneratedRun[] = [];
  for (const [operation, { features = [] }] of Object.entries(INPUTS)) {
    const isAsked = options.operations.has(operation);
    if (!isAsked || whatIsLacking({ operation, features }, hello) !== undefined) continue;
    const run = await runOperation(adapter, hello, operation, options);
    runs.push(run);
    options.onRun?.(run);
  }
  return runs;
}

async function runOperation(
  adapter: Adapter,
  hello: Hello,
  operation: string,
  { count, seed, known = [], isListing = false, signal }: GenerateOptions,
): Promise<GeneratedRun> {
  const id = `${operation}/generated/seed-${seed}`;
  const accepted = new Set(known);
  const met = new Set<string>();
  let latest: readonly Failure[] = [];
  const failuresOf = async (vector: Vector, diagnose: Diagnose): Promise<readonly Failure[]> => {
    if (signal?.aborted === true) return [];
    const verdict = await checkReply(vector, await adapter.ask(vector), false, diagnose);
    return verdict.status === 'failed' ? verdict.failures : [];
  };
  const vectorOf = async (given: JsonObject) => toVector(id, operation, given, await referenceAnswer(operation, given));
  const isExpected = async (given: JsonObject) => {
    const failures = await failuresOf(await vectorOf(given), noDiagnosis);
    if (failures.length === 0) return true;
    const kind = kindOf(operation, failures);
    if (accepted.has(kind)) met.add(kind);
    else latest = failures;
    return accepted.has(kind);
  };
  const property = fc.asyncProperty(INPUTS[operation]?.input ?? fc.constant({}), isExpected);
  for (;;) {
    const details = await fc.check(property, { seed, numRuns: count, interruptAfterTimeLimit: MAX_MS });
    const run = { operation, runs: details.numRuns, seed, known: [...met] };
    if (details.counterexample === null) return { ...run, failures: [] };
    const counterexample = await vectorOf(details.counterexample[0]);
    const again = signal?.aborted === true ? latest : await failuresOf(counterexample, newDiagnosis(hello));
    const failures = again.length > 0 ? again : [unstable(latest)];
    const kind = kindOf(operation, failures);
    if (!isListing || met.size >= MOST_KINDS) return { ...run, id: kind, counterexample, failures };
    accepted.add(kind);
    met.add(kind);
  }
}

/** While a failure is shrunk, its cause does not matter. */
const noDiagnosis: Diagnose = () => Promise.resolve(undefined);

/** An adapter that is asked the same twice should answer the same. */
function unstable([first]: readonly Failure[]): Failure {
  const what = first === undefined ? '' : `; it failed with ${first.actual} in the place of ${first.expected}`;
  return {
    expected: 'the same verdict again',
    actual: `unstable: failed once, and passed when asked again${what}`,
  };
}

/** What a wrong verdict is, by how it is shown. */
const VERDICTS = [
  ['unstable', 'unstable'],
  ['refused', 'refused'],
  ['crashed', 'crashed'],
  ['{', 'accepted'],
] as const;

/** The kind of a failure, which many inputs share: where the output is wrong, or which verdict. */
function kindOf(operation: string, failures: readonly Failure[]): string {
  const [first] = failures;
  const place = first?.path?.replaceAll(/\["(?:[^"\\]|\\.)*"\]|\[\d+\]/g, '[*]');
  const verdict = VERDICTS.find(([beginning]) => first?.actual.startsWith(beginning))?.[1] ?? 'no-answer';
  return `${operation}/generated/${place ?? verdict}`;
}

/** An input with the answer of the oracle: what it must come to. */
function toVector(id: string, operation: string, input: JsonObject, answer: Answer): Vector {
  const common = {
    id,
    operation,
    about: 'Generated.',
    spec: [],
    basis: 'decision' as const,
    flags: [],
    features: INPUTS[operation]?.features ?? [],
    input,
  };
  if ('unsupported' in answer) throw new Error(`${operation}: has no oracle`);
  if (!answer.ok) {
    const { code, path } = answer.error;
    return {
      ...common,
      result: 'invalid',
      error: { ...(code === undefined ? {} : { code }), ...(path === undefined ? {} : { path }) },
    };
  }
  return { ...common, result: 'valid', output: outputOf(operation, answer.output) };
}

/** Of a created request, what does not depend on nonce and clock. */
function outputOf(operation: string, output: JsonObject): JsonObject {
  if (operation !== 'create-token-request') return output;
  const { timestamp: _timestamp, nonce: _nonce, mac: _mac, ...rest } = output['request'] as JsonObject;
  return rest;
}
