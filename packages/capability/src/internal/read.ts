import {
  CAPABILITY,
  CAPABILITY_EMPTY,
  CAPABILITY_WILDCARD,
  entryPath,
  isWellFormed,
  JSON_WELL_FORMED,
  readJsonText,
  textListEntries,
  type Decoding,
  type Entry,
  type Read,
} from '@ably-auth/validation/internal';
import { scanCapability } from './scan-text.js';

/** What a capability grants on one resource: operations in canonical order, each once. */
export type Grant = Entry<readonly string[]>;

/** A capability as it was read: its grants in canonical order, and its canonical text where that is known. */
export type Grants = { readonly grants: readonly Grant[]; text: string | undefined };

/**
 * Reads a capability, from JSON text or an object, once: every other function works on what this returns.
 *
 * @param at where issues go, each with its path below `path`
 * @returns undefined where there is an issue
 */
export function readCapability(at: Decoding, path: string, input: unknown): Grants | undefined {
  const before = at.issues?.length;
  const isClean = () => at.issues?.length === before;
  const scanned = typeof input === 'string' ? scanCapability(input) : undefined;
  if (scanned !== undefined) {
    const grants = byName(distinct(scanned));
    // The general reader says what is wrong, and where, in the order in which it looks.
    if (!hasDuplicates(grants) && !grants.some(mixesWildcard)) return { grants, text: undefined };
  }
  const object = typeof input === 'string' ? readJsonText(at, path, input, undefined, CAPABILITY.code) : input;
  const entries = isClean() ? textListEntries(at, CAPABILITY, path, object, true) : undefined;
  if (entries === undefined) return undefined;
  for (const entry of distinct(entries)) {
    if (!mixesWildcard(entry)) continue;
    at.breach(CAPABILITY_WILDCARD, entryPath(path, entry.name), 'maxItems', 'other operations beside it');
  }
  const grants = byName(entries);
  const text = canonicalText(at, path, grants);
  return isClean() ? { grants, text } : undefined;
}

/** The same entries, with the operations of each in canonical order, each once. */
function distinct(entries: readonly Entry<string[]>[]): readonly Entry<string[]>[] {
  for (const { value } of entries) {
    sortTexts(value);
    let kept = 1;
    for (let i = 1; i < value.length; i++) {
      if (value[i] !== value[i - 1]) value[kept++] = value[i] as string;
    }
    value.length = Math.min(kept, value.length);
  }
  return entries;
}

/** Whether `*` stands beside other operations, which it includes. */
function mixesWildcard({ value }: Grant): boolean {
  return value.length > 1 && value.includes('*');
}

function hasDuplicates(grants: readonly Grant[]): boolean {
  for (let i = 1; i < grants.length; i++) if (grants[i]?.name === grants[i - 1]?.name) return true;
  return false;
}

/** The one text that every signer has to write. A name without a UTF-8 form is an issue. */
export function canonicalText(at: Decoding, path: string, grants: readonly Grant[]): string {
  let text = '';
  for (const { name, value } of grants) {
    text += (text === '' ? '{"' : '"],"') + escaped(at, path, name, name, 'propertyNames');
    let between = '":["';
    for (const operation of value) {
      text += between + escaped(at, path, operation, name, 'pattern');
      between = '","';
    }
  }
  return text === '' ? '{}' : `${text}"]}`;
}

const MAX_ENTRIES = 256;
const MAX_CHARACTERS = 1024;

/**
 * What was made of texts: servers sign and verify the same ones again and again. Bounded in number and in size. The key
 * is the text, never the caller's object: that may have changed.
 */
export class KnownTexts<Value> {
  readonly #values = new Map<string, Value>();

  get(text: string): Value | undefined {
    return this.#values.get(text);
  }

  set(text: string, value: Value): void {
    if (text.length > MAX_CHARACTERS) return;
    if (this.#values.size === MAX_ENTRIES) this.#values.clear();
    this.#values.set(text, value);
  }
}

const canonicalTexts = /* @__PURE__ */ new KnownTexts<string>();

/** The canonical text of a capability that is asked for: the one form that is signed (RSA9f). */
export const readCanonicalText: Read<string> = (at, path, raw) => {
  const cached = typeof raw === 'string' ? canonicalTexts.get(raw) : undefined;
  if (cached !== undefined) return cached;
  const read = readCapability(at, path, raw);
  if (read === undefined) return undefined;
  const canonical = read.text ?? canonicalText(at, path, read.grants);
  if (canonical === '{}') {
    at.breach(CAPABILITY_EMPTY, path, 'type', 'one without resources');
    return undefined;
  }
  if (typeof raw === 'string') canonicalTexts.set(raw, canonical);
  return canonical;
};

// RFC 8785 §3.2.2.2: JSON.stringify escapes just so, with the shortest escapes and all else raw.
function escaped(
  at: Decoding,
  path: string,
  text: string,
  resource: string,
  keyword: 'pattern' | 'propertyNames',
): string {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 || unit === 0x22 || unit === 0x5c || (unit >= 0xd800 && unit < 0xe000)) {
      if (!isWellFormed(text)) {
        at.breach(
          { ...JSON_WELL_FORMED, code: CAPABILITY.code },
          entryPath(path, resource),
          keyword,
          'a lone surrogate',
        );
      }
      return JSON.stringify(text).slice(1, -1);
    }
  }
  return text; // most texts are their own escaped form
}

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
