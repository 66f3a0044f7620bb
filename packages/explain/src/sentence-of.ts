import type { Cause } from './cause.js';
import { makersOf } from './internal/makers.js';

/** More names than this help nobody. */
const MOST_NAMES = 4;

/**
 * Causes in one sentence: what is wrong, who is known for it, how to mend it.
 *
 * @param causes the causes that act together
 * @returns undefined if there are none
 * @example
 * import { CAUSES, sentenceOf } from '@ably-auth/explain';
 * const cut = CAUSES.filter(({ id }) => id === 'ttl.truncated-to-seconds');
 * sentenceOf(cut); // 'ttl cut to whole seconds after signing (ably-cocoa): Keep ttl in whole milliseconds all the way.'
 */
export function sentenceOf(causes: readonly Cause[]): string | undefined {
  if (causes.length === 0) return undefined;
  const names = namesOf(causes);
  const mends = new Set(causes.map(({ mend }) => mend));
  const titles = causes.map(({ title }) => title).join(', ');
  return `${titles}${names.length > 0 ? ` (${names.join(', ')})` : ''}: ${[...mends].join(' ')}`;
}

/** Who is known for all of the causes; where nobody is, who is known for the first. */
function namesOf(causes: readonly Cause[]): string[] {
  const known = causes.filter(({ seenIn }) => seenIn.length > 0);
  const makers = known.map(makersOf);
  const inCommon = (name: string) => makers.every((set) => set.has(name.split(' ')[0] ?? ''));
  const names = [...new Set(known.flatMap(({ seenIn }) => seenIn))].filter(inCommon);
  return (names.length > 0 ? names : [...(known[0]?.seenIn ?? [])]).slice(0, MOST_NAMES);
}
