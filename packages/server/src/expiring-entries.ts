import { AblyAuthError } from '@ably-auth/validation';
import { SERVICE_UNAVAILABLE } from '@ably-auth/validation/error-codes';
import { requireFunction, requireOptions, requireWhole } from '@ably-auth/validation/internal';
import { requireMs } from './stores.js';

const SLOT_MS = 10_000;

/** Removed by one call at most, so that none takes long: a slot may have hundreds of thousands. */
const REMOVED_AT_ONCE = 100;

/** What bounds a store in memory. */
export type MemoryStoreOptions = {
  /** Most entries at one time. */
  readonly maxEntries?: number;
  /** A clock in ms that never steps back; the one of the platform by default. */
  readonly clock?: () => number;
};

/**
 * A map whose entries leave when their time is over, and which refuses to grow past its bound: it never drops an entry
 * that is still alive. Entries leave by slots of ten seconds, so that no entry costs a timer.
 */
export class ExpiringEntries<Value> {
  readonly #entries = new Map<string, { value: Value; slot: number }>();
  readonly #slots = new Map<number, string[]>();
  readonly #maxEntries: number;
  readonly #clock: () => number;
  /** Keys of slots that are over; what is left of them is removed little by little. */
  readonly #over: string[][] = [];
  /** The latest time of the clock: if it steps back after all, it stands still here. */
  #time: number;

  /** @throws {TypeError} if an option is wrong */
  constructor(options: MemoryStoreOptions, defaultMaxEntries = 1_000_000) {
    requireOptions(options, '{ maxEntries, clock }');
    const { maxEntries = defaultMaxEntries, clock = () => performance.now() } = options;
    requireWhole('maxEntries', maxEntries, 'a whole number', 1);
    requireFunction('clock', clock);
    this.#maxEntries = maxEntries;
    this.#clock = () => requireMs('clock', clock());
    this.#time = this.#clock();
  }

  /** How many are held, with those that are over and not removed yet. */
  get size(): number {
    this.#remove();
    return this.#entries.size;
  }

  get(key: string): Value | undefined {
    this.#remove();
    return this.#living(key)?.value;
  }

  /** Sets a value to be kept for so many ms at least; of two times the later one counts. */
  set(key: string, value: Value, keepMs: number): void {
    this.#remove();
    const slot = slotAt(this.#time + requireMs('keepMs', keepMs)) + 1;
    const before = this.#living(key);
    if (before !== undefined && before.slot >= slot) {
      before.value = value;
      return;
    }
    if (!this.#entries.has(key)) this.#makeRoom();
    this.#entries.set(key, { value, slot });
    const keys = this.#slots.get(slot);
    if (keys === undefined) this.#slots.set(slot, [key]);
    else keys.push(key);
  }

  #living(key: string): { value: Value; slot: number } | undefined {
    const entry = this.#entries.get(key);
    return entry !== undefined && entry.slot > slotAt(this.#time) ? entry : undefined;
  }

  #makeRoom(): void {
    while (this.#entries.size >= this.#maxEntries && this.#over.length > 0) this.#remove();
    if (this.#entries.size < this.#maxEntries) return;
    throw new AblyAuthError(SERVICE_UNAVAILABLE, `store: full, with ${this.#maxEntries} entries`, {
      remediation: 'Give the store a larger maxEntries, or use Redis.',
    });
  }

  #remove(): void {
    const time = Math.max(this.#time, this.#clock());
    const current = slotAt(time);
    if (current > slotAt(this.#time)) {
      for (const [slot, keys] of this.#slots) {
        if (slot > current) continue;
        this.#over.push(keys);
        this.#slots.delete(slot);
      }
    }
    this.#time = time;
    for (let count = 0; count < REMOVED_AT_ONCE; count++) {
      const key = this.#over.at(-1)?.pop();
      if (key === undefined) {
        if (this.#over.pop() === undefined) return;
      } else if (this.#living(key) === undefined) {
        // One that was prolonged is in a later slot as well.
        this.#entries.delete(key);
      }
    }
  }
}

function slotAt(time: number): number {
  return Math.floor(time / SLOT_MS);
}
