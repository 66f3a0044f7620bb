import type { Output } from './output.js';
import type { Io } from './io.js';

/** What every command works with. */
export type Context = {
  readonly io: Io;
  readonly output: Output;
  /** The time in ms since the epoch. */
  readonly now: () => number;
  /** Sets the exit code. */
  end(exitCode: number): void;
};
