import type { Spread } from './spread.js';

/** What is asked of a row. */
export type Goal =
  /** Ours is at least so many times as fast as the rival. */
  | { readonly kind: 'rate'; readonly atLeast: number }
  /** Ours takes at most so many times what the rival takes. */
  | { readonly kind: 'time'; readonly atMost: number }
  /** Ours takes at most so much, in the unit of the row. */
  | { readonly kind: 'limit'; readonly atMost: number };

/** A part of what ours costs, in per cent. */
export type Cost = { readonly part: string; readonly percent: number };

/** Whom ours is compared with, and what that one takes in the unit of the row. */
export type Rival = {
  readonly name: string;
  readonly value: number;
  /** How many times as fast ours is; how many times the time or the size, where the goal or the unit is of these. */
  readonly ratio?: Spread;
  /** Measured elsewhere, because the rival is not installed here. */
  readonly recorded?: boolean;
};

/** A line of the report. */
export type Row = {
  readonly job: string;
  readonly what: string;
  readonly unit: 'ns/op' | 'µs' | 'ms' | 'bytes' | 'times';
  readonly ours: number;
  readonly rival?: Rival;
  readonly goal?: Goal;
  /** Where the cost of ours goes; known where a goal is not met. */
  readonly costs?: readonly Cost[];
};

/** By how much a row misses its goal, as a share of the goal; 0 if it is met, undefined without a goal. */
export function shortfall({ ours, rival, goal }: Pick<Row, 'ours' | 'rival' | 'goal'>): number | undefined {
  if (goal === undefined) return undefined;
  const ratio = rival?.ratio?.median ?? Number.NaN;
  if (goal.kind === 'rate') return ratio >= goal.atLeast ? 0 : 1 - ratio / goal.atLeast;
  const taken = goal.kind === 'time' ? ratio : ours;
  return taken <= goal.atMost ? 0 : taken / goal.atMost - 1;
}

/** Whether a row has a goal and does not reach it; NaN does not reach it. */
export function missesGoal(row: Pick<Row, 'ours' | 'rival' | 'goal'>): boolean {
  return row.goal !== undefined && shortfall(row) !== 0;
}
