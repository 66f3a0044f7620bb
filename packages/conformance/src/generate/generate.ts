import fc from 'fast-check';
import type { Adapter } from '../adapter.js';
import { newDiagnosis, type Diagnose } from '../diagnose.js';
import { judge, type Failure } from '../judge.js';
import type { Answer, Hello } from '../protocol.js';
import { referenceAnswer } from '../reference/answer.js';
import type { JsonObject, Vector } from '../vector.js';
import { INPUTS } from './inputs.js';

/** How the generated tests of one operation went. */
export type GeneratedRun = {
  readonly operation: string;
  /** How many tests were run, to the first that failed. */
  readonly runs: number;
  readonly seed: number;
  /** The smallest input found that fails, as a vector. */
  readonly counterexample?: Vector;
  readonly failures: readonly Failure[];
};

/** How long one operation may take, shrinking included, in ms. */
const MAX_MS = 120_000;

/**
 * Runs generated tests through an adapter, with our own packages as the oracle, and shrinks what fails.
 *
 * @param adapter the adapter
 * @param operations which operations, of those that can be generated
 * @param hello how it introduced itself: only its operations are run
 * @param count how many tests for each operation
 * @param seed which tests: the same seed gives the same
 * @param onRun called after each operation
 */
export async function runGenerated(
  adapter: Adapter,
  operations: ReadonlySet<string>,
  hello: Hello,
  count: number,
  seed: number,
  onRun: (run: GeneratedRun) => void,
): Promise<GeneratedRun[]> {
  const runs: GeneratedRun[] = [];
  for (const [operation, { input, features = [] }] of Object.entries(INPUTS)) {
    if (
      !operations.has(operation) ||
      !hello.operations.includes(operation) ||
      !features.every((feature) => hello.features.includes(feature))
    )
      continue;
    const run = await runOperation(adapter, operation, input, count, seed);
    runs.push(run);
    onRun(run);
  }
  return runs;
}

async function runOperation(
  adapter: Adapter,
  operation: string,
  input: fc.Arbitrary<JsonObject>,
  count: number,
  seed: number,
): Promise<GeneratedRun> {
  const id = `${operation}/generated/seed-${seed}`;
  const failuresOf = async (vector: Vector, diagnose: Diagnose): Promise<readonly Failure[]> => {
    const judgement = await judge(vector, await adapter.ask(vector), false, diagnose);
    return judgement.status === 'failed' ? judgement.failures : [];
  };
  const vectorOf = async (given: JsonObject) => toVector(id, operation, given, await referenceAnswer(operation, given));

  const property = fc.asyncProperty(
    input,
    async (given) => (await failuresOf(await vectorOf(given), noDiagnosis)).length === 0,
  );
  const details = await fc.check(property, { seed, numRuns: count, interruptAfterTimeLimit: MAX_MS });
  const runs = details.numRuns;
  if (details.counterexample === null) return { operation, runs, seed, failures: [] };
  const counterexample = await vectorOf(details.counterexample[0]);
  return { operation, runs, seed, counterexample, failures: await failuresOf(counterexample, newDiagnosis()) };
}

/** While a failure is shrunk, its cause does not matter. */
const noDiagnosis: Diagnose = () => Promise.resolve(undefined);

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

/** A vector as it stands in a file: the operation is that of the file. */
export function vectorText({ operation: _operation, features, ...test }: Vector): string {
  return JSON.stringify({ ...test, ...(features.length === 0 ? {} : { features }) }, undefined, 2);
}

/** Of a created request, what does not depend on nonce and clock. */
function outputOf(operation: string, output: JsonObject): JsonObject {
  if (operation !== 'create-token-request') return output;
  const { timestamp: _timestamp, nonce: _nonce, mac: _mac, ...rest } = output['request'] as JsonObject;
  return rest;
}
