import type { Failure, CodeMatch } from './judge.js';
import type { Hello } from './protocol.js';
import type { Note, Vector } from './vector.js';

/** How one test went. */
export type CaseResult = {
  readonly id: string;
  readonly operation: string;
  readonly about: string;
  readonly spec: readonly string[];
  readonly basis: Vector['basis'];
  readonly flags: readonly string[];
  readonly status: 'won' | 'failed' | 'unsupported';
  /** Of a refusal that was expected and came: whether code and path are those of the vector. */
  readonly code?: CodeMatch;
  /** Of an unsupported test: why it was not asked or not answered. */
  readonly reason?: string;
  readonly failures?: readonly Failure[];
  readonly milliseconds: number;
};

/** How many tests went how. */
export type Counts = {
  readonly won: number;
  readonly failed: number;
  readonly unsupported: number;
  /** Of the refusals that were expected and came, how many had code and path of the vector. */
  readonly code: Readonly<Record<CodeMatch, number>>;
};

/** A run from beginning to end. */
export type Report = {
  readonly adapter: Hello;
  /** SHA-256 of the vector files, in hex. */
  readonly vectors: string;
  readonly strict: boolean;
  readonly totals: Counts;
  /** By operation, in the order of the tests. */
  readonly operations: Readonly<Record<string, Counts>>;
  readonly results: readonly CaseResult[];
  /** What the flags of the failed tests stand for. */
  readonly notes: Readonly<Record<string, Note>>;
  /** Faults of the adapter that belong to no test. */
  readonly warnings: readonly string[];
};

/** Counts results. */
export function countResults(results: readonly CaseResult[]): Counts {
  const count = (test: (result: CaseResult) => boolean) => results.filter(test).length;
  return {
    won: count(({ status }) => status === 'won'),
    failed: count(({ status }) => status === 'failed'),
    unsupported: count(({ status }) => status === 'unsupported'),
    code: {
      match: count(({ code }) => code === 'match'),
      differs: count(({ code }) => code === 'differs'),
      none: count(({ code }) => code === 'none'),
    },
  };
}

/** Counts the results of each operation. */
export function countOperations(results: readonly CaseResult[]): Record<string, Counts> {
  const names = [...new Set(results.map(({ operation }) => operation))];
  return Object.fromEntries(
    names.map((name) => [name, countResults(results.filter(({ operation }) => operation === name))]),
  );
}
