/**
 * Work that several callers wait for. Each may stop waiting by its own signal; when none is left, the work is
 * aborted. A newer attempt takes the place of an older one: who waits for the old gets the result of the new.
 */
export class SharedAttempt<T> {
  readonly #controller = new AbortController();
  readonly #result: Promise<T>;
  #waiting = 0;
  #successor: SharedAttempt<T> | undefined;

  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.#result = work(this.#controller.signal);
    this.#result.catch(() => {}); // whoever waits hears of it
  }

  /** Says that another attempt takes the place of this one, which is aborted. */
  supersede(successor: SharedAttempt<T>): void {
    this.#successor = successor;
    this.#controller.abort(new DOMException('superseded by another authorize', 'AbortError'));
  }

  /** Waits for the result of this attempt, or of the one that took its place. */
  async wait(signal: AbortSignal | undefined): Promise<T> {
    signal?.throwIfAborted();
    this.#waiting++;
    try {
      return await unlessAborted(this.#result, signal);
    } catch (error) {
      if (this.#successor === undefined || signal?.aborted) throw error;
    } finally {
      if (--this.#waiting === 0 && signal?.aborted) this.#controller.abort(signal.reason);
    }
    return this.#successor.wait(signal);
  }
}

async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  let abort!: () => void;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
