import type { Outcome, SdkResult } from './compatibility.js';

/**
 * Says in a line each what the run shows otherwise than the committed result; the day of the run does not count.
 * @param committed Result in docs/compatibility.json; undefined when the SDK has none.
 * @param result Result of this run.
 */
export function differences(committed: SdkResult | undefined, result: SdkResult): string[] {
  if (committed === undefined) return [`${result.name}: no committed result`];
  const lines: string[] = [];
  if (committed.version !== result.version) {
    lines.push(`${result.name}: version ${committed.version} is committed, ${result.version} ran`);
  }
  const ids = new Set([...Object.keys(committed.tests), ...Object.keys(result.tests)]);
  for (const id of ids) {
    const before = shown(committed.tests[id]);
    const now = shown(result.tests[id]);
    if (before !== now) lines.push(`${result.name} ${id}\n  committed: ${before}\n  now:       ${now}`);
  }
  return lines;
}

// The cause is our own words and may become better ones. The message of a refusal is often the language's, and changes
// with its version; the code is the SDK's.
function shown(outcome: Outcome | undefined): string {
  if (outcome === undefined) return 'no such test';
  if (typeof outcome === 'string') return outcome;
  const places = outcome.map(({ path, expected, actual }) => {
    const where = path === null ? '' : `${path}: `;
    return `${where}expected ${expected}, got ${actual.replace(/^((?:crashed: )?refused(?: with \d+)?): .*$/s, '$1')}`;
  });
  return `failed: ${places.join('; ')}`;
}
