import type { Cause } from '../cause.js';
import { CANONICAL, distinct, write, type Style } from './capability-style.js';
import { makersOf } from './makers.js';
import type { WrittenCapability } from './written-capability.js';

/** A writer's habit: one deviation from the canonical text. Of two habits of one aspect only one can act. */
export type Habit = {
  readonly aspect: string;
  readonly cause: Cause;
  readonly style: Partial<Style>;
  /** Too rare to come together with more than one other habit. */
  readonly rare?: boolean;
};

/** A text of a capability, and the habits that write it. */
export type StyledText = {
  readonly text: string;
  readonly causes: readonly Cause[];
  /** Other habits that write the same text. */
  readonly or: readonly (readonly Cause[])[];
};

const MAX_HABITS = 4;
const MOST_TEXTS = 4000;
const MOST_CHARACTERS = 4_000_000;

/**
 * The texts that habits write, alone and together, fewest habits first; that of no habit is the first. Each text
 * comes once, and the work is bounded.
 *
 * @param capability as somebody wrote it: its order is what habits that do not sort keep
 * @param base the style without any habit
 */
export function* styledTexts(
  capability: WrittenCapability,
  habits: readonly Habit[],
  { base = CANONICAL, most = MOST_TEXTS }: { readonly base?: Style; readonly most?: number } = {},
): Generator<StyledText> {
  const plain = write(capability, base);
  yield { text: plain, causes: [], or: [] };
  const found = new Set([plain]);
  let characters = plain.length;
  const room = () => found.size < most && characters < MOST_CHARACTERS;
  const writeWith = (chosen: readonly Habit[]) => {
    const text = write(capability, styleOf(base, chosen));
    characters += text.length;
    return text;
  };

  const aspects = groupByEffect(habits, plain, (habit) => (room() ? writeWith([habit]) : plain));
  let selections: Group[][] = [[]];
  for (let size = 1; size <= Math.min(MAX_HABITS, aspects.length); size++) {
    selections = selections.flatMap((selection) => extended(selection, aspects)).slice(0, most);
    for (const selection of selections) {
      if (!room()) return;
      const text = writeWith(selection.map((group) => group.habits[0] as Habit));
      if (found.has(text)) continue;
      found.add(text);
      const [causes = [], ...or] = namings(selection.map((group) => group.habits.map((habit) => habit.cause)));
      yield { text, causes, or };
    }
  }
}

/** Habits of one aspect that write this capability alike. */
type Group = { readonly aspect: number; readonly isRare: boolean; readonly habits: readonly Habit[] };

/** The groups of each aspect; habits that change nothing are in none. */
function groupByEffect(habits: readonly Habit[], plain: string, textWith: (habit: Habit) => string): Group[][] {
  const names = distinct(habits.map(({ aspect }) => aspect));
  return names.flatMap((name, aspect) => {
    const byText = new Map<string, Habit[]>();
    for (const habit of habits.filter((one) => one.aspect === name)) {
      const text = textWith(habit);
      if (text !== plain) byText.set(text, [...(byText.get(text) ?? []), habit]);
    }
    const groups = [...byText.values()].map((alike) => ({
      aspect,
      isRare: alike.every(({ rare }) => rare),
      habits: alike,
    }));
    return groups.length === 0 ? [] : [groups];
  });
}

/** The selection with one group more, of an aspect that comes later: so that each selection arises once. */
function extended(selection: readonly Group[], aspects: readonly Group[][]): Group[][] {
  const last = selection.at(-1)?.aspect ?? -1;
  return aspects
    .flat()
    .filter(
      (group) => group.aspect > last && (selection.length < 2 || [...selection, group].every(({ isRare }) => !isRare)),
    )
    .map((group) => [...selection, group]);
}

function styleOf(base: Style, habits: readonly Habit[]): Style {
  const style: Style = Object.assign({ ...base }, ...habits.map((habit) => habit.style));
  return { ...style, escapes: habits.flatMap((habit) => habit.style.escapes ?? []) };
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
