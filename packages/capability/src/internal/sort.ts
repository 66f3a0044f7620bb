/** Past this many, the built-in sort is the faster one. */
const FEW = 16;

/** Sorts texts in place by UTF-16 code units (RFC 8785 §3.2.3). */
export function sort(texts: string[]): string[] {
  if (texts.length > FEW) return texts.sort(); // the order without a comparator is by code units
  for (let i = 1; i < texts.length; i++) {
    const text = texts[i] as string;
    let at = i;
    for (; at > 0 && text < (texts[at - 1] as string); at--) texts[at] = texts[at - 1] as string;
    texts[at] = text;
  }
  return texts;
}
