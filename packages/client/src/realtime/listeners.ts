/** Takes changes of the connection, or of a channel. */
export type Listener<Change> = (change: Change) => void;

/** Those who are told of changes. */
export class Listeners<Change> {
  #all: readonly Listener<Change>[] = [];

  /** @returns stops it */
  add(listener: Listener<Change>): () => void {
    this.#all = [...this.#all, listener];
    return () => {
      this.#all = this.#all.filter((each) => each !== listener);
    };
  }

  /** A listener that throws stops neither the others nor the connection; its error goes where unhandled ones go. */
  tell(change: Change): void {
    for (const listener of this.#all) {
      try {
        listener(change);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
