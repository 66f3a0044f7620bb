import type { Cause } from './cause.js';
import { namesInCommon } from './internal/seen-in.js';

/** The most names in one sentence. */
const MOST_NAMES = 4;

/**
 * Causes in one sentence: what is wrong, who is known for it, how to fix it.
 *
 * @param causes the causes that act together
 * @returns undefined if there are none
 * @example
 * import { CAUSES } from '@ably-auth/explain';
 * import { sentenceOf } from '@ably-auth/explain/internal';
 * const cut = CAUSES.filter(({ id }) => id === 'ttl.truncated-to-seconds');
 * sentenceOf(cut); // 'the ttl was cut to whole seconds after signing (ably-cocoa): Keep the ttl in whole milliseconds all the way.'
 */
export function sentenceOf(causes: readonly Cause[]): string | undefined {
  if (causes.length === 0) return undefined;
  const names = namesInCommon(causes, MOST_NAMES);
  const remediations = new Set(causes.map(({ remediation }) => remediation));
  const messages = causes.map(({ message }) => message).join(', ');
  return `${messages}${names.length > 0 ? ` (${names.join(', ')})` : ''}: ${[...remediations].join(' ')}`;
}
