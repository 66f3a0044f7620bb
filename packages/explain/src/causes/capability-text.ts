import { cause, type Cause } from '../cause.js';
import { CANONICAL, distinct, write, type Style } from '../internal/capability-style.js';
import { permutations } from '../internal/orders.js';
import { makersOf } from '../internal/seen-in.js';
import {
  sentWith,
  styledTexts,
  styleOf,
  type SerializerQuirk,
  type StyledText,
} from '../internal/serializer-quirks.js';
import { lineCandidate, type Candidate, type CandidateGroup, type Evidence } from '../internal/signing.js';
import { readWrittenCapability, type WrittenCapability } from '../internal/written-capability.js';
import { absenceCandidates } from './absent-as-word.js';
import { OPERATIONS_UNSORTED, ORDER_QUIRKS, RESOURCES_UNSORTED } from './capability-order.js';
import { printed, REPLACED_CAUSES, replacements } from './capability-replaced.js';
import { SHAPE_QUIRKS } from './capability-shape.js';
import { WRITING_QUIRKS } from './capability-writing.js';
import { formCandidates } from './text-forms.js';

// The capability text that was signed, where it is not the text that the request carries (RSA9f).

const QUIRKS: readonly SerializerQuirk[] = [...ORDER_QUIRKS, ...WRITING_QUIRKS, ...SHAPE_QUIRKS];

const reserialised = cause(
  'capability.reserialised',
  'the capability was signed in its canonical text, and sent in another',
  'Send the capability as the very text that was signed, and forward a request of others as it came.',
  ['ably-dotnet', 'ably-js', 'ably-python', 'ably-java', 'ably-php', 'JSON body parsers on the way'],
);
const verbatim = cause(
  'capability.verbatim',
  'the capability was signed as the caller gave it, and sent in another text',
  'Parse the text that the caller gives, serialise it canonically, and sign and send that.',
  ['ably-go', 'ably-cocoa', 'ably-dart', 'ably-php', 'ably-ruby', 'Rust crate ably'],
);
const changed = cause(
  'capability.changed',
  'the capability that was intended was signed, and another one was sent',
  'Sign after the last change of the capability, and send the request as it was signed.',
);
const dropped = cause(
  'capability.dropped-after-signing',
  'a capability was signed, but the capability is absent from the request',
  'Send the capability that was signed; leave no member out on the way.',
);

export const CAPABILITY_CAUSES: readonly Cause[] = [
  reserialised,
  changed,
  dropped,
  verbatim,
  ...distinct(QUIRKS.map((quirk) => quirk.cause)),
  ...REPLACED_CAUSES,
];

/** Every order of resources and operations is tried while there are no more than this. */
const MOST_ORDERS = 1000;
const MOST_TO_PERMUTE = 5;
const MOST_ORDERED_CHARACTERS = 500_000;
/** Past this length of text the rare candidates are not worth their time. */
const MOST_CHARACTERS_FOR_RARE = 16_384;

/** The texts that may have been signed for the capability of the request. */
export function capabilityCandidates(evidence: Evidence): CandidateGroup {
  const { carried, intended, given } = evidence;
  const text = carried.capability;
  const written = read(text);
  const meant = read(intended.capability);
  const same = isSame(written, meant);
  const other = text === undefined || text === '' ? dropped : changed;
  // What is intended need not be what was signed: a cause that says more comes first.
  const intendedTexts = meant === undefined || same ? [] : [write(meant, CANONICAL), intended.capability ?? ''];
  const orders = written === undefined ? [] : same && meant !== undefined ? [written, meant] : [written];
  const styled = orders.flatMap((order) => Array.from(styledTexts(order, QUIRKS)));
  const styledIf = (isChosen: (causes: readonly Cause[]) => boolean): Candidate[] =>
    styled.filter(({ causes }) => isChosen(causes)).map((each) => styledCandidate(each, written, text));
  return {
    common: [
      ...(given !== undefined && same ? [lineCandidate('capability', given, verbatim)] : []),
      ...styledIf((causes) => causes.length < 2),
      ...replacements(text, written).map(([replaced, why], index) => ({
        ...lineCandidate('capability', replaced, why),
        isFrequent: index === 0,
      })),
      ...absenceCandidates(evidence, 'capability'),
      ...formCandidates(evidence, 'capability'),
      ...styledIf((causes) => causes.length > 1 && isCommon(causes)),
      ...intendedTexts.map((each) => lineCandidate('capability', each, other)),
      ...(given === undefined || same ? [] : [lineCandidate('capability', given, other)]),
    ],
    rare: () =>
      (text?.length ?? 0) > MOST_CHARACTERS_FOR_RARE
        ? []
        : [
            ...styledIf((causes) => !isCommon(causes)),
            ...anyOrder(meant ?? written).map((each) => styledCandidate(each, undefined, text)),
          ],
  };
}

/** One quirk, or two that one serializer has. */
function isCommon(causes: readonly Cause[]): boolean {
  const [first, second] = causes.map(makersOf);
  if (first === undefined || second === undefined) return true;
  return causes.length === 2 && [...first].some((maker) => second.has(maker));
}

function read(text: string | undefined): WrittenCapability | undefined {
  return text === undefined ? undefined : readWrittenCapability(text);
}

