import { cause, type Cause } from '../cause.js';
import { lineVariant, type Dimension, type Evidence, type Variant } from '../internal/attempt.js';
import { CANONICAL, distinct, write, type Style } from '../internal/capability-style.js';
import { styledTexts, type Habit, type StyledText } from '../internal/habits.js';
import { permutations } from '../internal/orders.js';
import { readWrittenCapability, type WrittenCapability } from '../internal/written-capability.js';
import { OPERATIONS_UNSORTED, ORDER_HABITS, RESOURCES_UNSORTED } from './capability-order.js';
import { printed, REPLACED_CAUSES, replacements } from './capability-replaced.js';
import { SHAPE_HABITS } from './capability-shape.js';
import { WRITING_HABITS } from './capability-writing.js';

// The capability text that was signed, where it is not the text that the request carries (RSA9f).

const HABITS: readonly Habit[] = [...ORDER_HABITS, ...WRITING_HABITS, ...SHAPE_HABITS];

const reserialised = cause(
  'capability.reserialised',
  'capability text serialised again after signing',
  'Send the capability as the very text that was signed, and forward a request of others as it came.',
  ['ably-dotnet', 'ably-js', 'ably-python', 'ably-java', 'ably-php', 'JSON body parsers on the way'],
);
const verbatim = cause(
  'capability.verbatim',
  'capability text taken as the caller gave it, not made canonical',
  'Parse the text that the caller gives, and serialise it canonically.',
  ['ably-go', 'ably-cocoa', 'ably-dart', 'ably-php', 'ably-ruby', 'Rust crate ably'],
);
const changed = cause(
  'capability.changed',
  'capability signed that is not the one in the request',
  'Sign after the last change of the capability, and send the request as it was signed.',
);

export const CAPABILITY_CAUSES: readonly Cause[] = [
  reserialised,
  changed,
  verbatim,
  ...distinct(HABITS.map((habit) => habit.cause)),
  ...REPLACED_CAUSES,
];

const MOST_TO_PERMUTE = 5;
const MOST_PERMUTED_TEXTS = 10_000;
const MOST_CHARACTERS_TO_PERMUTE = 10_000;
/** Texts of more habits than this come in a crowd. */
const MOST_HABITS_TO_COMBINE = 2;

/** The likely texts that may have been signed for the capability of the request. */
export function capabilityDimension(evidence: Evidence): Dimension {
  const { capability } = evidence.carried;
  const { written, meant } = writtenOf(evidence);
  const variants = ordersOf(evidence).flatMap((order) => {
    const few: Variant[] = [];
    for (const styled of styledTexts(order, HABITS)) {
      if (styled.causes.length > MOST_HABITS_TO_COMBINE) break;
      few.push(variantOf(styled, written, capability));
    }
    return few;
  });
  const replaced = replacements(capability, written).map(([text, why]) => lineVariant('capability', text, why));
  const { given } = evidence;
  return [
    ...(given === undefined ? [] : [lineVariant('capability', given, isSame(written, meant) ? verbatim : changed)]),
    ...variants,
    ...replaced,
    ...(meant === undefined || isSame(written, meant)
      ? []
      : [write(meant, CANONICAL), evidence.intended.capability ?? ''].map((text) =>
          lineVariant('capability', text, changed),
        )),
  ];
}

/** The texts of many habits. */
export function capabilityStyleCrowd(evidence: Evidence): Dimension {
  return ordersOf(evidence).flatMap((order) =>
    Array.from(styledTexts(order, HABITS))
      .filter(({ causes }) => causes.length > MOST_HABITS_TO_COMBINE)
      .map(({ text, causes, or }) => ({ ...lineVariant('capability', text, ...causes), or })),
  );
}

/** The capability in every order of its resources or of the operations of one. */
export function capabilityOrderCrowd(evidence: Evidence): Dimension {
  const { written, meant } = writtenOf(evidence);
  return anyOrder(meant ?? written).map((styled) => lineVariant('capability', styled.text, ...styled.causes));
}

