import type { CodeMatch, Failure } from './check-reply.js';
import type { Hello } from './protocol.js';
import type { Note, Vector } from './vector.js';

/** How one test went. */
export type CaseResult = Pick<Vector, 'id' | 'operation' | 'about' | 'spec' | 'basis' | 'flags' | 'result'> & {
  readonly status: 'passed' | 'failed' | 'unsupported';
  /** Of a refusal that was expected and came: whether code and path are those of the vector. */
  readonly code?: CodeMatch;
  /** Of a refusal that was expected and came: its message. */
  readonly message?: string;
  /** Of an unsupported test: why it was not asked, not answered, or not counted. */
  readonly reason?: string;
  readonly failures?: readonly Failure[];
  /** The SDK or the adapter crashed, rather than giving a wrong answer. */
  readonly crashed?: true;
  readonly milliseconds: number;
};

/** How many tests went how. */
export type Counts = {
  readonly passed: number;
  readonly failed: number;
  readonly unsupported: number;
  /** How many of the failed ones crashed. */
  readonly crashed: number;
  /** Of the refusals that were expected and came, how many had code and path of the vector. */
  readonly code: Readonly<Record<CodeMatch, number>>;
};

/** Counts, and the same by basis: what Ably's specification says, and what is a decision of this project. */
export type Totals = Counts & Readonly<Record<Vector['basis'], Counts>>;

/** How the generated tests of one operation went. */
export type GeneratedRun = {
  readonly operation: string;
  /** How many tests were run, to the first that failed. */
  readonly runs: number;
  readonly seed: number;
  /** What kind of failure it is, as it stands in a list of expected failures. */
  readonly id?: string;
  /** The smallest input found that fails, as a vector. */
  readonly counterexample?: Vector;
  readonly failures: readonly Failure[];
  /** Ids of failures that came, and are on the list of expected failures. */
  readonly known: readonly string[];
};

/** How a run compares with a list of failures that are known. */
export type Expectation = {
  /** Failed, and on the list. */
  readonly known: readonly string[];
  /** Failed, and not on the list. */
  readonly unlisted: readonly string[];
  /** On the list, and did not fail: passed, not supported any more, or no such test. */
  readonly stale: readonly string[];
};

/** A run from beginning to end. */
export type Report = {
  readonly adapter: Hello;
  /** SHA-256 of the vector files, in hex. */
  readonly vectors: string;
  readonly strict: boolean;
  readonly totals: Totals;
  /** By operation, in the order of the tests. */
  readonly operations: Readonly<Record<string, Totals>>;
  readonly results: readonly CaseResult[];
  readonly generated: readonly GeneratedRun[];
  /** What the flags of the failed tests stand for. */
  readonly notes: Readonly<Record<string, Note>>;
  /** What is wrong with the adapter as a whole. */
  readonly warnings: readonly string[];
  /** Why the counts say nothing about the SDK; undefined where they do. */
  readonly noScore?: string;
  /** Why the run ended before its last test, and how many tests were not run. */
  readonly stopped?: { readonly reason: string; readonly notRun: number };
  /** Undefined where no list was given. */
  readonly expectedFailures?: Expectation;
};

/** Counts results. */
export function countResults(results: readonly CaseResult[]): Totals {
  const of = (basis: Vector['basis']) => countsOf(results.filter((result) => result.basis === basis));
  return { ...countsOf(results), spec: of('spec'), decision: of('decision') };
}

function countsOf(results: readonly CaseResult[]): Counts {
  const count = (test: (result: CaseResult) => boolean) => results.filter(test).length;
  return {
    passed: count(({ status }) => status === 'passed'),
    failed: count(({ status }) => status === 'failed'),
    unsupported: count(({ status }) => status === 'unsupported'),
    crashed: count(({ crashed }) => crashed === true),
    code: {
      match: count(({ code }) => code === 'match'),
      differs: count(({ code }) => code === 'differs'),
      none: count(({ code }) => code === 'none'),
    },
  };
}

/** Counts the results of each operation. */
export function countOperations(results: readonly CaseResult[]): Record<string, Totals> {
  const names = [...new Set(results.map(({ operation }) => operation))];
  return Object.fromEntries(
    names.map((name) => [name, countResults(results.filter(({ operation }) => operation === name))]),
  );
}
