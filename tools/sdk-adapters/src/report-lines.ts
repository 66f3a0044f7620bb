import { countByOperation } from './compatibility.js';
import type { Compatibility, Count } from './compatibility.js';
import type { Run } from './run-adapters.js';

/** The line of one SDK, printed when it has run. */
export function runLine(run: Run, committed: Compatibility): string {
  const name = run.adapter.name.padEnd(12);
  if ('notRun' in run) {
    const last = committed.sdks.find((sdk) => sdk.name === run.adapter.name);
    const kept = last === undefined ? 'no committed result' : `the result of ${last.version}, ${last.date}, stays`;
    return `${name} not run: ${run.notRun} (${kept})`;
  }
  const counts = Object.values(countByOperation(run.result.tests));
  const sum = (of: keyof Count) => counts.reduce((total, count) => total + count[of], 0);
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const times = `installed in ${seconds(run.installMs)}, ran in ${seconds(run.runMs)}`;
  return `${name} ${run.result.version}: ${sum('passed')} passed, ${sum('failed')} failed, ${sum('unsupported')} unsupported (${times})`;
}

/**
 * The closing lines: what is wrong, which SDKs were not run, and the tally.
 * @param runs The runs.
 * @param check Whether they were compared with the committed results, else written.
 * @param issues What differs from the committed results, and known causes that explain nothing.
 * @param leftOut Names of the SDKs that were not tried because they are not for CI.
 */
export function closingLines(
  runs: readonly Run[],
  check: boolean,
  issues: readonly string[],
  leftOut: readonly string[],
): string {
  const notRun = runs.filter((run) => 'notRun' in run).map(({ adapter }) => adapter.name);
  const tally = [
    `${runs.length - notRun.length} SDKs ran`,
    ...(notRun.length === 0 ? [] : [`not run: ${notRun.join(', ')}`]),
    ...(leftOut.length === 0 ? [] : [`not for CI: ${leftOut.join(', ')}`]),
  ].join('; ');
  const end = check
    ? issues.length === 0
      ? 'What ran is as committed.'
      : `${issues.length} issues; if the differences are intended: npm run conformance:sdks`
    : 'Wrote docs/compatibility.md and docs/compatibility.json.';
  return [...issues, `${tally}. ${end}`].join('\n');
}
