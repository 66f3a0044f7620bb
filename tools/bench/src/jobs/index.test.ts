import { expect, it } from 'vitest';
import { jobs } from './index.js';
import type { Settings } from '../measure.js';
import { page } from '../page.js';
import { report } from '../report.js';
import { table } from '../table.js';

// Only that it works: nothing here is timed.
const ONCE: Settings = { rounds: 1, batchMs: 0.5, warmupMs: 1 };

it.each(jobs)('$name runs and gives finite numbers', async ({ name, run }) => {
  const rows = await run(ONCE);
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) {
    expect(row.job).toBe(name);
    expect(row.ours).toBeGreaterThan(0);
    expect(Number.isFinite(row.ours)).toBe(true);
    if (row.rival === undefined) continue;
    expect(Number.isFinite(row.rival.value)).toBe(true);
    expect(Number.isFinite(row.rival.ratio?.median)).toBe(true);
  }
  const finished = report(rows);
  for (const text of [table(finished), page(finished)]) {
    expect(text).toContain(rows[0]?.what);
    expect(text).not.toMatch(/NaN|undefined/);
  }
});
