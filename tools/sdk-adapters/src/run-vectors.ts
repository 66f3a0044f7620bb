import { loadVectors, runConformance } from '@ably-auth/conformance';
import type { Adapter } from './adapter.js';
import { causeOf, readCauses } from './cause.js';
import { countByBasis, type Difference, type Outcome, type SdkResult } from './compatibility.js';
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
  const { warnings, stopped } = report;
  // Those of an operation speak of the SDK.
  const wrong = [
    ...warnings.filter((text) => text.startsWith('The adapter')),
    ...(stopped === undefined ? [] : [`stopped: ${stopped.reason}`]),
  ];
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  const now = Date.now();
  const offered = report.results.filter(({ operation }) => report.adapter.operations.includes(operation));
  const outcomes = offered.map(({ id, status, failures = [] }): [string, Outcome] => {
    if (status !== 'failed') return [id, status];
    const steady = (text: string) => withoutChance(text, inputs.get(id) ?? '', now);
    const found = failures.map(({ path = null, expected, actual, cause = null }): Difference => {
      const difference = { path, expected: steady(expected), actual: steady(actual), cause };
      return { ...difference, cause: causeOf(causes, id, difference) };
    });
    return [id, found];
  });
  const tests = Object.fromEntries(outcomes);
  const bases = new Map(vectors.vectors.map(({ id, basis }) => [id, basis]));
  const { version, language } = report.adapter;
  const { name, package: from, notes, worst, own } = adapter;
  const date = new Date(now).toISOString().slice(0, 10);
  return {
    name,
    package: from,
    version,
    language,
    date,
    vectors: report.vectors,
    notes,
    worst,
    ...(own && { own }),
    totals: countByBasis(tests, (id) => bases.get(id) ?? 'decision'),
    tests,
  };
}
