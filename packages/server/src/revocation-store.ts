/** From when on which tokens are refused. */
export type Revocation = {
  /** Tokens issued before this time are revoked; ms since the epoch. */
  readonly issuedBefore: number;
  /** When the revocation takes effect; ms since the epoch. */
  readonly appliesAt: number;
};

/** Remembers revocations for as long as a revoked token could still live: one hour, and what clocks may differ. */
export type RevocationStore = {
  /**
   * Records a revocation, which adds to those before.
   *
   * @param keyName the key whose tokens are revoked
   * @param targets each as `type:value`
   * @param revocation which tokens, and from when on
   * @throws if it cannot be recorded. The request is then refused with 50003
   */
  revoke(keyName: string, targets: readonly string[], revocation: Revocation): Promise<void>;
  /**
   * Whether a token of this key, to which these targets apply, is revoked.
   *
   * @param keyName the key that issued the token
   * @param targets each as `type:value`
   * @param token when it was issued, and the time of the question; ms since the epoch
   * @throws if it cannot be told. The token is then refused with 50003
   */
  isRevoked(
    keyName: string,
    targets: readonly string[],
    token: { readonly issued: number; readonly now: number },
  ): Promise<boolean>;
  /** Asks whether the store answers, for `/healthz`. @throws if it does not */
  ping?(): Promise<void>;
};
