import type { Capability } from '@ably-auth/validation';
import { grants, treeOf } from './internal/pattern-tree.js';
import { patternOf } from './internal/pattern.js';
import { grantsOf } from './parse.js';

/**
 * Whether each operation on each resource of one capability is covered by one entry of another.
 * A `true` is certain: `outer` permits all that `inner` does. A `false` may be wrong where only several entries of
 * `outer` together cover one of `inner`: that is not looked for, since to decide it is coNP-hard.
 *
 * @param outer capability that may cover
 * @param inner capability that may be covered; one without resources always is
 * @throws {AblyAuthError} 40000 if a capability is not valid
 * @example
 * import { covers, parseCapability } from '@ably-auth/capability';
 * const key = parseCapability('{"chat:*":["publish","subscribe"]}');
 * covers(key, parseCapability('{"chat:*:news":["subscribe"]}')); // true
 * covers(key, parseCapability('{"*":["subscribe"]}')); // false
 */
export function covers(outer: Capability, inner: Capability): boolean {
  const tree = treeOf(grantsOf(outer));
  return grantsOf(inner).grants.every(({ name, value }) => {
    const pattern = patternOf(name);
    return value.every((operation) => grants(tree, pattern, [operation]));
  });
}
