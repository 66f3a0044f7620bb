import type { Cause } from '../cause.js';

/** Who is known for a cause, by the first word: `PHP json_encode` and `PHP ksort` have PHP in common. */
export function makersOf({ seenIn }: Cause): Set<string> {
  return new Set(seenIn.map((name) => name.split(' ')[0] ?? ''));
}
