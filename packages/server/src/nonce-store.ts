/** Remembers which nonces were spent. Two calls with one key and nonce never both answer true while it is kept. */
export type NonceStore = {
  /**
   * Spends a nonce, atomically.
   *
   * @param keyName the key that the nonce belongs to
   * @param nonce the nonce of the request
   * @param keepMs how long it must be remembered, in ms by the clock of the store
   * @returns false if it was spent before
   * @throws if it cannot be remembered: the store is full, or away. The request is then refused with 50003
   */
  spend(keyName: string, nonce: string, keepMs: number): Promise<boolean>;
  /** Asks whether the store answers, for `/healthz`. @throws if it does not */
  ping?(): Promise<void>;
};
