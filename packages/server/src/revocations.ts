import { NONCE_CLOCK_ALLOWANCE_MS, REAUTH_MARGIN_MS, TTL_MAX_REVOCABLE_MS } from '@ably-auth/validation/limits';

/** Which tokens are refused, and from when. */
export type Revocation = {
  /** Tokens issued before this time are revoked; ms since the epoch. */
  readonly issuedBefore: number;
  /** When the revocation takes effect; ms since the epoch. */
  readonly appliesAt: number;
};

/**
 * How long a revocation must be kept: the tokens that it is about expire within the hour, later by as much as the clock
 * of the store was ahead when they were issued; and the store forgets earlier by as much as its clock is put forward.
 */
export const REVOCATION_KEPT_MS = TTL_MAX_REVOCABLE_MS + REAUTH_MARGIN_MS + 2 * NONCE_CLOCK_ALLOWANCE_MS;

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

/** A target as stores keep it: a channel under one of its spellings, of which there are many. */
export function canonicalTarget(target: string): string {
  return target.startsWith('channel:') ? channelTarget(target.slice('channel:'.length)) : target;
}

/** The target that a resource of a capability is revoked by: params are not part of a name, `[]room` is `room`. */
export function channelTarget(resource: string): string {
  const [, qualifier = '', path = resource] = /^\[([^\]=?]*)(?:[=?][^\]]*)?\](.*)$/s.exec(resource) ?? [];
  return qualifier === '' ? `channel:${path}` : `channel:[${qualifier}]${path}`;
}
