import type { Cause } from '../cause.js';
import { equal, sharedOctetsOf, textOf, utf8, type Candidate, type CandidateGroup, type Signing } from './signing.js';

/** Mistakes that together give what is looked for. */
export type Finding = {
  readonly causes: readonly Cause[];
  /** Other mistakes that give the very same. */
  readonly or: readonly (readonly Cause[])[];
  readonly signing: Signing;
};

/** Whether a signing gives what is looked for. */
export type Test = (signing: Signing, octets: Uint8Array) => boolean;

/** How much work a search may do. Counted and not timed, so that the same question has the same answer anywhere. */
export type Budget = {
  /** Signings still allowed. */
  signings: number;
  /** Octets of text still allowed over all signings. */
  octets: number;
};

/** The most explanations of one MAC. */
const MOST_FINDINGS = 8;
/** How far other mistakes with the same octets are looked for behind the first ones. */
const MOST_AFTER_FOUND = 40_000;

type Selection = readonly [Candidate, Candidate?];

/** Candidates of one group that are combined with those of others: the likeliest come first in their group. */
const MOST_TO_COMBINE = 160;
const MOST_PRODUCT_OF_RANKS = 2500;
const CELL = 10;
/** So many rare candidates of a field are combined with what is frequent, and with the likeliest for the whole text. */
const MOST_RARE_TO_COMBINE = 600;
const FIRST_OF_WHOLE = 10;

/**
 * The fewest known mistakes that turn the base into what is looked for: the common ones alone, the rare ones alone,
 * a common one with a frequent one of another group, two common ones of different groups by their ranks, a rare one with a
 * frequent one or one for the whole text.
 *
 * @returns all findings of the first of these steps that has any; none if there are none within the budget
 */
export function search(base: Signing, groups: readonly CandidateGroup[], test: Test, budget: Budget): Finding[] {
  const common = groups.map((group) => effective(base, group.common));
  const rare = groups.map((group) => {
    let made: readonly Candidate[] | undefined;
    return () => (made ??= group.rare?.() ?? []);
  });
  const steps: (() => Iterable<Selection>)[] = [
    () => singles(common.map((candidates) => candidates.filter(({ isGeneral }) => isGeneral !== true))),
    () => singles(rare),
    () => singles(common.map((candidates) => candidates.filter(({ isGeneral }) => isGeneral === true))),
    () => frequentPairs(common),
    () => pairs(common),
    () => rarePairs(groups, common, rare),
  ];
  for (const step of steps) {
    const found = firstFindings(base, step(), test, budget);
    if (found.length > 0) return found;
  }
  return [];
}

function* singles(groups: readonly (readonly Candidate[] | (() => readonly Candidate[]))[]): Generator<Selection> {
  for (const group of groups) for (const one of typeof group === 'function' ? group() : group) yield [one];
}

/** A frequent mistake with any other of another group. */
function* frequentPairs(groups: readonly (readonly Candidate[])[]): Generator<Selection> {
  for (const [index, candidates] of groups.entries()) {
    const others = groups.flatMap((each, other) => (other === index ? [] : each.filter(isFrequent)));
    for (const candidate of candidates) for (const one of others) yield [candidate, one];
  }
}

/** Two candidates of different groups, by the product of their ranks in their groups: what is likely in both first. */
function* pairs(groups: readonly (readonly Candidate[])[]): Generator<Selection> {
  const ranked = groups.map((group) => cellsOf(group.filter((one) => !isFrequent(one)).slice(0, MOST_TO_COMBINE)));
  const cells = ranked.flatMap((left, index) =>
    ranked.slice(index + 1).flatMap((right) => left.flatMap((a) => right.map((b) => [a, b] as const))),
  );
  const likely = cells.filter(([left, right]) => left.end * right.end <= MOST_PRODUCT_OF_RANKS);
  for (const [left, right] of likely.toSorted(([a, b], [c, d]) => a.end * b.end - c.end * d.end))
    for (const a of left.candidates) for (const b of right.candidates) yield [a, b];
}

/** The texts that one candidate gives with the rare ones of a field differ in that field alone: hashing them is cheap. */
function* rarePairs(
  groups: readonly CandidateGroup[],
  common: readonly (readonly Candidate[])[],
  rare: readonly (() => readonly Candidate[])[],
): Generator<Selection> {
  for (const [index, candidates] of common.entries()) {
    const most = groups[index]?.isWhole === true ? FIRST_OF_WHOLE : 0;
    for (const candidate of candidates.filter((one, rank) => rank < most || isFrequent(one))) {
      const others = rare.filter(
        (_, other) => other !== index && (isFrequent(candidate) || groups[other]?.isWhole !== true),
      );
      for (const make of others) for (const one of make().slice(0, MOST_RARE_TO_COMBINE)) yield [candidate, one];
    }
  }
}

