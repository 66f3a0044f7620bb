import { AsyncLocalStorage } from 'node:async_hooks';
import { currentTime } from '@ably-auth/validation/internal';

/** The clock of a sandbox, which its admin route moves. */
export class SandboxClock {
  readonly #now: (() => number) | undefined;
  readonly #supposed = new AsyncLocalStorage<number>();
  #ahead = 0;

  constructor(now: (() => number) | undefined) {
    this.#now = now;
  }

  /** The time of the sandbox, in ms since the epoch. */
  now(): number {
    return this.#supposed.getStore() ?? currentTime(this.#now) + this.#ahead;
  }

  /** Moves the clock, forwards or back. */
  advance(ms: number): void {
    this.#ahead += ms;
  }

  /** Does something as if it were another time: asks whether a token will be refused then. */
  at<Result>(time: number, work: () => Result): Result {
    return this.#supposed.run(time, work);
  }
}
