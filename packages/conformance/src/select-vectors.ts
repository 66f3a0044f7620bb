import { tierOf, type Tier, type Vector } from './vector.js';

/** Which tests to run; what is left out does not select. */
export type Selection = {
  /** Flags and spec points, any of which a test must have. */
  readonly tags?: readonly string[] | undefined;
  /** Patterns of which an id must match one; `*` stands for any characters. */
  readonly ids?: readonly string[] | undefined;
  readonly basis?: 'spec' | 'decision' | undefined;
  /** `sdk`: what an SDK offers; `library`: what only a verifier, a token service or a JWT library needs. */
  readonly tier?: Tier | undefined;
};

/**
 * The tests of a selection, in their order.
 *
 * @param vectors the tests to choose from
 * @param selection what they must have
 * @example
 * import { loadVectors, selectVectors } from '@ably-auth/conformance';
 * const selected = selectVectors(loadVectors().vectors, { ids: ['mac/*'], basis: 'spec' });
 * selected.every(({ operation }) => operation === 'mac'); // true
 */
export function selectVectors(vectors: readonly Vector[], { tags, ids, basis, tier }: Selection): Vector[] {
  const patterns = ids?.map(patternOf);
  return vectors.filter(
    (vector) =>
      (basis === undefined || vector.basis === basis) &&
      (tier === undefined || tierOf(vector.operation) === tier) &&
      (patterns === undefined || patterns.some((pattern) => pattern.test(vector.id))) &&
      (tags === undefined || tags.some((tag) => vector.flags.includes(tag) || vector.spec.includes(tag))),
  );
}

function patternOf(glob: string): RegExp {
  const literal = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${glob.split('*').map(literal).join('.*')}$`, 's');
}
