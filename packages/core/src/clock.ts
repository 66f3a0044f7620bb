/** Where a signer takes time and randomness from; the real ones by default. */
export type Clock = {
  /** The time in whole ms since the epoch; `Date.now` by default (RSA9d). */
  readonly now?: (() => number) | undefined;
  /** A nonce of 16 to 256 characters, new at each call; 144 random bits by default (RSA9c). */
  readonly nonce?: (() => string) | undefined;
};
