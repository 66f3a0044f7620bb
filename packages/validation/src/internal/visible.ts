const NAMES: Readonly<Record<string, string>> = { '\n': '␊', '\r': '␍', '\t': '␉', '\0': '␀' };

/** Text on one line: control characters, unusual spaces and lone surrogates are written out, so that it cannot write on a terminal. */
export function visible(text: string): string {
  return text.replace(
    /[\0-\x1f\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\p{Surrogate}]/gu,
    (character) => NAMES[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}
