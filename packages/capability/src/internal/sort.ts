import type { Entry } from '@ably-auth/validation/internal';

// Order by UTF-16 code units (RFC 8785 §3.2.3), as `<` compares strings.

/** Up to this many, insertion is the fastest. */
const FEW = 16;
/** Names with a longer beginning in common are compared whole: a pass for each code unit would cost more. */
const DEEP = 64;

/** Sorts a short list in place. */
export function sortTexts(texts: string[]): void {
  for (let i = 1; i < texts.length; i++) {
    const text = texts[i] as string;
    let at = i;
    for (; at > 0 && text < (texts[at - 1] as string); at--) texts[at] = texts[at - 1] as string;
    texts[at] = text;
  }
}

/** The entries by their names: the same list, sorted in place. */
export function byName<T>(entries: readonly Entry<T>[]): readonly Entry<T>[] {
  const sorted = entries as Entry<T>[];
  if (sorted.length <= FEW) insert(sorted, 0, sorted.length);
  else sortRange(sorted);
  return sorted;
}

function insert<T>(entries: Entry<T>[], from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const entry = entries[i] as Entry<T>;
    let at = i;
    for (; at > from && entry.name < (entries[at - 1] as Entry<T>).name; at--)
      entries[at] = entries[at - 1] as Entry<T>;
    entries[at] = entry;
  }
}

/**
 * Three-way radix quicksort (Bentley and Sedgewick): names share long beginnings, and each code unit of them is looked
 * at once. No recursion: a name may have thousands of characters.
 */
function sortRange<T>(entries: Entry<T>[]): void {
  const pending = [0, entries.length, 0];
  while (pending.length > 0) {
    const depth = pending.pop() as number;
    const to = pending.pop() as number;
    const from = pending.pop() as number;
    if (to - from <= FEW) {
      insert(entries, from, to);
      continue;
    }
    if (depth > DEEP) {
      const rest = entries.slice(from, to).sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
      for (const [index, entry] of rest.entries()) entries[from + index] = entry;
      continue;
    }
    const pivot = unitAt(entries[(from + to) >> 1] as Entry<T>, depth);
    let below = from;
    let above = to;
    for (let i = from; i < above;) {
      const entry = entries[i] as Entry<T>;
      const unit = unitAt(entry, depth);
      if (unit < pivot) {
        entries[i++] = entries[below] as Entry<T>;
        entries[below++] = entry;
      } else if (unit > pivot) {
        entries[i] = entries[--above] as Entry<T>;
        entries[above] = entry;
      } else i++;
    }
    pending.push(from, below, depth, above, to, depth);
    if (pivot >= 0) pending.push(below, above, depth + 1);
  }
}

/** A code unit of a name; -1 past its end. */
function unitAt<T>({ name }: Entry<T>, index: number): number {
  return index < name.length ? name.charCodeAt(index) : -1;
}
