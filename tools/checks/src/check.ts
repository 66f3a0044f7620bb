import type { Tree } from './tree.js';

/** Something that a check refuses. */
export type Fault = {
  /** Path from the root of the repository. */
  readonly file: string;
  /** Line of the file, from 1. */
  readonly line: number;
  /** What is wrong. */
  readonly message: string;
  /** How to mend it. */
  readonly mend: string;
};

/** What a check found. */
export type Findings = {
  /** What was looked at: `142 imports`. */
  readonly looked: string;
  readonly faults: readonly Fault[];
};

/** One rule of the house. */
export type Check = {
  readonly name: string;
  readonly purpose: string;
  readonly run: (tree: Tree) => Findings;
};
