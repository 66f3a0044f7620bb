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
  /** Asks whether the store answers, for `/healthz`. @throws if it does not */
  ping?(): Promise<void>;
};
