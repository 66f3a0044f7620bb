import { fileURLToPath } from 'node:url';
import type { VectorSet } from './load-vectors.js';
import { countResults } from './report.js';
import { runConformance } from './run-conformance.js';
import { OPERATIONS } from './vector.js';

/** How the vectors of one operation did: they must pass our own packages, and fail a broken adapter. */
export type SelfTestResult = {
  readonly operation: string;
  readonly tests: number;
  /** How many our own packages passed. */
  readonly passed: number;
  /** What the broken adapter failed; undefined where our packages do not have the operation. */
  readonly caught: number | undefined;
  /** Whether that is as it must be; true where nothing could be run. */
  readonly ok: boolean;
};

// Below `dist` also for a test of the sources: a process runs what is built.
const scriptOf = (name: string) => fileURLToPath(new URL(`../dist/${name}.js`, import.meta.url));

/** The adapters of our own packages, and of the same with a bug in the operation that its argument names. */
export const ADAPTERS = { reference: scriptOf('reference-adapter'), broken: scriptOf('mutant-adapter') };

/**
 * Runs the vectors through our own packages, which must pass all, and for each operation through an adapter that is
 * broken in it, which must fail there and nowhere else.
 *
 * @param set the vectors
 * @param onResult called after each operation
 */
export async function selfTest(
  set: VectorSet,
  onResult: (result: SelfTestResult) => void = () => {},
): Promise<SelfTestResult[]> {
  const right = await runConformance({ command: [process.execPath, ADAPTERS.reference], vectors: set });
  const results: SelfTestResult[] = [];
  for (const operation of OPERATIONS) {
    const own = right.results.filter((result) => result.operation === operation);
    const { passed, failed } = countResults(own);
    const caught = passed + failed === 0 ? undefined : await failuresOfBroken(set, operation);
    const ok = failed === 0 && caught !== 0;
    const result = { operation, tests: own.length, passed, caught, ok };
    results.push(result);
    onResult(result);
  }
  return results;
}

async function failuresOfBroken(set: VectorSet, operation: string): Promise<number> {
  const vectors = set.vectors.filter((vector) => vector.operation === operation);
  const { totals } = await runConformance({
    command: [process.execPath, ADAPTERS.broken, operation],
    vectors: { ...set, vectors },
  });
  return totals.failed;
}
