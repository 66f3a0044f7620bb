import type { Job } from './job.js';
import { duel, type Settings, type Side } from './measure.js';
import type { Goal, Row } from './row.js';
import { spread } from './spread.js';

/** A duel to be run: ours and one rival on the same work. */
export type Comparison = {
  readonly what: string;
  readonly ours: Side;
  readonly rival: Side;
  readonly goal?: Goal;
};

/** A job of duels. */
export function duels(name: string, comparisons: () => readonly Comparison[] | Promise<readonly Comparison[]>): Job {
  return {
    name,
    run: async (settings) => {
      const rows: Row[] = [];
      for (const comparison of await comparisons()) rows.push(await compare(name, comparison, settings));
      return rows;
    },
  };
}

/** Runs a duel and reports it. */
export async function compare(job: string, { what, ours, rival, goal }: Comparison, settings: Settings): Promise<Row> {
  const [mine = [], theirs = []] = await duel([ours, rival], settings);
  const ratio = spread(mine.map((ns, round) => rateOrTime(ns, theirs[round] ?? Number.NaN, goal)));
  return {
    job,
    what,
    unit: 'ns/op',
    ours: spread(mine).median,
    rival: { name: rival.name, value: spread(theirs).median, ratio },
    ...(goal && { goal }),
  };
}

function rateOrTime(mine: number, theirs: number, goal: Goal | undefined): number {
  return goal?.kind === 'time' ? mine / theirs : theirs / mine;
}
