import { toBase64Url } from '@ably-auth/validation/internal';
import { PAGE_MAX_BYTES } from './limits.js';
import type { MemoryBudget } from './memory-budget.js';
import { sizeOf, type NewMessage, type Message } from './message.js';

/** What a message costs beside its own size, in bytes: its id, its object, its place in two tables. */
const MESSAGE_OVERHEAD = 768;

type Kept = { readonly message: Message; readonly position: number; readonly bytes: number };

/** Which messages of a channel are asked for. */
export type HistoryQuery = {
  /** Earliest and latest time, in ms since the epoch; both included. */
  readonly start: number;
  readonly end: number;
  readonly direction: 'forwards' | 'backwards';
  readonly limit: number;
  /** Position where the page begins; absent: at the end that the direction starts from. */
  readonly from?: number;
};

/** Messages, and where the next page begins; undefined if this is the last. */
export type Page = { readonly messages: readonly Message[]; readonly next: number | undefined };

/** The messages of a channel, up to a bound: then the oldest leave. */
export class Channel {
  #kept: Kept[] = [];
  readonly #ids = new Set<string>();
  #nextPosition = 0;
  readonly #maxMessages: number;
  readonly #budget: MemoryBudget;

  constructor(maxMessages: number, budget: MemoryBudget) {
    this.#maxMessages = maxMessages;
    this.#budget = budget;
  }

  /**
   * Adds messages. One whose id is here already came twice, since its client asked again: it is not added.
   *
   * @returns id and serial of each; no serial where it was not added
   * @throws {AblyAuthError} 50003 if there is no memory left; then none is added
   */
  publish(
    messages: readonly NewMessage[],
    timestamp: number,
  ): readonly { readonly id: string; readonly serial?: string }[] {
    const base = toBase64Url(crypto.getRandomValues(new Uint8Array(9)));
    const sizes = messages.map((message) => sizeOf(message) + MESSAGE_OVERHEAD);
    this.#budget.take(sizes.reduce((sum, size) => sum + size, 0));
    const published = messages.map((message, i) => {
      const { id = `${base}:${i}` } = message;
      const bytes = sizes[i] as number;
      if (this.#ids.has(id)) {
        this.#budget.give(bytes);
        return { id };
      }
      const position = this.#nextPosition++;
      const serial = `${String(timestamp).padStart(14, '0')}-${String(position).padStart(9, '0')}`;
      this.#kept.push({ message: { ...message, id, serial, timestamp }, position, bytes });
      this.#ids.add(id);
      return { id, serial };
    });
    this.#drop(this.#kept.length - this.#maxMessages);
    return published;
  }

  /** Forgets everything. */
  clear(): void {
    this.#drop(this.#kept.length);
  }

  history({ start, end, direction, limit, from }: HistoryQuery): Page {
    const isForwards = direction === 'forwards';
    const ordered = isForwards ? this.#kept : this.#kept.toReversed();
    const asked = ordered.filter(({ message, position }) => {
      const isReached = from === undefined || (isForwards ? position >= from : position <= from);
      return isReached && message.timestamp >= start && message.timestamp <= end;
    });
    let bytes = 0;
    let count = 0;
    for (const each of asked) {
      bytes += each.bytes;
      if (count === limit || (count > 0 && bytes > PAGE_MAX_BYTES)) break;
      count++;
    }
    return { messages: asked.slice(0, count).map(({ message }) => message), next: asked[count]?.position };
  }

  #drop(count: number): void {
    if (count <= 0) return;
    for (const { message, bytes } of this.#kept.splice(0, count)) {
      this.#ids.delete(message.id);
      this.#budget.give(bytes);
    }
  }
}
