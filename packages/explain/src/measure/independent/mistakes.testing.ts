import { CAPABILITIES } from './mistakes-of-capability.testing.js';
import { DIGESTS, ENCODINGS, LAYOUTS, MACS, SECRETS } from './mistakes-of-signing.testing.js';
import { NUMBERS } from './mistakes-of-numbers.testing.js';
import { TEXTS } from './mistakes-of-texts.testing.js';
import type { Mistake } from './mistake.testing.js';
import { FIELDS, isRight, send, type Lines, type Plan, type Sent } from './plan.testing.js';
import { Random } from '../random.testing.js';
import { randomPlan } from './requests.testing.js';

export const MISTAKES: readonly Mistake[] = [
  NUMBERS,
  TEXTS,
  CAPABILITIES,
  LAYOUTS,
  ENCODINGS,
  SECRETS,
  DIGESTS,
  MACS,
].flat();

export type Sample = Sent & {
  readonly seed: number;
  readonly mistakes: readonly Mistake[];
  /** What was signed for each field. */
  readonly signed: Lines;
  /** What the signer meant to send, if it is told to `explain`. */
  readonly intended: Partial<Lines> | undefined;
};

const MOST_TRIES = 2000;

/** A request that one mistake, or two that combine, made wrong; the same for the same seed. */
export function sampleOf(seed: number, count: 1 | 2, among: readonly Mistake[] = MISTAKES): Sample {
  const random = new Random(seed);
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const from = random.below(2 ** 32);
    const mistakes = Array.from({ length: count }, () => random.pick(among));
    const steps = new Set(mistakes.map(({ step }) => step));
    const plan = steps.size < count ? undefined : planOf(from, mistakes);
    if (plan === undefined || isRight(send(plan)) || mistakes.some((one) => isIdle(from, mistakes, one))) continue;
    const right = randomPlan(new Random(from)).signed;
    return {
      ...send(plan),
      seed,
      mistakes,
      signed: plan.signed,
      intended: intendedOf(plan, right, random.chance(0.2)),
    };
  }
  throw new Error(`seed ${seed}: no request for these mistakes in ${MOST_TRIES} tries`);
}

/** The plan of these mistakes; undefined where one of them does not apply. */
function planOf(from: number, mistakes: readonly Mistake[]): Plan | undefined {
  const plan = randomPlan(new Random(from));
  const isMade = mistakes.every((mistake) => mistake.make(plan, new Random(from)) !== false);
  return isMade ? plan : undefined;
}

/** Whether the same is sent without that mistake: nobody can find it then. */
function isIdle(from: number, mistakes: readonly Mistake[], one: Mistake): boolean {
  const [withAll, without] = [
    planOf(from, mistakes),
    planOf(
      from,
      mistakes.filter((other) => other !== one),
    ),
  ];
  const isTheSame = (a: Plan, b: Plan) => JSON.stringify(send(a).request) === JSON.stringify(send(b).request);
  return withAll === undefined || without === undefined || isTheSame(withAll, without);
}

/** A value that was signed and is nowhere in the request can only be known from the one who signed it. */
function intendedOf({ wire, signed }: Plan, right: Lines, isTold: boolean): Partial<Lines> | undefined {
  const isLost = FIELDS.some(
    (field) => signed[field] !== '' && signed[field] === right[field] && wire[field] === undefined,
  );
  if (!isLost && !isTold) return undefined;
  return Object.fromEntries(
    FIELDS.flatMap((field) => (field === 'keyName' || right[field] === '' ? [] : [[field, right[field]]])),
  );
}