/** The capability as it stands in the request, and as the signer meant it. */
function writtenOf({ carried, intended }: Evidence) {
  const read = (text: string | undefined) => (text === undefined ? undefined : readWrittenCapability(text));
  return { written: read(carried.capability), meant: read(intended.capability) };
}

/** The capability of the request, in the orders in which it is known to have been written. */
function ordersOf(evidence: Evidence): WrittenCapability[] {
  const { written, meant } = writtenOf(evidence);
  if (written === undefined) return [];
  return meant !== undefined && isSame(written, meant) ? [written, meant] : [written];
}

function isSame(a: WrittenCapability | undefined, b: WrittenCapability | undefined): boolean {
  return a !== undefined && b !== undefined && write(a, CANONICAL) === write(b, CANONICAL);
}

/** Where canonical text was signed, that was right: who made the text in the request is to blame, and is named. */
function variantOf(
  { text, causes, or }: StyledText,
  written: WrittenCapability | undefined,
  carried?: string,
): Variant {
  if (causes.length > 0) return { ...lineVariant('capability', text, ...causes), or };
  const inRequest = text === carried || written === undefined ? [] : (find(written, carried)?.causes ?? []);
  return { ...lineVariant('capability', text, reserialised, ...inRequest), weight: 1 };
}

function find(written: WrittenCapability, wanted: string | undefined): StyledText | undefined {
  for (const styled of styledTexts(written, HABITS)) if (styled.text === wanted) return styled;
  return undefined;
}

/** The same capability with its resources in every order, and the operations of each resource: while they are few. */
function anyOrder(written: WrittenCapability | undefined): StyledText[] {
  if (written === undefined || write(written, CANONICAL).length > MOST_CHARACTERS_TO_PERMUTE) return [];
  const asWritten: Style = { ...CANONICAL, resources: (names) => [...names] };
  const otherHabits = HABITS.filter(({ aspect }) => aspect !== 'resources');
  const resourceOrders = permutations(written, MOST_TO_PERMUTE);
  const most = Math.floor(MOST_PERMUTED_TEXTS / Math.max(resourceOrders.length, 1));
  return [
    ...resourceOrders.flatMap((entries) =>
      Array.from(styledTexts(entries, otherHabits, { base: asWritten, most }), (styled) => ({
        ...styled,
        causes: [RESOURCES_UNSORTED, ...styled.causes],
      })),
    ),
    ...resourceOrders.flatMap((entries) => printed(entries).map(([text, why]) => ({ text, causes: [why], or: [] }))),
    ...written.flatMap(({ operations }) =>
      permutations(distinct(operations), MOST_TO_PERMUTE).map((order) => ({
        text: write(written, {
          ...CANONICAL,
          operations: (names) =>
            names.length === operations.length && names.every((name) => operations.includes(name))
              ? order
              : CANONICAL.operations(names),
        }),
        causes: [OPERATIONS_UNSORTED],
        or: [],
      })),
    ),
  ];
}

/** The cause where the actual text is the one that the caller gave. */
export function verbatimCause(actual: string, given: string | undefined): readonly Cause[] | undefined {
  return actual === given ? [verbatim] : undefined;
}

/**
 * The habits that write the actual text for the capability that the expected text holds; undefined if there are
 * none, or the texts hold different capabilities.
 */
export function capabilityHabits(expected: string, actual: string): StyledText | undefined {
  const written = readWrittenCapability(actual);
  const meant = readWrittenCapability(expected);
  const [replaced, ...others] = replacements(expected, meant).filter(([text]) => text === actual);
  if (replaced) return { text: actual, causes: [replaced[1]], or: others.map(([, why]) => [why]) };
  if (meant === undefined) return undefined;
  const orders = written !== undefined && isSame(written, meant) ? [written, meant] : [meant];
  for (const order of orders) {
    const found = find(order, actual);
    if (found !== undefined) return found;
  }
  return anyOrder(meant).find(({ text }) => text === actual);
}
