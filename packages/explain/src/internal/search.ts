import type { Cause } from '../cause.js';
import type { Attempt, Crowd, Dimension, Variant } from './attempt.js';

/** Mistakes that together give what is looked for. */
export type Finding = {
  readonly causes: readonly Cause[];
  /** Other mistakes that give the very same. */
  readonly or: readonly (readonly Cause[])[];
  readonly attempt: Attempt;
};

/** Whether an attempt gives what is looked for. */
export type Test = (attempt: Attempt) => boolean | Promise<boolean>;

/** How much work a search may do. Counted and not timed, so that the same question has the same answer anywhere. */
export type Budget = {
  /** Attempts still allowed. */
  attempts: number;
  /** Octets of text still allowed over all attempts. */
  octets: number;
};

const MAX_WEIGHT = 5;
/** Variants of one dimension that are combined with those of others. */
const MOST_TO_COMBINE = 200;
/** More explanations of one MAC than this help nobody. */
const MOST_FINDINGS = 8;
/** So many digests run at once where the platform computes them elsewhere. */
const BATCH = 256;

/** Variants that change nothing, or the same as an earlier one of their dimension, are left out; lightest first. */
export function effective(base: Attempt, dimension: Dimension): Dimension {
  const seen = new Set([textPrint(base), octetPrint(base)]);
  const kept = dimension.filter((variant) => {
    const attempt = variant.apply(base);
    const print = attempt.encode === base.encode ? textPrint(attempt) : octetPrint(attempt);
    return !seen.has(print) && seen.add(print);
  });
  return kept.toSorted((a, b) => weightOf(a) - weightOf(b));
}

function weightOf({ weight, causes }: Variant): number {
  return weight ?? causes.length;
}

// Gives each octet a character of its own.
const octetText = new TextDecoder('windows-1252');

// Equal for two attempts that hash the same octets with the same secret and digest.

function textPrint(attempt: Attempt): string {
  return `${methodPrint(attempt)} text ${attempt.arrange(attempt.lines)}`;
}

function octetPrint(attempt: Attempt): string {
  return `${methodPrint(attempt)} octets ${octetText.decode(attempt.encode(attempt.arrange(attempt.lines)))}`;
}

const digests = new WeakMap<object, number>();
let digestCount = 0;

function methodPrint({ secret, digest }: Attempt): string {
  if (!digests.has(digest)) digests.set(digest, digestCount++);
  return `${digests.get(digest)} ${secret.join()}`;
}

/** Past this length of text the crowds are not worth their time. */
const MOST_CHARACTERS_FOR_CROWDS = 16_384;

/**
 * The fewest known mistakes that turn the base into what is looked for: each alone, then the crowds, then two of
 * different dimensions. All findings of the first step that has any; none if there are none within the budget.
 */
export async function search(
  base: Attempt,
  dimensions: readonly Dimension[],
  crowds: readonly Crowd[],
  test: Test,
  budget: Budget,
): Promise<Finding[]> {
  const usable = dimensions.map((dimension) => effective(base, dimension));
  const steps = function* (): Generator<Iterable<readonly Variant[]>> {
    for (let weight = 1; weight <= MAX_WEIGHT; weight++) yield singles(usable, weight);
    if (base.arrange(base.lines).length <= MOST_CHARACTERS_FOR_CROWDS) {
      for (const crowd of crowds) yield crowd().map((variant) => [variant]);
    }
    for (let weight = 2; weight <= MAX_WEIGHT; weight++) yield pairs(usable, weight);
  };
  for (const step of steps()) {
    const found = await firstFindings(base, step, test, budget);
    if (found.length > 0) return found;
  }
  return [];
}

function singles(dimensions: readonly Dimension[], weight: number): Variant[][] {
  return dimensions.flatMap((dimension) =>
    dimension.filter((variant) => weightOf(variant) === weight).map((variant) => [variant]),
  );
}

/** Two variants of different dimensions with that weight together. */
function* pairs(dimensions: readonly Dimension[], weight: number): Generator<Variant[]> {
  const combinable = dimensions.map((dimension) => dimension.slice(0, MOST_TO_COMBINE));
  for (const [index, first] of combinable.entries()) {
    for (const second of combinable.slice(index + 1)) {
      for (const a of first) {
        for (const b of second) if (weightOf(a) + weightOf(b) === weight) yield [a, b];
      }
    }
  }
}

async function firstFindings(
  base: Attempt,
  selections: Iterable<readonly Variant[]>,
  test: Test,
  budget: Budget,
): Promise<Finding[]> {
  const found: Finding[] = [];
  let pending: Promise<void>[] = [];
  for (const selection of selections) {
    const attempt = selection.reduce((changed, variant) => variant.apply(changed), base);
    budget.attempts--;
    budget.octets -= attempt.lines.reduce((length, line) => length + line.length, 0);
    if (budget.attempts < 0 || budget.octets < 0) break;
    const note = (isFound: boolean) => {
      if (isFound) found.push(finding(selection, attempt));
    };
    const result = test(attempt);
    if (typeof result === 'boolean') note(result);
    else if (pending.push(result.then(note)) === BATCH) {
      await Promise.all(pending);
      pending = [];
    }
    if (found.length === MOST_FINDINGS) break;
  }
  await Promise.all(pending);
  return found.filter((one, index) => found.findIndex((other) => isAlike(one, other)) === index);
}

function isAlike(a: Finding, b: Finding): boolean {
  return a.causes.length === b.causes.length && a.causes.every((cause, index) => cause === b.causes[index]);
}

function finding(selection: readonly Variant[], attempt: Attempt): Finding {
  return {
    causes: selection.flatMap(({ causes }) => causes),
    or: selection.length === 1 ? (selection[0]?.or ?? []) : [],
    attempt,
  };
}
