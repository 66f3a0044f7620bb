import { covers } from '@ably-auth/capability';
import { either, entriesOf, mutating, textOf, type Entries, type Mutant, type Right } from './mutant.testing.js';

type Capability = Readonly<Record<string, readonly string[]>>;
type Input = { readonly a: Capability; readonly b: Capability };
type Output = { text: string };

const intersecting = mutating<Input, Output>('intersect');

/** What one entry of each side have in common. */
type Crossing = {
  readonly left: readonly [name: string, operations: readonly string[]];
  readonly right: readonly [name: string, operations: readonly string[]];
  readonly name: string;
  readonly operations: readonly string[];
};

/** More pairs than this are those of a limit. */
const MAX_PAIRS = 1000;

async function crossingsOf({ a, b }: Input, answer: Right<Input, Output>): Promise<Crossing[]> {
  const found: Crossing[] = [];
  for (const left of Object.entries(a)) {
    for (const right of Object.entries(b)) {
      const { text } = await answer({ a: Object.fromEntries([left]), b: Object.fromEntries([right]) });
      found.push(...entriesOf(text).map(([name, operations]) => ({ left, right, name, operations })));
    }
  }
  return found;
}

type Join = (a: readonly string[], b: readonly string[]) => readonly string[];
const unite: Join = (a, b) => {
  const all = [...new Set([...a, ...b])];
  return all.includes('*') ? ['*'] : all.toSorted();
};

/** Joins other crossings than are right, or in another way. */
const crossing = (name: string, change: (found: Crossing[], kept: ReadonlySet<string>) => Crossing[], join = unite) =>
  intersecting(name, async (input, right) => {
    const { text } = await right(input);
    if (Object.keys(input.a).length * Object.keys(input.b).length > MAX_PAIRS) return { text };
    const kept = new Set(entriesOf(text).map(([resource]) => resource));
    const joined = new Map<string, readonly string[]>();
    for (const { name: resource, operations } of change(await crossingsOf(input, right), kept)) {
      const before = joined.get(resource);
      joined.set(resource, before === undefined ? operations : join(before, operations));
    }
    return { text: textOf([...joined].toSorted(([a], [b]) => (a < b ? -1 : 1))) };
  });

/** The same, except for the crossings that another entry covers. */
const pruned = (name: string, change: (found: Crossing[]) => Crossing[], join = unite) =>
  crossing(name, (found, kept) => change(found.filter((one) => kept.has(one.name))), join);

/** Leaves out entries of the right answer. */
const dropping = (name: string, drops: (resource: string, others: Entries, input: Input) => boolean) =>
  intersecting(name, async (input, right) => {
    const entries = entriesOf((await right(input)).text);
    return { text: textOf(entries.filter((entry) => !drops(entry[0], entries, input))) };
  });

const isCovered = (resource: string, entries: Entries) => {
  const own = entries.filter(([name]) => name === resource);
  const others = entries.filter(([name]) => name !== resource);
  return covers(capabilityOf(others), capabilityOf(own));
};
const capabilityOf = (entries: Entries) =>
  Object.fromEntries(entries.map(([name, operations]) => [name, [...operations]]));

const segments = (name: string) => name.split(':').length;
const shorter = ({ left: [a], right: [b] }: Crossing) =>
  (a.endsWith('*') && segments(a) > segments(b)) || (b.endsWith('*') && segments(b) > segments(a));

/** How intersecting goes wrong. */
export const intersectionMutants: readonly Mutant[] = [
  pruned('intersects names alone', (found) => found.filter(({ left, right }) => left[0] === right[0])),
  pruned('intersects foo:* and foo to nothing', (found) => found.filter((one) => !shorter(one))),
  crossing('keeps the longer of two patterns that overlap', (found) =>
    found.map((one) => ({
      ...one,
      name: segments(one.left[0]) >= segments(one.right[0]) ? one.left[0] : one.right[0],
    })),
  ),
  pruned('unites operations in place of intersecting them', (found) =>
    found.map((one) => ({ ...one, operations: unite(one.left[1], one.right[1]) })),
  ),
  pruned('takes * among operations for a name when intersecting', (found) =>
    found
      .map((one) => ({ ...one, operations: one.left[1].filter((operation) => one.right[1].includes(operation)) }))
      .filter(({ operations }) => operations.length > 0),
  ),
  pruned(
    'keeps * beside operations when joining',
    (found) => found,
    (a, b) => [...new Set([...a, ...b])].toSorted(),
  ),
  pruned(
    'keeps the last pair alone if two give one resource',
    (found) => found,
    (_, b) => b,
  ),
  crossing('keeps crossed entries that another covers', (found) => found),
  dropping('drops named entries that another covers', isCovered),
  dropping(
    'keeps the names of the first side alone',
    (resource, entries, { a }) => !Object.hasOwn(a, resource) && isCovered(resource, entries),
  ),
  intersecting('has no limit of pairs', (input, right) =>
    either(
      () => right(input),
      () => ({ text: JSON.stringify(input.a) }),
    ),
  ),
];
