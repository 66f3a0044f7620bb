/** A connection is asked for another token so long before its own expires, in ms. */
const PROMPT_BEFORE_MS = 30_000;

/** A token that lives no longer than this when it is adopted is not asked to be renewed, in ms. */
const NO_PROMPT_MS = 5_500;

/** A client that keeps sending short tokens is asked once in this time, in ms. */
const PROMPT_INTERVAL_MS = 1_000;

/**
 * When to ask a connection for another token (RTN22).
 *
 * @param expires when its token expires; undefined with Basic auth
 * @param now when the token was adopted
 * @param promptedAt when it was asked the last time
 * @returns in ms since the epoch, as the arguments; undefined: it is not asked
 */
export function promptTime(expires: number | undefined, now: number, promptedAt: number): number | undefined {
  if (expires === undefined || expires - now <= NO_PROMPT_MS) return undefined;
  return Math.max(now, expires - PROMPT_BEFORE_MS, promptedAt + PROMPT_INTERVAL_MS);
}

/** Lets so many through in a second. */
export class TokenBucket {
  readonly #perSecond: number;
  readonly #uptime: () => number;
  #left: number;
  #filledAt: number;

  constructor(perSecond: number, uptime: () => number) {
    this.#perSecond = perSecond;
    this.#uptime = uptime;
    this.#left = perSecond;
    this.#filledAt = uptime();
  }

  take(): boolean {
    const now = this.#uptime();
    this.#left = Math.min(this.#perSecond, this.#left + ((now - this.#filledAt) / 1000) * this.#perSecond);
    this.#filledAt = now;
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }
}
