import { loadVectors, runConformance } from '@ably-auth/conformance';
import type { Adapter } from './adapter.js';
import { causeOf, readCauses } from './cause.js';
import type { Difference, Outcome, SdkResult } from './compatibility.js';
import { withoutChance } from './without-chance.js';

/**
 * Runs every vector through an adapter whose SDK is installed.
 * @param adapter Adapter to run.
 * @throws {Error} When the adapter does not start or end as it must.
 */
export async function runVectors(adapter: Adapter): Promise<SdkResult> {
  const vectors = loadVectors();
  const inputs = new Map(vectors.vectors.map(({ id, input }) => [id, JSON.stringify(input)]));
  const causes = readCauses(adapter.folder);
  // The SDKs log what they refuse; what an adapter says when it does not start comes with the error.
  const report = await runConformance({ command: adapter.run, cwd: adapter.folder, vectors, onStderr: () => {} });
  if (report.warnings.length > 0) throw new Error(report.warnings.join('\n'));
  const now = Date.now();
  const offered = report.results.filter(({ operation }) => report.adapter.operations.includes(operation));
  const tests = offered.map(({ id, status, failures = [] }): [string, Outcome] => {
    if (status !== 'failed') return [id, status];
    const steady = (text: string) => withoutChance(text, inputs.get(id) ?? '', now);
    const found = failures.map(({ path = null, expected, actual, cause = null }): Difference => {
      const difference = { path, expected: steady(expected), actual: steady(actual), cause };
      return { ...difference, cause: causeOf(causes, id, difference) };
    });
    return [id, found];
  });
  const { version, language } = report.adapter;
  const { name, package: from, notes } = adapter;
  const date = new Date(now).toISOString().slice(0, 10);
  return {
    name,
    package: from,
    version,
    language,
    date,
    vectors: report.vectors,
    notes,
    tests: Object.fromEntries(tests),
  };
}
