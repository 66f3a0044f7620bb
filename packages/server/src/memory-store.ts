import { AblyAuthError } from '@ably-auth/validation';
import { SERVICE_UNAVAILABLE } from '@ably-auth/validation/error-codes';
import { currentTime, requireFunction, requireOptions, requireWhole } from '@ably-auth/validation/internal';
import { NONCE_CLOCK_ALLOWANCE_MS, REVOCATION_MAX_AGE_MS, TIMESTAMP_MAX_SKEW_MS } from '@ably-auth/validation/limits';
import { mergeRevocation, REVOCATION_KEPT_MS, type Revocation } from './revocations.js';
import { requireMs, type Store } from './store.js';

const SLOT_MS = 10_000;

/** Removed by one call at most, so that none takes long: a slot may have hundreds of thousands. */
const REMOVED_AT_ONCE = 100;

/** What a store in memory is made with. */
export type MemoryStoreOptions = {
  /** The time in whole ms since the epoch; `Date.now` by default. */
  readonly now?: (() => number) | undefined;
  /** A clock in ms that never steps back, by which entries leave; the one of the platform by default. */
  readonly clock?: () => number;
  /** Most nonces at one time, 1 000 000 by default: about 200 bytes each. */
  readonly maxNonces?: number;
  /** Most targets of revocations at one time, 1 000 000 by default. */
  readonly maxRevocations?: number;
  /** Most large tokens at one time, 10 000 by default: up to 128 KiB each. */
  readonly maxTokens?: number;
};

/** A store in memory. */
export type MemoryStore = Store & {
  /** How many entries it holds now, for metrics. */
  sizes(): { readonly nonces: number; readonly revocations: number; readonly tokens: number };
};

/**
 * Keeps spent nonces, revocations and large tokens in the memory of this process, for a service of one instance. They
 * are lost when it ends. A store that is full refuses with 50003 and never forgets a live nonce.
 *
 * @param options clocks and bounds, where the defaults do not suit
 * @throws {TypeError} if an option is wrong
 * @example
 * import { createMemoryStore } from '@ably-auth/server';
 * const store = createMemoryStore({ maxNonces: 10_000, now: () => 1_750_000_000_000 });
 * const spend = () => store.admit('appId.keyId', 1_750_000_000_000, 'a nonce of sixteen');
 * console.log((await spend()).outcome, (await spend()).outcome); // admitted replayed
 */
export function createMemoryStore(options: MemoryStoreOptions = {}): MemoryStore {
  requireOptions(options, '{ now, clock, maxNonces, maxRevocations, maxTokens }');
  const { clock = () => performance.now(), maxNonces = 1e6, maxRevocations = 1e6, maxTokens = 10_000 } = options;
  requireFunction('now', options.now);
  requireFunction('clock', clock);
  const now = () => currentTime(options.now);
  const spent = new ExpiringEntries<true>('maxNonces', maxNonces, clock);
  const revoked = new ExpiringEntries<readonly Revocation[]>('maxRevocations', maxRevocations, clock);
  const tokens = new ExpiringEntries<string>('maxTokens', maxTokens, clock);

  // The latest time that was told of a token or a revocation. Where the clock steps back, time stands still until it
  // is there again: a token that was issued earlier is older than a revocation. A step of more than what clocks are
  // allowed is followed at once; the service refuses tokens from that far ahead.
  let latest = now();
  const advance = (time: number) => {
    if (time > latest || time < latest - NONCE_CLOCK_ALLOWANCE_MS) latest = time;
    return latest;
  };
  return {
    now,
    admit(keyName, timestamp, nonce) {
      const time = now();
      const aheadMs = requireMs('timestamp', timestamp) - time;
      if (Math.abs(aheadMs) > TIMESTAMP_MAX_SKEW_MS) return { outcome: 'not-current', aheadMs };
      if (nonce !== undefined) {
        const key = `${keyName}:${timestamp}:${nonce}`; // a key name has no colon, a timestamp digits alone
        if (spent.get(key)) return { outcome: 'replayed' };
        // What is left of the time in which the timestamp is current.
        spent.set(key, true, aheadMs + TIMESTAMP_MAX_SKEW_MS + NONCE_CLOCK_ALLOWANCE_MS);
      }
      return { outcome: 'admitted', issued: advance(time) };
    },
    revoke(keyName, targets, { issuedBefore, marginMs }) {
      const wall = now();
      const time = advance(wall);
      const before = issuedBefore === undefined ? time + 1 : requireMs('issuedBefore', issuedBefore);
      if (issuedBefore === undefined) latest = before;
      else if (before > time) return { outcome: 'future', byMs: before - time };
      else if (before < time - REVOCATION_MAX_AGE_MS) return { outcome: 'past', byMs: time - before };
      const appliesAt = wall + requireMs('marginMs', marginMs);
      // One that is not postponed holds at once, also where the clock steps back.
      const revocation = { issuedBefore: before, appliesAt: marginMs === 0 ? 0 : appliesAt };
      for (const target of targets) {
        const key = `${keyName}\n${target}`;
        revoked.set(key, mergeRevocation(revoked.get(key) ?? [], revocation), REVOCATION_KEPT_MS);
      }
      return { outcome: 'recorded', issuedBefore: before, appliesAt };
    },
    isRevoked(keyName, targets, issued) {
      requireMs('issued', issued);
      if (revoked.size === 0) return false;
      const time = now();
      return targets.some((target) =>
        revoked
          .get(`${keyName}\n${target}`)
          ?.some(({ issuedBefore, appliesAt }) => issued < issuedBefore && appliesAt <= time),
      );
    },
    putClaims: (id, claims, keepMs) => tokens.set(id, claims, keepMs),
    getClaims: (id) => tokens.get(id),
    sizes: () => ({ nonces: spent.size, revocations: revoked.size, tokens: tokens.size }),
  };
}

/**
 * A map whose entries leave when their time is over, and which refuses to grow past its bound: it never drops an entry
 * that is still alive. Entries leave by slots of ten seconds, so that no entry costs a timer.
 */
export class ExpiringEntries<Value> {
  readonly #entries = new Map<string, { value: Value; slot: number }>();
  readonly #slots = new Map<number, string[]>();
  readonly #bound: string;
  readonly #maxEntries: number;
  readonly #clock: () => number;
  /** Keys of slots that are over; what is left of them is removed little by little. */
  readonly #over: string[][] = [];
  /** The latest time of the clock: if it steps back after all, it stands still here. */
  #time: number;

  /** @throws {TypeError} if the bound or the clock is wrong */
  constructor(bound: string, maxEntries: number, clock: () => number) {
    requireWhole(bound, maxEntries, 'a whole number', 1);
    this.#bound = bound;
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
      remediation: `Give the store a larger ${this.#bound}, or use Redis.`,
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
