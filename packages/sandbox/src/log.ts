import { PAGE_MAX_BYTES } from './limits.js';
import type { MemoryBudget } from './memory-budget.js';

/** Which entries of a channel are asked for. */
export type HistoryQuery = {
  /** Earliest and latest time, in ms since the epoch; both included. */
  readonly start: number;
  readonly end: number;
  readonly direction: 'forwards' | 'backwards';
  readonly limit: number;
  /** Position where the page begins; absent: at the end that the direction starts from. */
  readonly from?: number;
};

/** Entries, and where the next page begins; undefined if this is the last. */
export type Page<Entry> = { readonly items: readonly Entry[]; readonly next: number | undefined };

type Kept<Entry> = { readonly entry: Entry; readonly position: number; readonly bytes: number };

/** What happened on a channel, in its order, up to a bound; then the oldest leave. */
export class Log<Entry extends { readonly timestamp: number }> {
  #kept: Kept<Entry>[] = [];
  #nextPosition = 1;
  readonly #maxEntries: number;
  readonly #budget: MemoryBudget;

  constructor(maxEntries: number, budget: MemoryBudget) {
    this.#maxEntries = maxEntries;
    this.#budget = budget;
  }

  /** Position that the next entry will have. */
  get nextPosition(): number {
    return this.#nextPosition;
  }

  /** Adds an entry, whose bytes the caller has taken from the budget; they go back when it leaves. */
  add(entry: Entry, bytes: number): void {
    this.#kept.push({ entry, position: this.#nextPosition++, bytes });
  }

  /** Lets the oldest leave that are over the bound. */
  trim(): readonly Entry[] {
    return this.#drop(this.#kept.length - this.#maxEntries);
  }

  clear(): readonly Entry[] {
    return this.#drop(this.#kept.length);
  }

  /** The entries after a position; undefined where some of them are gone, or it was never reached. */
  after(position: number): readonly Entry[] | undefined {
    const oldest = this.#kept[0]?.position ?? this.#nextPosition;
    if (position < oldest - 1 || position >= this.#nextPosition) return undefined;
    return this.#kept.filter((kept) => kept.position > position).map(({ entry }) => entry);
  }

  page({ start, end, direction, limit, from }: HistoryQuery): Page<Entry> {
    const isForwards = direction === 'forwards';
    const ordered = isForwards ? this.#kept : this.#kept.toReversed();
    const asked = ordered.filter(({ entry, position }) => {
      const isReached = from === undefined || (isForwards ? position >= from : position <= from);
      return isReached && entry.timestamp >= start && entry.timestamp <= end;
    });
    let bytes = 0;
    let count = 0;
    for (const each of asked) {
      bytes += each.bytes;
      if (count === limit || (count > 0 && bytes > PAGE_MAX_BYTES)) break;
      count++;
    }
    return { items: asked.slice(0, count).map(({ entry }) => entry), next: asked[count]?.position };
  }

  #drop(count: number): readonly Entry[] {
    return this.#kept.splice(0, Math.max(0, count)).map(({ entry, bytes }) => {
      this.#budget.give(bytes);
      return entry;
    });
  }
}
