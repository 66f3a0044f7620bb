import type { Mistake } from './mistake.testing.js';
import { capabilities } from './mistakes-of-capability.testing.js';
import { absentAsWord, decoded, notSigned, rewritten, wrapped } from './mistakes-of-fields.testing.js';
import { algorithms, keys, macs } from './mistakes-of-key-and-mac.testing.js';
import { encodingMistakes, layoutMistakes } from './mistakes-of-layout.testing.js';
import { clocks, lifetimes, numbers } from './mistakes-of-numbers.testing.js';
import { isRight, send } from './independent/plan.testing.js';
import { Random } from './random.testing.js';
import { randomSigner, requestOf, type Signer } from './signer.testing.js';

export const mistakes: readonly Mistake[] = [
  ...absentAsWord,
  ...notSigned,
  ...wrapped,
  ...rewritten,
  ...decoded,
  ...numbers,
  ...lifetimes,
  ...clocks,
  ...capabilities,
  ...keys,
  ...algorithms,
  ...macs,
  ...layoutMistakes,
  ...encodingMistakes,
];

export interface Mistaken {
  readonly request: Record<string, unknown>;
  readonly keyName: string;
  readonly keySecret: string;
  readonly made: readonly Mistake[];
  readonly signer: Signer;
  /** The request as it would be without the mistake. */
  readonly intended: Record<string, unknown>;
}

/**
 * A request with `count` mistakes of different groups.
 * Each of them must count: a request that would be the same without one of them says nothing about it.
 */
export function randomMistaken(random: Random, count: number): Mistaken {
  for (;;) {
    const seed = random.whole(1, 2 ** 31);
    // Groups first: each is as likely as any other, however many mistakes it lists.
    const groups = new Set<string>();
    while (groups.size < count) groups.add(random.pick([...new Set(mistakes.map(({ group }) => group))]));
    const made = [...groups].map((group) => random.pick(mistakes.filter((known) => known.group === group)));
    const signer = signerWith(seed, made);
    if (signer === undefined || isRight(send(signer))) continue;
    const text = JSON.stringify(requestOf(signer));
    const redundant = made.some((left) => {
      const without = signerWith(
        seed,
        made.filter((other) => other !== left),
      );
      return without === undefined || JSON.stringify(requestOf(without)) === text;
    });
    if (redundant) continue;
    const { keyName, keySecret } = signer;
    return {
      request: requestOf(signer),
      keyName,
      keySecret,
      made,
      signer,
      intended: randomSigner(new Random(seed)).wire,
    };
  }
}

function signerWith(seed: number, made: readonly Mistake[]): Signer | undefined {
  const signer = randomSigner(new Random(seed));
  const random = new Random(seed + 1);
  // The text that is signed is changed before it is laid out, and the mac last; `made` may come in any order.
  return made.every((known) => known.make(signer, random) !== false) ? signer : undefined;
}
