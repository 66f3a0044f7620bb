import { AblyAuthError } from '@ably-auth/validation';
import { SERVICE_UNAVAILABLE } from '@ably-auth/validation/error-codes';

/**
 * Remembers which nonces were spent, each together with its timestamp: of two calls with the same key, timestamp and
 * nonce, at most one returns true while it is kept.
 */
export type NonceStore = {
  /**
   * Spends a nonce, atomically.
   *
   * @param keyName name of the key that signed the request
   * @param timestamp the timestamp of the request, in whole ms since the epoch
   * @param nonce the nonce of the request
   * @param keepMs how long it must be remembered, in ms by the clock of the store
   * @returns false if it was spent before
   * @throws if it cannot be remembered: the store is full or unavailable. The request is then refused with 50003
   */
  spend(keyName: string, timestamp: number, nonce: string, keepMs: number): Promise<boolean>;
  /** Checks that the store answers, for `/healthz`. @throws if it does not */
  ping?(): Promise<void>;
};

/** Keeps the claims of tokens that are too large to carry them. */
export type TokenStore = {
  /**
   * @param id what the claims are found by
   * @param claims JSON text
   * @param keepMs how long they must be kept, in ms
   * @throws if they cannot be kept. The request is then refused with 50003
   */
  put(id: string, claims: string, keepMs: number): Promise<void>;
  /**
   * @returns the claims, or undefined if there are none under this id
   * @throws if the store cannot answer. The token is then refused with 50003
   */
  get(id: string): Promise<string | undefined>;
  /** Checks that the store answers, for `/healthz`. @throws if it does not */
  ping?(): Promise<void>;
};

type Method = (...args: never[]) => unknown;

/** A store or directory whose failures refuse the request with 50003, no matter what it throws. */
export function failClosed<Store extends object>(name: string, store: Store): Store {
  return new Proxy(store, {
    get(target, property) {
      const method = Reflect.get(target, property) as unknown;
      if (typeof method !== 'function') return method;
      return async (...args: never[]) => {
        try {
          return await (method as Method).apply(target, args);
        } catch (thrown) {
          throw thrown instanceof AblyAuthError ? thrown : unavailable(name, thrown);
        }
      };
    },
  });
}

/** The error for a store that failed: nothing is accepted unchecked. */
export function unavailable(store: string, cause: unknown): AblyAuthError {
  return new AblyAuthError(SERVICE_UNAVAILABLE, `service: ${store} store unavailable`, { cause });
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
