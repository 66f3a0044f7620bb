/** A number from 0 to below 1. */
export type Random = () => number;

/** Randomness that is the same for the same seed (mulberry32). */
export function randomness(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Pieces that readers treat in their own way. */
const PIECES = (
  '" \\ { } [ ] : , . = - _ * 0 -0 1e3 1.5 null true "" {} [] "*" ["*"] {"a":["b"]} "a":1, \\u0061 \\ud800 \\n \\\\ ' +
  '9007199254740993 "ttl":"1" "capability":"" "__proto__": eyJ ..'
)
  .split(' ')
  .concat(' ', '\n', '\u2028', '\u00e9', '\ufeff', '\u{1f600}')
  .map((text) => new TextEncoder().encode(text));

const MAX_LENGTH = 4096;

/** An input of the corpus, with one to four changes. */
export function mutate(corpus: readonly Uint8Array[], random: Random): Uint8Array {
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(list: readonly T[]): T | undefined => list[below(list.length)];
  let bytes = Array.from(pick(corpus) ?? []);
  for (let changes = 1 + below(4); changes > 0; changes--) {
    const at = below(bytes.length + 1);
    const to = at + below(Math.min(32, bytes.length - at + 1));
    switch (below(6)) {
      case 0: // another byte
        bytes[at] = below(256);
        break;
      case 1: // another bit
        bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
        break;
      case 2: // a piece more, or in place of some bytes
        bytes.splice(at, random() < 0.5 ? 0 : to - at, ...(pick(PIECES) ?? []));
        break;
      case 3: // some bytes less
        bytes.splice(at, to - at);
        break;
      case 4: // some bytes again
        bytes.splice(at, 0, ...bytes.slice(at, to));
        break;
      default: {
        // the rest of another input
        const other = pick(corpus) ?? [];
        bytes = [...bytes.slice(0, at), ...other.slice(below(other.length + 1))];
      }
    }
  }
  return Uint8Array.from(bytes.slice(0, MAX_LENGTH));
}
