import type { Settings } from './measure.js';
import type { Row } from './row.js';

/** A job of the benchmark: something a user does, beside what they would use instead. */
export type Job = {
  /** Chosen by `--only`. */
  readonly name: string;
  /** Answers its rows; a failure is thrown. */
  readonly run: (settings: Settings) => Promise<Row[]>;
};
