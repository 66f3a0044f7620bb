import type { Cause } from '../cause.js';

/** Who is known for a cause, by the first word: `PHP json_encode` and `PHP ksort` have PHP in common. */
export function makersOf({ seenIn }: Cause): Set<string> {
  return new Set(seenIn.map((name) => name.split(' ')[0] ?? ''));
}

/** Who is known for all of the causes that have somebody; where nobody is, who is known for the first. */
export function namesInCommon(causes: readonly Cause[], most: number): string[] {
  const known = causes.filter(({ seenIn }) => seenIn.length > 0);
  const makers = known.map(makersOf);
  const inCommon = (name: string) => makers.every((set) => set.has(name.split(' ')[0] ?? ''));
  const names = [...new Set(known.flatMap(({ seenIn }) => seenIn))].filter(inCommon);
  return (names.length > 0 ? names : [...(known[0]?.seenIn ?? [])]).slice(0, most);
}
