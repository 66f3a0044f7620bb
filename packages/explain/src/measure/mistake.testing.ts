import type { Random } from './random.testing.js';
import type { Signer } from './signer.testing.js';

/** One mistake of a program that signs. */
export interface Mistake {
  readonly name: string;
  /** Two mistakes of one group would undo or hide each other. */
  readonly group: string;
  /** What an explanation must say for the mistake to count as named. */
  readonly told: readonly RegExp[];
  /** Changes the signer; `false`: this request does not allow the mistake. */
  readonly make: (signer: Signer, random: Random) => boolean | void;
}

export function mistake(group: string, name: string, told: RegExp | readonly RegExp[], make: Mistake['make']): Mistake {
  return { name: `${group}: ${name}`, group, told: told instanceof RegExp ? [told] : told, make };
}
