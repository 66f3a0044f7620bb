import type { MediaType } from '@ably-auth/server/internal';
import { AblyAuthError } from '@ably-auth/validation';
import { TOO_MANY_MEMBERS } from '../error-codes.js';
import { MEMBERS_PER_CHANNEL } from '../limits.js';
import type { MemoryBudget } from '../memory-budget.js';
import { sizeOf, writeContent, type Content } from '../message.js';
import { isObject, readContent, readText, refusal } from '../read-messages.js';

/** Actions of a presence message (TP2). */
export const PRESENCE = { PRESENT: 1, ENTER: 2, LEAVE: 3, UPDATE: 4 } as const;

/** A member, or what became of it. */
export type PresenceMessage = Content & {
  readonly action: number;
  readonly id: string;
  readonly clientId: string;
  readonly connectionId: string;
  /** In ms since the epoch. */
  readonly timestamp: number;
};

/** What a client sends of a member. */
export type NewPresence = Content & { readonly action: number; readonly clientId?: string | undefined };

/** Reads the members of a frame. @throws {AblyAuthError} 40001 */
export function readPresence(list: readonly unknown[]): readonly NewPresence[] {
  return list.map((value, index) => {
    const place = `presence[${index}]`;
    if (!isObject(value)) throw refusal(place, 'not an object');
    const { action } = value;
    if (action !== PRESENCE.ENTER && action !== PRESENCE.LEAVE && action !== PRESENCE.UPDATE) {
      throw refusal(`${place}.action`, 'none of ENTER (2), LEAVE (3) and UPDATE (4)');
    }
    return { ...readContent(value, place), action, clientId: readText(value, 'clientId', place) };
  });
}

export function writeMember(member: PresenceMessage, type: MediaType): object {
  return { ...member, ...writeContent(member, type) };
}

/** What a member costs beside its data, in bytes. */
const MEMBER_OVERHEAD = 512;

/** The presence set of a channel. */
export class PresenceSet {
  readonly #members = new Map<string, { readonly member: PresenceMessage; readonly bytes: number }>();
  readonly #budget: MemoryBudget;

  constructor(budget: MemoryBudget) {
    this.#budget = budget;
  }

  get size(): number {
    return this.#members.size;
  }

  /** Everyone, as present. */
  all(): readonly PresenceMessage[] {
    return [...this.#members.values()].map(({ member }) => ({ ...member, action: PRESENCE.PRESENT }));
  }

  /** Applies what a member did. @throws {AblyAuthError} 91003 if there are too many, 50003 if there is no memory */
  apply(member: PresenceMessage): void {
    const key = keyOf(member);
    const known = this.#members.get(key);
    if (member.action === PRESENCE.LEAVE) {
      this.#members.delete(key);
      this.#budget.give(known?.bytes ?? 0);
      return;
    }
    if (known === undefined && this.#members.size >= MEMBERS_PER_CHANNEL) {
      throw new AblyAuthError(TOO_MANY_MEMBERS, `presence: expected ${MEMBERS_PER_CHANNEL} members at most`);
    }
    const bytes = MEMBER_OVERHEAD + sizeOf(member);
    this.#budget.take(bytes);
    this.#budget.give(known?.bytes ?? 0);
    this.#members.set(key, { member, bytes });
  }

  /** The members that a connection entered. */
  of(connectionId: string): readonly PresenceMessage[] {
    return this.all().filter((member) => member.connectionId === connectionId);
  }

  clear(): void {
    for (const { bytes } of this.#members.values()) this.#budget.give(bytes);
    this.#members.clear();
  }
}

/** One identity may be present on several connections. */
function keyOf({ connectionId, clientId }: PresenceMessage): string {
  return `${connectionId}:${clientId}`;
}
