import type { Counts, Report } from '../report.js';

export const COLUMNS = ['operation', 'won', 'failed', 'unsupported', 'code and path'] as const;

/** A row for each operation and one for all: how its tests went, and how many refusals had code and path. */
export function countRows({ operations, totals }: Report): string[][] {
  return [...Object.entries(operations), ['all', totals] as const].map(([name, counts]) => [
    name,
    String(counts.won),
    String(counts.failed),
    String(counts.unsupported),
    codeText(counts),
  ]);
}

function codeText({ code: { match, differs, none } }: Counts): string {
  const refusals = match + differs + none;
  return refusals === 0 ? '' : `${match} of ${refusals}`;
}
