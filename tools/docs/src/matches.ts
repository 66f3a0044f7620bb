import { canonicalizeCapability, intersect, permits } from '@ably-auth/capability';
import { code, table } from './markdown.js';

/**
 * The table of a `matches` block: lines such as `foo:*  permits  foo, foo:bar` and `foo:*  refuses  foobar`.
 *
 * The answers are those of `permits`; the text must say the same.
 *
 * @throws {Error} if it does not
 */
export function matchesTable(source: string): string {
  const patterns = new Map<string, { permitted: string[]; refused: string[] }>();
  for (const line of source.trim().split('\n')) {
    const [, pattern, verb, names] = /^(\S+) +(permits|refuses) +(.+)$/.exec(line) ?? [];
    if (pattern === undefined || names === undefined) throw new Error(`matches: no line of it: "${line}"`);
    const row = patterns.get(pattern) ?? { permitted: [], refused: [] };
    patterns.set(pattern, row);
    for (const name of names.split(', ')) {
      const isPermitted = permits({ [pattern]: ['publish'] }, name, 'publish');
      if (isPermitted !== (verb === 'permits')) throw new Error(`matches: "${line}", but permits says ${isPermitted}`);
      (isPermitted ? row.permitted : row.refused).push(name);
    }
  }
  const list = (names: readonly string[]) => names.map(code).join(', ') || '–';
  const rows = [...patterns].map(([pattern, { permitted, refused }]) => [
    code(pattern),
    list(permitted),
    list(refused),
  ]);
  return table(['resource in the capability', 'permits', 'does not permit'], rows);
}

/**
 * The table of an `intersections` block: three lines each, `a`, `∩ b`, `= text`, with an empty line between.
 *
 * @throws {Error} if `intersect` gives another text, or depends on the order
 */
export function intersectionsTable(source: string): string {
  const rows = source
    .trim()
    .split('\n\n')
    .map((block) => {
      const [, a = '', b = '', said = ''] = /^(.+)\n∩ (.+)\n= (.+)$/.exec(block) ?? [];
      const results = [intersect(JSON.parse(a), JSON.parse(b)), intersect(JSON.parse(b), JSON.parse(a))];
      for (const result of results.map((one) => canonicalizeCapability(one))) {
        if (result !== said) throw new Error(`intersections: ${a} ∩ ${b} is ${result}, not ${said}`);
      }
      return [a, b, said].map(code);
    });
  return table(['asked', 'the key has', 'the token gets'], rows);
}
