import { AblyAuthError } from '@ably-auth/validation';
import { SERVICE_UNAVAILABLE } from '@ably-auth/validation/error-codes';

/** What a store answers to a request for a token. */
export type Admission =
  /** Its nonce is spent now; `issued` is the time of the token, in ms since the epoch. */
  | { readonly outcome: 'admitted'; readonly issued: number }
  /** Its nonce was spent before. */
  | { readonly outcome: 'replayed' }
  /** Its timestamp is so many ms ahead of the clock of the store, or behind it. */
  | { readonly outcome: 'not-current'; readonly aheadMs: number }
  /** The store lost what it remembered: whether the nonce was spent before cannot be known for so many ms. */
  | { readonly outcome: 'lost'; readonly retryAfterMs: number };

/** What a store answers to a revocation. */
export type RevocationOutcome =
  /** Tokens issued before `issuedBefore` are revoked from `appliesAt` on; both in ms since the epoch. */
  | { readonly outcome: 'recorded'; readonly issuedBefore: number; readonly appliesAt: number }
  /** `issuedBefore` is in the future, or too long ago, by so many ms of the clock of the store. */
  | { readonly outcome: 'future' | 'past'; readonly byMs: number };

/** Which tokens a revocation is about, and from when. */
export type RevocationRequest = {
  /** Tokens issued before this time, in ms since the epoch; now, by the clock of the store, where it is absent. */
  readonly issuedBefore?: number | undefined;
  /** How long it is postponed, in ms. */
  readonly marginMs: number;
};

/**
 * What a token service must remember beyond one request: spent nonces, revocations, the claims of large tokens. Its
 * clock is that of the service: what is issued, and what is revoked, has one order on all instances of one store.
 *
 * A store that cannot do what it is asked for throws: the request is then refused with 50003. One that has lost what it
 * remembered must say so, since what it does not know it would permit.
 */
export type Store = {
  /** The time by the clock of the store, as well as it is known without asking; whole ms since the epoch. */
  now(): number;
  /**
   * Spends the nonce of a request, atomically: of two calls with one key, timestamp and nonce at most one is admitted
   * while the timestamp is current.
   *
   * @param keyName name of the key that signed the request; it has no colon
   * @param timestamp the timestamp of the request, in whole ms since the epoch
   * @param nonce its nonce; undefined: the timestamp alone is checked
   */
  admit(keyName: string, timestamp: number, nonce: string | undefined): Admission | Promise<Admission>;
  /**
   * Records a revocation, which adds to those before. What is issued before the call is older than it, what is issued
   * after it is not, with any clock.
   *
   * @param keyName the key whose tokens are revoked
   * @param targets each as `type:value`
   */
  revoke(
    keyName: string,
    targets: readonly string[],
    revocation: RevocationRequest,
  ): RevocationOutcome | Promise<RevocationOutcome>;
  /**
   * Whether a token is revoked.
   *
   * @param keyName the key that issued the token
   * @param targets what applies to the token, each as `type:value`
   * @param issued when it was issued, in ms since the epoch
   */
  isRevoked(keyName: string, targets: readonly string[], issued: number): boolean | Promise<boolean>;
  /**
   * Keeps the claims of a token.
   *
   * @param id what the claims are found by
   * @param claims JSON text
   * @param keepMs how long they must be kept, in ms
   */
  putClaims(id: string, claims: string, keepMs: number): void | Promise<void>;
  /** The claims under this id; undefined if there are none. */
  getClaims(id: string): string | undefined | Promise<string | undefined>;
  /** Checks that the store can be written to and remembers, for `/readyz`. @throws if it does not */
  check?(): void | Promise<void>;
};

/** The methods that every store has. */
export const STORE_METHODS = ['now', 'admit', 'revoke', 'isRevoked', 'putClaims', 'getClaims'] as const;

/** Asks a store, directory or limiter of the caller: anything that it throws refuses the request with 50003. */
export async function ask<Answer>(name: string, question: () => Answer | Promise<Answer>): Promise<Answer> {
  try {
    return await question();
  } catch (thrown) {
    throw thrown instanceof AblyAuthError ? thrown : unavailable(name, thrown);
  }
}

/** The error for a store that failed: nothing is accepted unchecked. */
export function unavailable(name: string, cause: unknown): AblyAuthError {
  return new AblyAuthError(SERVICE_UNAVAILABLE, `service: ${name} unavailable`, { cause });
}

/**
 * Refuses an option that lacks a method.
 *
 * @throws {TypeError} naming the option
 */
export function requireMethods(name: string, value: unknown, methods: readonly string[]): void {
  const isComplete = methods.every((method) => typeof Object(value)[method] === 'function');
  if (!isComplete) throw new TypeError(`${name}: expected an object with ${methods.join(', ')}`);
}

/**
 * Refuses a time that cannot be compared: with NaN every entry would look expired, and every token unrevoked.
 *
 * @throws {TypeError} naming the argument
 */
export function requireMs(name: string, value: number): number {
  if (Number.isFinite(value)) return value;
  throw new TypeError(`${name}: expected milliseconds`);
}
