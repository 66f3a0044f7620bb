import type { Revocation } from '../revocation-store.js';

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
