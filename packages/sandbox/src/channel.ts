import { toBase64Url } from '@ably-auth/validation/internal';
import { PAGE_MAX_BYTES } from './limits.js';
import type { MemoryBudget } from './memory-budget.js';
import { sizeOf, type NewMessage, type Message } from './message.js';
import { PresenceSet, type PresenceMessage } from './realtime/presence.js';

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

/** What was published at once. */
export type Publication = {
  /** What the ids of its messages begin with. */
  readonly id: string;
  readonly messages: readonly Message[];
  /** Serial of the channel after it. */
  readonly serial: string;
  readonly timestamp: number;
};

/** Who is told of what happens on a channel; may not throw. */
export type Subscriber = {
  /** What it may do, as flags of a ProtocolMessage. */
  readonly modes: number;
  deliver(publication: Publication): void;
  deliverPresence(change: PresenceMessage): void;
};

/** A channel: its messages, up to a bound, then the oldest leave; who is attached, and who is present. */
export class Channel {
  readonly subscribers = new Set<Subscriber>();
  readonly presence: PresenceSet;
  #kept: Kept[] = [];
  readonly #ids = new Set<string>();
  #nextPosition = 1;
  #serial = serialOf(0, 0);
  readonly #maxMessages: number;
  readonly #budget: MemoryBudget;

  constructor(maxMessages: number, budget: MemoryBudget) {
    this.#maxMessages = maxMessages;
    this.#budget = budget;
    this.presence = new PresenceSet(budget);
  }

  /** Serial of the newest message; before the first one, of the beginning. */
  get serial(): string {
    return this.#serial;
  }

  /**
   * Adds messages, and delivers them to everyone who is attached. One whose id is here already came twice, since its
   * client asked again: it is not added.
   *
   * @param base what the ids of messages begin with that have none
   * @returns id and serial of each; no serial where it was not added
   * @throws {AblyAuthError} 50003 if there is no memory left; then none is added
   */
  publish(
    messages: readonly NewMessage[],
    timestamp: number,
    base: string = toBase64Url(crypto.getRandomValues(new Uint8Array(9))),
  ): readonly { readonly id: string; readonly serial?: string }[] {
    const sizes = messages.map((message) => sizeOf(message) + MESSAGE_OVERHEAD);
    this.#budget.take(sizes.reduce((sum, size) => sum + size, 0));
    const added: Message[] = [];
    const published = messages.map(({ connectionKey: _, ...message }, i) => {
      const { id = `${base}:${i}` } = message;
      const bytes = sizes[i] as number;
      if (this.#ids.has(id)) {
        this.#budget.give(bytes);
        return { id };
      }
      const position = this.#nextPosition++;
      const serial = serialOf(timestamp, position);
      const kept = { ...message, id, serial, timestamp };
      this.#kept.push({ message: kept, position, bytes });
      this.#ids.add(id);
      added.push(kept);
      this.#serial = serial;
      return { id, serial };
    });
    this.#drop(this.#kept.length - this.#maxMessages);
    if (added.length > 0) {
      const publication = { id: base, messages: added, serial: this.#serial, timestamp };
      for (const subscriber of this.subscribers) subscriber.deliver(publication);
    }
    return published;
  }

  /** Applies what members did, and tells everyone who is attached. @throws {AblyAuthError} 91003, 50003 */
  enter(changes: readonly PresenceMessage[]): void {
    for (const change of changes) {
      this.presence.apply(change);
      for (const subscriber of this.subscribers) subscriber.deliverPresence(change);
    }
  }

  /** The messages after a serial; undefined where some of them are gone, or it is not of this channel. */
  since(serial: string): readonly Message[] | undefined {
    const position = positionOfSerial(serial);
    const oldest = this.#kept[0]?.position ?? this.#nextPosition;
    if (position === undefined || position < oldest - 1 || position >= this.#nextPosition) return undefined;
    return this.#kept.filter((kept) => kept.position > position).map(({ message }) => message);
  }

  /** Forgets its messages and members. */
  clear(): void {
    this.#drop(this.#kept.length);
    this.presence.clear();
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

/** The position that a serial stands for; undefined for any other text. */
export function positionOfSerial(serial: string): number | undefined {
  const [, digits] = /^\d{14}-(\d{9,15})$/.exec(serial) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

function serialOf(timestamp: number, position: number): string {
  return `${String(timestamp).padStart(14, '0')}-${String(position).padStart(9, '0')}`;
}
