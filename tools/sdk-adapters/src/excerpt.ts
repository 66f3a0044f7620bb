const WIDTH = 72;

/**
 * Two texts around the first place where they differ, so that a long pair can be compared in a table.
 * @param expected Text that was wanted.
 * @param actual Text that came.
 */
export function excerpts(expected: string, actual: string): [expected: string, actual: string] {
  const a = Array.from(expected);
  const b = Array.from(actual);
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same += 1;
  const start = same > WIDTH / 2 ? same - WIDTH / 3 : 0;
  return [cut(a, start), cut(b, start)];
}

function cut(characters: readonly string[], start: number): string {
  const before = start > 0 ? '…' : '';
  const after = characters.length > start + WIDTH ? '…' : '';
  return before + characters.slice(start, start + WIDTH).join('') + after;
}
