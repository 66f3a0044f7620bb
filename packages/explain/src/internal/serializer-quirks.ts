import { cause as newCause, type Cause } from '../cause.js';
import { CANONICAL, distinct, write, type Style } from './capability-style.js';
import { makersOf } from './seen-in.js';
import type { WrittenCapability } from './written-capability.js';

/**
 * One way in which a serializer's text differs from the canonical one. Two quirks that set the same
 * member of a style exclude each other; those that set escapes, only if they name the same feature.
 */
export type SerializerQuirk = {
  readonly feature?: string | undefined;
  readonly cause: Cause;
  readonly style: Partial<Style>;
  /** Too rare to come together with more than one other quirk. */
  readonly rare?: boolean | undefined;
};

/** A quirk by what it sets of a style, and the cause of its own. */
export function quirkOf(
  { feature, rare, ...style }: Omit<SerializerQuirk, 'cause' | 'style'> & Partial<Style>,
  ...named: Parameters<typeof signedWith>
): SerializerQuirk {
  return { feature, rare, style, cause: signedWith(...named) };
}

/** The cause of a quirk; the phrase follows `the capability was signed with`. */
export function signedWith(id: string, phrase: string, remediation: string, seenIn: readonly string[] = []): Cause {
  return newCause(id, `${SIGNED_WITH}${phrase}`, remediation, seenIn);
}

/** The same quirk in the text that was sent, where the canonical one was signed. */
export function sentWith(quirk: Cause): Cause {
  return { ...quirk, message: quirk.message.replace(SIGNED_WITH, 'the capability was sent with ') };
}

const SIGNED_WITH = 'the capability was signed with ';

/** A text of a capability, and the quirks that write it. */
export type StyledText = {
  readonly text: string;
  readonly causes: readonly Cause[];
  /** Other quirks that write the same text. */
  readonly or: readonly (readonly Cause[])[];
};

const MAX_QUIRKS = 4;
const MOST_TEXTS = 4000;
const MOST_CHARACTERS = 3_000_000;

/**
 * The texts that quirks write, alone and together, fewest quirks first; that of no quirk is the first. Each text
 * comes once, and the work is bounded.
 *
 * @param capability as somebody wrote it: its order is what quirks that do not sort keep
 */
export function* styledTexts(capability: WrittenCapability, quirks: readonly SerializerQuirk[]): Generator<StyledText> {
  const plain = write(capability, CANONICAL);
  yield { text: plain, causes: [], or: [] };
  const found = new Set([plain]);
  let characters = plain.length;
  const room = () => found.size < MOST_TEXTS && characters < MOST_CHARACTERS;
  const writeWith = (chosen: readonly SerializerQuirk[]) => {
    const text = write(capability, styleOf(chosen));
    characters += text.length;
    return text;
  };

  const features = groupByEffect(quirks, plain, (quirk) => (room() ? writeWith([quirk]) : plain));
  let selections: Group[][] = [[]];
  for (let size = 1; size <= Math.min(MAX_QUIRKS, features.length); size++) {
    selections = selections.flatMap((selection) => extended(selection, features)).slice(0, MOST_TEXTS);
    for (const selection of selections) {
      if (!room()) return;
      const text = writeWith(selection.map((group) => group.quirks[0] as SerializerQuirk));
      if (found.has(text)) continue;
      found.add(text);
      const [causes = [], ...or] = namings(selection.map((group) => group.quirks.map((quirk) => quirk.cause)));
      yield { text, causes, or };
    }
  }
}

function featureOf({ feature, style }: SerializerQuirk): string {
  return feature ?? Object.keys(style).join();
}

/** Quirks of one feature that write this capability alike. */
type Group = { readonly feature: number; readonly isRare: boolean; readonly quirks: readonly SerializerQuirk[] };

/** The groups of each feature; quirks that change nothing are in none. */
function groupByEffect(
  quirks: readonly SerializerQuirk[],
  plain: string,
  textWith: (quirk: SerializerQuirk) => string,
): Group[][] {
  const names = distinct(quirks.map(featureOf));
  return names.flatMap((name, feature) => {
    const byText = new Map<string, SerializerQuirk[]>();
    for (const quirk of quirks.filter((one) => featureOf(one) === name)) {
      const text = textWith(quirk);
      if (text !== plain) byText.set(text, [...(byText.get(text) ?? []), quirk]);
    }
    const groups = [...byText.values()].map((alike) => ({
      feature,
      isRare: alike.every(({ rare }) => rare),
      quirks: alike,
    }));
    return groups.length === 0 ? [] : [groups];
  });
}

/** The selection with one group more, of a feature that comes later: so that each selection arises once. */
function extended(selection: readonly Group[], features: readonly Group[][]): Group[][] {
  const last = selection.at(-1)?.feature ?? -1;
  return features
    .flat()
    .filter(
      (group) => group.feature > last && (selection.length < 2 || [...selection, group].every(({ isRare }) => !isRare)),
    )
    .map((group) => [...selection, group]);
}

/** The canonical style with these quirks, or another one. */
export function styleOf(quirks: readonly SerializerQuirk[], base = CANONICAL): Style {
  const style: Style = Object.assign({ ...base }, ...quirks.map((quirk) => quirk.style));
  return { ...style, escapes: quirks.flatMap((quirk) => quirk.style.escapes ?? []) };
}

const MAX_NAMINGS = 64;

/** One cause of each group; the choice that most SDKs and encoders have in common comes first. */
function namings(groups: readonly (readonly Cause[])[]): Cause[][] {
  let choices: Cause[][] = [[]];
  for (const group of groups) {
    choices = choices.flatMap((choice) => group.map((cause) => [...choice, cause])).slice(0, MAX_NAMINGS);
  }
  const inCommon = (causes: readonly Cause[]) => {
    const [first, ...others] = causes.map(makersOf);
    return [...(first ?? [])].filter((maker) => others.every((other) => other.has(maker))).length;
  };
  if (groups.length === 1) return choices;
  const best = Math.max(...choices.map(inCommon));
  return best === 0 ? choices.slice(0, 1) : choices.filter((choice) => inCommon(choice) === best);
}
