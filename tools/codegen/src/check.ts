import { readText, staleFiles } from './files.js';
import type { Output } from './output.js';

/** A committed file that is not what the generator writes. */
export type Difference = {
  readonly path: string;
  /** First line that differs, from 1. */
  readonly line: number;
  readonly committed: string | undefined;
  readonly generated: string | undefined;
};

/** Compares what is committed with what is generated. */
export function findDifferences(root: string, outputs: readonly Output[]): Difference[] {
  const differences: Difference[] = [];
  for (const { path, text } of outputs) {
    const committed = readText(root, path);
    if (committed !== text) differences.push(firstDifference(path, committed ?? '', text));
  }
  const stale = staleFiles(root, outputs).map((path) => firstDifference(path, readText(root, path) ?? '', ''));
  return [...differences, ...stale];
}

function firstDifference(path: string, committed: string, generated: string): Difference {
  const left = committed.split('\n');
  const right = generated.split('\n');
  const index = right.findIndex((line, at) => line !== left[at]);
  const at = index < 0 ? right.length : index;
  return { path, line: at + 1, committed: left[at], generated: right[at] };
}
