type Waiter<T> = { resolve(value: T): void; reject(reason: unknown): void };

/**
 * Work that several callers wait for, one piece at a time: newer work takes the place of older, and everybody waiting
 * gets the result of the newest. Each caller may stop waiting by its own signal; when nobody is left, the work is
 * aborted and forgotten.
 */
export class SharedAttempt<T> {
  readonly #waiters = new Set<Waiter<T>>();
  #controller: AbortController | undefined;

  get isUnderWay(): boolean {
    return this.#controller !== undefined;
  }

  /** Starts work, in the place of what is under way, and waits for it. */
  async start(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    signal?.throwIfAborted();
    const controller = new AbortController();
    const superseded = this.#controller;
    this.#controller = controller;
    superseded?.abort(new DOMException('superseded by a newer attempt', 'AbortError'));
    const settle = (tell: (waiter: Waiter<T>) => void) => {
      if (this.#controller !== controller) return; // superseded, or nobody waits any more
      this.#controller = undefined;
      for (const waiter of this.#waiters) tell(waiter);
    };
    const result = this.wait(signal);
    const run = async () => work(controller.signal); // work that throws at once rejects as well
    run().then(
      (value) => settle((waiter) => waiter.resolve(value)),
      (reason: unknown) => settle((waiter) => waiter.reject(reason)),
    );
    return result;
  }

  /** Waits for what is under way, or for what takes its place. */
  async wait(signal: AbortSignal | undefined): Promise<T> {
    signal?.throwIfAborted();
    return new Promise<T>((resolve, reject) => {
      const leave = () => {
        this.#waiters.delete(waiter);
        signal?.removeEventListener('abort', abort);
      };
      const waiter: Waiter<T> = {
        resolve: (value) => (leave(), resolve(value)),
        reject: (reason) => (leave(), reject(reason)),
      };
      const abort = () => {
        waiter.reject(signal?.reason);
        if (this.#waiters.size > 0) return;
        const abandoned = this.#controller;
        this.#controller = undefined; // a call from now on starts again
        abandoned?.abort(signal?.reason);
      };
      this.#waiters.add(waiter);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }
}