function isSame(a: WrittenCapability | undefined, b: WrittenCapability | undefined): boolean {
  return a !== undefined && b !== undefined && write(a, CANONICAL) === write(b, CANONICAL);
}

/** Where canonical text was signed, that was right: who made the text in the request is to blame, and is named. */
function styledCandidate(
  { text, causes, or }: StyledText,
  written: WrittenCapability | undefined,
  carried?: string,
): Candidate {
  if (causes.length > 0) {
    const isFrequent = causes.length === 1 && causes[0]?.id === 'capability.space-after-separators';
    return { ...lineCandidate('capability', text, ...causes), or, isFrequent };
  }
  const inRequest = text === carried || written === undefined ? [] : (find(written, carried)?.causes ?? []);
  return { ...lineCandidate('capability', text, reserialised, ...inRequest.map(sentWith)), isFrequent: true };
}

function find(written: WrittenCapability, wanted: string | undefined): StyledText | undefined {
  for (const styled of styledTexts(written, QUIRKS)) if (styled.text === wanted) return styled;
  return undefined;
}

/** What the usual encoders write, for capabilities in any order. */
const ENCODERS: readonly (readonly string[])[] = [
  [],
  ['capability.space-after-separators'],
  ['capability.space-after-separators', 'capability.escaped-non-ascii'],
  ['capability.escaped-slash', 'capability.escaped-non-ascii'],
  ['capability.escaped-non-ascii'],
  ['capability.escaped-slash'],
  ['capability.escaped-html'],
  ['capability.escaped-html-gson'],
  ['capability.escaped-html-upper'],
  ['capability.escaped-html-dotnet'],
  ['capability.escaped-non-ascii-upper'],
  ['capability.indented-2'],
  ['capability.indented-4'],
  ['capability.indented-4', 'capability.escaped-slash', 'capability.escaped-non-ascii'],
];

/** The same capability in every order, as the usual encoders write it: while these are few. */
function anyOrder(written: WrittenCapability | undefined): StyledText[] {
  if (written === undefined) return [];
  const asWritten: Style = { ...CANONICAL, resources: (names) => [...names], operations: (names) => [...names] };
  const orders = ordersOf(written);
  const most = MOST_ORDERED_CHARACTERS / Math.max(write(written, CANONICAL).length, 1);
  const texts: StyledText[] = [];
  const seen = new Set<string>();
  for (const ids of ENCODERS) {
    const quirks = QUIRKS.filter(({ cause: { id } }) => ids.includes(id));
    const style = styleOf(quirks, asWritten);
    const causes = quirks.map((quirk) => quirk.cause);
    for (const order of orders) {
      if (texts.length > most) return texts;
      const text = write(order.entries, style);
      // An encoder that has nothing to escape or to indent here changes nothing.
      if (!seen.has(text)) texts.push({ text, causes: [...order.causes, ...causes], or: [] });
      seen.add(text);
    }
  }
  for (const { entries } of orders.slice(0, most - texts.length)) {
    texts.push(...printed(entries).map(([text, why]) => ({ text, causes: [why], or: [] })));
  }
  return texts;
}

type Ordered = { readonly entries: WrittenCapability; readonly causes: readonly Cause[] };

/** The orders of resources and of operations: all pairs of them if they are few, else one after the other. */
function ordersOf(written: WrittenCapability): Ordered[] {
  const sorted = written
    .map(({ resource, operations }) => ({ resource, operations: CANONICAL.operations(operations) }))
    .toSorted((a, b) => (a.resource < b.resource ? -1 : 1));
  const byResource = permutations(sorted, MOST_TO_PERMUTE);
  const within = sorted.map(({ operations }) => permutations(operations, MOST_TO_PERMUTE));
  const count = within.reduce((product, lists) => product * Math.max(lists.length, 1), 1);
  let byOperation: WrittenCapability[] = [sorted];
  for (const [index, lists] of within.entries()) {
    const others = count > MOST_ORDERS ? [sorted] : byOperation;
    const more = others.flatMap((entries) =>
      lists.map((operations) => entries.map((entry, at) => (at === index ? { ...entry, operations } : entry))),
    );
    byOperation = count > MOST_ORDERS ? [...byOperation, ...more] : more.length > 0 ? more : byOperation;
  }
  const both = byResource.length * byOperation.length <= MOST_ORDERS;
  return [
    ...byResource.map((entries) => ({ entries, causes: [RESOURCES_UNSORTED] })),
    ...byOperation.map((entries) => ({ entries, causes: [OPERATIONS_UNSORTED] })),
    ...(both
      ? byResource.flatMap((order) =>
          byOperation.map((operations) => ({
            entries: order.map(
              ({ resource }) => operations.find((entry) => entry.resource === resource) ?? { resource, operations: [] },
            ),
            causes: [RESOURCES_UNSORTED, OPERATIONS_UNSORTED],
          })),
        )
      : []),
  ];
}

/** The cause where the actual text is the one that the caller gave. */
export function verbatimCause(actual: string, given: string | undefined): readonly Cause[] | undefined {
  return actual === given ? [verbatim] : undefined;
}

/**
 * The quirks that write the actual text for the capability that the expected text holds; undefined if there are none,
 * or the texts hold different capabilities.
 */
export function capabilityQuirks(expected: string, actual: string): StyledText | undefined {
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
