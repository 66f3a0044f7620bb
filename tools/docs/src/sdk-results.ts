import { code, table } from './markdown.js';
import { namesIn, readJson } from './repository.js';

type Outcome = 'passed' | 'unsupported' | readonly { readonly cause: string | null }[];
type Compatibility = {
  readonly sdks: readonly {
    readonly name: string;
    readonly version: string;
    readonly own?: boolean;
    readonly tests: Readonly<Record<string, Outcome>>;
  }[];
};
type VectorFile = { readonly groups: readonly { readonly tests: readonly { readonly id: string }[] }[] };

/** More are in the full report. */
const MOST_CAUSES = 3;

const VECTORS = /^Vectors: (`[^`]+`(?:, `[^`]+`)*)\.?$/gm;

/** After each line `Vectors: …` of a guide, what the public SDKs answered to those vectors when they were last run. */
export function withSdkResults(markdown: string): string {
  return markdown.replace(VECTORS, (line: string, list: string) => {
    const patterns = list.split(', ').map((one) => one.slice(1, -1));
    return `${line}\n\n${resultsTable(patterns)}`;
  });
}

function resultsTable(patterns: readonly string[]): string {
  const ids = patterns.flatMap(idsOf);
  const { sdks } = readJson('docs/compatibility.json') as Compatibility;
  const rows = sdks.flatMap(({ name, version, own = false, tests }) => {
    if (own) return [];
    const outcomes = ids.map((id) => tests[id]).filter((one) => one !== undefined && one !== 'unsupported');
    if (outcomes.length === 0) return [];
    const passed = outcomes.filter((one) => one === 'passed').length;
    const causes = outcomes.flatMap((one) =>
      typeof one === 'string' ? [] : one.map(({ cause }) => titleOf(cause ?? '')),
    );
    return [[`${name} ${version}`, `${passed} of ${outcomes.length}`, frequent(causes)]];
  });
  if (rows.length === 0)
    return 'None of the SDKs that are [run](/conformance/compatibility.md) offers a way to ask this.';
  return table(['SDK', 'agrees in', 'where it differs'], rows);
}

/** A cause without who is known for it and how to fix it, which the full report has. */
function titleOf(cause: string): string {
  const title = cause.replace(/( \([^)]*\))?: [A-Z].*$/s, '');
  return title.replace(/`[^`]*`|</g, (found) => (found === '<' ? '&lt;' : found));
}

/** The causes that come up most, each once. */
function frequent(causes: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const cause of causes.filter(Boolean)) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a).map(([cause, count]) => `${cause} (${count})`);
  const rest = sorted.length - MOST_CAUSES;
  const more = rest > 0 ? `; [${rest} more](/conformance/compatibility.md)` : '';
  return sorted.slice(0, MOST_CAUSES).join('; ') + more || '–';
}

/** The published vectors whose id a pattern such as `mac/*` names. */
function idsOf(pattern: string): string[] {
  const beginning = pattern.endsWith('/*') ? pattern.slice(0, -1) : undefined;
  const found = vectorIds().filter((id) => (beginning === undefined ? id === pattern : id.startsWith(beginning)));
  if (found.length === 0) throw new Error(`Vectors: there is no ${code(pattern)}`);
  return found;
}

let known: readonly string[] | undefined;

function vectorIds(): readonly string[] {
  known ??= namesIn('vectors/v1')
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => (readJson(`vectors/v1/${name}`) as VectorFile).groups)
    .flatMap(({ tests }) => tests.map(({ id }) => id));
  return known;
}
