import type { Output } from './output.js';
import type { Surroundings } from './surroundings.js';

/** What every command works with. */
export type Context = {
  readonly surroundings: Surroundings;
  readonly output: Output;
  /** The time in ms since the epoch. */
  readonly now: () => number;
  /** Sets the exit code. */
  end(exitCode: number): void;
};
