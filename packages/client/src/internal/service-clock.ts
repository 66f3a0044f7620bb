import { serviceTime } from './service.js';
import type { Settings } from './settings.js';
import { SharedAttempt } from './shared-attempt.js';

/** The time of the service, by a local clock and the offset that was found once (RSA10k). */
export class ServiceClock {
  readonly #settings: Settings;
  readonly #query = new SharedAttempt<void>();
  #offset: number | undefined;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Asks the service for its time, unless the offset is known; several callers at once ask once. */
  async query(signal: AbortSignal | undefined): Promise<void> {
    if (this.#offset !== undefined) return;
    await (this.#query.isUnderWay
      ? this.#query.wait(signal)
      : this.#query.start(async (aborted) => this.#ask(aborted), signal));
  }

  async #ask(signal: AbortSignal): Promise<void> {
    const asked = this.#settings.now();
    const time = await serviceTime(this.#settings, signal);
    // The answer is from about the middle of the exchange.
    this.#offset = Math.round(time - (asked + this.#settings.now()) / 2);
  }

  /** The time to sign with, in ms since the epoch. */
  now(): number {
    return this.#settings.now() + (this.#offset ?? 0);
  }

  /** The time of the service where it is known; a local clock alone decides nothing (RSA4b1). */
  known(): number | undefined {
    return this.#offset === undefined ? undefined : this.now();
  }
}
