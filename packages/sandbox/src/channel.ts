import { Log, type HistoryQuery, type Page } from './log.js';
import type { MemoryBudget } from './memory-budget.js';
import { randomText, sizeOf, type NewMessage, type Message } from './message.js';
import { PresenceSet, type PresenceMessage } from './realtime/presence.js';

/** What an entry of a channel costs beside its own size, in bytes: its id, its object, its place in two tables. */
const ENTRY_OVERHEAD = 768;

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
  /** At least one change, all of one connection. */
  deliverPresence(changes: readonly PresenceMessage[]): void;
};

/** A channel: its messages, who is attached, who is present, and who was. */
export class Channel {
  readonly subscribers = new Set<Subscriber>();
  readonly presence: PresenceSet;
  readonly #messages: Log<Message>;
  readonly #changes: Log<PresenceMessage>;
  readonly #ids = new Set<string>();
  #serial = serialOf(0, 0);
  readonly #budget: MemoryBudget;

  constructor(maxMessages: number, budget: MemoryBudget) {
    this.#messages = new Log(maxMessages, budget);
    this.#changes = new Log(maxMessages, budget);
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
    base: string = randomText(9),
  ): readonly { readonly id: string; readonly serial?: string }[] {
    const sizes = messages.map((message) => sizeOf(message) + ENTRY_OVERHEAD);
    this.#budget.take(sizes.reduce((sum, size) => sum + size, 0));
    const added: Message[] = [];
    const published = messages.map(({ connectionKey: _, ...message }, i) => {
      const { id = `${base}:${i}` } = message;
      const bytes = sizes[i] as number;
      if (this.#ids.has(id)) {
        this.#budget.give(bytes);
        return { id };
      }
      const serial = serialOf(timestamp, this.#messages.nextPosition);
      const kept = { ...message, id, serial, timestamp };
      this.#messages.add(kept, bytes);
      this.#ids.add(id);
      added.push(kept);
      this.#serial = serial;
      return { id, serial };
    });
    for (const { id } of this.#messages.trim()) this.#ids.delete(id);
    if (added.length > 0) {
      const publication = { id: base, messages: added, serial: this.#serial, timestamp };
      for (const subscriber of this.subscribers) subscriber.deliver(publication);
    }
    return published;
  }

  /**
   * Applies what members did at once, and tells everyone who is attached in one frame: suites wait for the first.
   *
   * @throws {AblyAuthError} 91003, 50003; what came before it holds
   */
  enter(changes: readonly PresenceMessage[]): void {
    const applied: PresenceMessage[] = [];
    try {
      for (const change of changes) {
        this.presence.apply(change);
        applied.push(change);
        const bytes = sizeOf(change) + ENTRY_OVERHEAD;
        // Who leaves must be able to: where there is no memory left, history does without it.
        if (this.#budget.takeIfFree(bytes)) this.#changes.add(change, bytes);
        this.#changes.trim();
      }
    } finally {
      if (applied.length > 0) for (const subscriber of this.subscribers) subscriber.deliverPresence(applied);
    }
  }

  /** The messages after a serial; undefined where some of them are gone, or it is not of this channel. */
  since(serial: string): readonly Message[] | undefined {
    const position = positionOfSerial(serial);
    return position === undefined ? undefined : this.#messages.after(position);
  }

  /** Forgets its messages and members. */
  clear(): void {
    this.#messages.clear();
    this.#changes.clear();
    this.#ids.clear();
    this.presence.clear();
  }

  history(query: HistoryQuery): Page<Message> {
    return this.#messages.page(query);
  }

  presenceHistory(query: HistoryQuery): Page<PresenceMessage> {
    return this.#changes.page(query);
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
