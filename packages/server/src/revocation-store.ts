import { NONCE_CLOCK_ALLOWANCE_MS, REAUTH_MARGIN_MS, TTL_MAX_REVOCABLE_MS } from '@ably-auth/validation/limits';

/** Which tokens are refused, and from when. */
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
   * @param revocation which tokens, and from when
   * @throws if it cannot be recorded. The request is then refused with 50003
   */
  revoke(keyName: string, targets: readonly string[], revocation: Revocation): Promise<void>;
  /**
   * Whether a token of this key, to which these targets apply, is revoked.
   *
   * @param keyName the key that issued the token
   * @param targets each as `type:value`
   * @param token when it was issued, and the time of the question; ms since the epoch
   * @throws if the store cannot answer. The token is then refused with 50003
   */
  isRevoked(
    keyName: string,
    targets: readonly string[],
    token: { readonly issued: number; readonly now: number },
  ): Promise<boolean>;
  /** Checks that the store answers, for `/healthz`. @throws if it does not */
  ping?(): Promise<void>;
};

/** How long a revocation must be kept: the tokens that it is about expire within the hour; clocks may differ. */
export const REVOCATION_KEPT_MS = TTL_MAX_REVOCABLE_MS + REAUTH_MARGIN_MS + NONCE_CLOCK_ALLOWANCE_MS;

/** Most revocations that are kept of one target. */
export const REVOCATIONS_OF_TARGET_MAX = 32;

/**
 * Adds a revocation to those of one target; what another includes is left out, the rest is in the order of time.
 *
 * Past the most that are kept, the two oldest become one that includes both: it differs from them only for a question
 * that is asked by a clock from between the two.
 */
export function mergeRevocation(kept: readonly Revocation[], added: Revocation): readonly Revocation[] {
  if (kept.some((each) => includes(each, added))) return kept;
  const merged = [...kept.filter((each) => !includes(added, each)), added].sort((a, b) => a.appliesAt - b.appliesAt);
  const [first, second, ...others] = merged;
  if (first === undefined || second === undefined || merged.length <= REVOCATIONS_OF_TARGET_MAX) return merged;
  return [{ issuedBefore: second.issuedBefore, appliesAt: first.appliesAt }, ...others];
}

function includes(wide: Revocation, narrow: Revocation): boolean {
  return wide.issuedBefore >= narrow.issuedBefore && wide.appliesAt <= narrow.appliesAt;
}