function isFrequent(candidate: Candidate): boolean {
  return candidate.isFrequent === true;
}

/** The candidates cut into small ranges of ranks: sorting single pairs would cost more than it saves. */
function cellsOf(
  candidates: readonly Candidate[],
): { readonly end: number; readonly candidates: readonly Candidate[] }[] {
  return Array.from({ length: Math.ceil(candidates.length / CELL) }, (_, index) => {
    const end = Math.min((index + 1) * CELL, candidates.length);
    return { end, candidates: candidates.slice(index * CELL, end) };
  });
}

/**
 * The candidates that change the octets, each octets once: further causes of the same octets become its `or`, unless
 * the cause is the same.
 */
function effective(base: Signing, candidates: readonly Candidate[]): readonly Candidate[] {
  const unchanged = printOf(base);
  const kept = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const print = printOf(candidate.apply(base));
    if (print === unchanged) continue;
    const same = kept.get(print);
    kept.set(print, same === undefined ? candidate : { ...same, or: alternatives(same, candidate) });
  }
  return [...kept.values()];
}

function alternatives(kept: Candidate, other: Candidate): readonly (readonly Cause[])[] {
  const all = [...(kept.or ?? []), other.causes, ...(other.or ?? [])];
  const print = (causes: readonly Cause[]): string => causes.map(({ id }) => id).join();
  const seen = new Set([print(kept.causes)]);
  return all.filter((causes) => !seen.has(print(causes)) && seen.add(print(causes)));
}

// Gives each octet a character of its own.
const octetText = new TextDecoder('windows-1252');
const digests = new WeakMap<object, number>();
let digestCount = 0;

/** Equal for two signings that hash the same octets with the same secret and digest. */
function printOf(signing: Signing): string {
  const { secret, digest, encode } = signing;
  if (!digests.has(digest)) digests.set(digest, digestCount++);
  const text = textOf(signing);
  const octets = encode === utf8 ? text : octetText.decode(encode(text));
  // UTF-8 text and other octets may look alike; such a pair is tried twice at worst.
  return `${encode === utf8} ${digests.get(digest)} ${secret.join()} ${octets}`;
}

function firstFindings(base: Signing, selections: Iterable<Selection>, test: Test, budget: Budget): Finding[] {
  const found: Finding[] = [];
  let applied: Candidate | undefined;
  let changed = base;
  let after = MOST_AFTER_FOUND;
  let hit: { readonly signing: Signing; readonly octets: Uint8Array } | undefined;
  for (const selection of selections) {
    const [first, second] = selection;
    // Pairs come with the same first candidate many times in a row.
    if (first !== applied) [applied, changed] = [first, first?.apply(base) ?? base];
    const signing = second?.apply(changed) ?? changed;
    const octets = sharedOctetsOf(signing);
    budget.signings--;
    budget.octets -= octets.length;
    if (budget.signings < 0 || budget.octets < 0) break;
    if (hit === undefined) {
      if (!test(signing, octets)) continue;
      hit = { signing, octets: octets.slice() };
      found.push(findingOf(selection, signing));
    } else if (isAlike(signing, hit.signing) && equal(octets, hit.octets)) {
      // Only the same octets give the same MAC: nothing more is hashed.
      found.push(findingOf(selection, signing));
    }
    if (found.length >= MOST_FINDINGS || --after < 0) break;
  }
  const seen = new Set<string>();
  return found.filter(({ causes }) => {
    const print = causes.map(({ id }) => id).join();
    return !seen.has(print) && seen.add(print);
  });
}

function isAlike(a: Signing, b: Signing): boolean {
  return a.secret === b.secret && a.digest === b.digest;
}

function findingOf(chosen: Selection, signing: Signing): Finding {
  const selection = chosen.filter((one) => one !== undefined);
  // Of two mistakes each may have other names; every choice of them gives the same octets.
  const or = selection.flatMap((one, at) =>
    (one.or ?? []).map((causes) => selection.flatMap((other, index) => (index === at ? causes : other.causes))),
  );
  return { causes: selection.flatMap(({ causes }) => causes), or, signing };
}
