import { utf8 } from './signing.js';

/** Compares two names, as sorting does. */
export type Order = (a: string, b: string) => number;

/** The canonical order: by UTF-16 code units, RFC 8785 §3.2.3. */
export const utf16: Order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** By code points, which is the order of the UTF-8 octets too. */
export const codePoints: Order = (a, b) => {
  const [left, right] = [utf8(a), utf8(b)];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
};

/** JavaScript objects list names that look like array indices first, ascending. */
export const integersFirst: Order = (a, b) => {
  const [left, right] = [isIndex(a), isIndex(b)];
  return left && right ? Number(a) - Number(b) : left ? -1 : right ? 1 : utf16(a, b);
};

export function isIndex(name: string): boolean {
  return /^(?:0|[1-9]\d{0,9})$/.test(name) && Number(name) < 2 ** 32 - 1;
}

/** PHP's ksort: names that look like integers are integers, and compare as numbers with each other. */
export const ksort: Order = (a, b) => (isInteger(a) && isInteger(b) ? Number(a) - Number(b) : codePoints(a, b));

function isInteger(name: string): boolean {
  return /^(?:0|-?[1-9]\d{0,17})$/.test(name);
}

/** Without regard to case, ties by code units. */
export const ignoringCase: Order = (a, b) => utf16(a.toLowerCase(), b.toLowerCase()) || utf16(a, b);

const collator = new Intl.Collator('en');

/** As a person's language sorts: letters before case, most punctuation first. */
export const collated: Order = (a, b) => collator.compare(a, b);

/**
 * The word sort of .NET Framework and Mono, where a hyphen counts only between names that are otherwise equal
 * (`CompareOptions.None`; the order of ties is that of Mono 6).
 */
export const wordSort: Order = (a, b) =>
  collator.compare(a.replaceAll('-', ''), b.replaceAll('-', '')) || a.length - b.length || utf16(a, b);

export const descending: Order = (a, b) => utf16(b, a);

/** The order in which Java's HashMap gives its names: by bucket of the hash. */
export function javaHashOrder(names: readonly string[]): string[] {
  let buckets = 16;
  while (names.length > buckets * 0.75) buckets *= 2;
  const bucketOf = (name: string) => {
    let hash = 0;
    for (let i = 0; i < name.length; i++) hash = (Math.imul(31, hash) + name.charCodeAt(i)) | 0;
    return (hash ^ (hash >>> 16)) & (buckets - 1);
  };
  return names.toSorted((a, b) => bucketOf(a) - bucketOf(b));
}

/** Every order of the items, if there are at most `most` of them. */
export function permutations<T>(items: readonly T[], most: number): T[][] {
  if (items.length > most) return [];
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1), most).map((rest) => [item, ...rest]));
}
