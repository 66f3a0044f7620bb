import type { Tree } from './tree.js';

/** A place that breaks a rule of the repository. */
export type Issue = {
  /** Path from the root of the repository. */
  readonly file: string;
  /** Line of the file, from 1. */
  readonly line: number;
  readonly message: string;
  /** What to do about it. */
  readonly remediation: string;
};

/** The result of a check. */
export type Findings = {
  /** What was checked: `142 files`. */
  readonly checked: string;
  readonly issues: readonly Issue[];
};

/** A rule that no linter of this repository can check. */
export type Check = {
  readonly name: string;
  readonly purpose: string;
  readonly run: (tree: Tree) => Findings;
};
