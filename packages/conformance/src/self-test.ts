import { fileURLToPath } from 'node:url';
import type { VectorSet } from './load-vectors.js';
import { countResults } from './report.js';
import { runConformance } from './run-conformance.js';
import { MUTANTS } from './reference/mutants.js';
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

/** The scripts of the adapters: the tests run them from elsewhere. */
export type SelfTestScripts = { readonly reference: string; readonly broken: string };

const SCRIPTS: SelfTestScripts = {
  reference: fileURLToPath(new URL('reference-adapter.js', import.meta.url)),
  broken: fileURLToPath(new URL('mutant-adapter.js', import.meta.url)),
};

/**
 * Runs the vectors through our own packages, which must pass all, and for each operation through an adapter that is
 * broken in it, which must fail there and nowhere else.
 *
 * @param set the vectors
 * @param onResult called after each operation
 * @param scripts where the two adapters are
 */
export async function selfTest(
  set: VectorSet,
  onResult: (result: SelfTestResult) => void = () => {},
  scripts: SelfTestScripts = SCRIPTS,
): Promise<SelfTestResult[]> {
  const right = await runConformance({ command: [process.execPath, scripts.reference], vectors: set });
  const results: SelfTestResult[] = [];
  for (const operation of OPERATIONS) {
    const own = right.results.filter((result) => result.operation === operation);
    const { passed, failed } = countResults(own);
    const caught = passed + failed === 0 ? undefined : await failuresOfBroken(set, operation, scripts.broken);
    const ok = failed === 0 && caught !== 0;
    const result = { operation, tests: own.length, passed, caught, ok };
    results.push(result);
    onResult(result);
  }
  return results;
}

async function failuresOfBroken(set: VectorSet, operation: string, script: string): Promise<number> {
  if (MUTANTS[operation] === undefined) return 0;
  const vectors = set.vectors.filter((vector) => vector.operation === operation);
  const { totals } = await runConformance({
    command: [process.execPath, script, operation],
    vectors: { ...set, vectors },
  });
  return totals.failed;
}
