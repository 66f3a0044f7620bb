import fc from 'fast-check';
import { anyJson, anyName, type Schema } from './json-schema-arbitrary.testing.js';

/** One change of a JSON value at random: which place, what kind, and with what. */
export type Damage = {
  readonly place: number;
  readonly kind: number;
  readonly other: number;
  readonly name: string;
  readonly value: unknown;
  readonly amount: number;
};

/** Damage that knows the names and numbers of a schema, so that it often hits just beside what is allowed. */
export function damageFor(schema: Schema): fc.Arbitrary<Damage> {
  const numbers = [...numbersOf(schema)].flatMap((n) => [n - 1, n, n + 1]);
  const names = [...namesOf(schema)];
  return fc.record({
    place: fc.nat(),
    kind: fc.nat(),
    other: fc.nat(),
    name: names.length === 0 ? anyName : fc.oneof(anyName, fc.constantFrom(...names)),
    value: anyJson,
    amount: fc.oneof(fc.constantFrom(-1, 0, 1, 2 ** 53, ...numbers), fc.integer({ min: -2, max: 300 })),
  });
}

/** What lenient decoding tolerates, at some place: null, 0, an empty text, a member that nothing declares. */
export const leniencyDamage: fc.Arbitrary<Damage> = fc.record({
  place: fc.nat(),
  kind: fc.constantFrom(0, 0, 2),
  other: fc.nat(),
  name: fc.constantFrom('other', 'x-a'),
  value: fc.constantFrom<unknown>(null, 0, '', '0', '1', '60000', '-1', '01', ' 1', '9007199254740993', 2 ** 53 + 2),
  amount: fc.constantFrom(0, 1),
});

/** The value with the damage; the value itself stays as it is. */
export function damaged(value: unknown, damage: Damage): unknown {
  const places = placesOf(value);
  return replaced(value, places[damage.place % places.length] ?? [], (old) => {
    const changes = changesOf(old, damage);
    return changes[damage.kind % changes.length]?.();
  });
}

function changesOf(old: unknown, { other, name, value, amount }: Damage): (() => unknown)[] {
  const changes = [() => value];
  if (typeof old === 'string') {
    const text = Array.from(old);
    const at = other % (text.length + 1);
    const length = Math.min(Math.max(amount, 0), 140_000);
    changes.push(
      () => [...text.slice(0, at), '\n', ...text.slice(at)].join(''),
      () => `${old}\n`,
      () => text.toSpliced(at, 1).join(''),
      () => (text.at(-1) ?? 'a').repeat(length),
      () => '😀'.repeat(length),
      () => `${'\ud83d'.repeat(other % 3)}${old}`,
    );
  } else if (typeof old === 'number') {
    changes.push(
      () => amount,
      () => old + 0.5,
      () => -old,
      () => String(old),
    );
  } else if (Array.isArray(old)) {
    const at = other % (old.length + 1);
    changes.push(
      () => old.toSpliced(at, 1),
      () => old.toSpliced(at, 0, value),
      () => Array.from({ length: Math.min(Math.max(amount, 0), 300) }, () => old[0] ?? value),
    );
  } else if (typeof old === 'object' && old !== null) {
    const entries = Object.entries(old);
    const at = other % (entries.length + 1);
    const member = entries[at]?.[1] ?? value;
    changes.push(
      () => Object.fromEntries(entries.toSpliced(at, 1)),
      () => Object.fromEntries([...entries, [name, value]]),
      () => Object.fromEntries([...entries.toSpliced(at, 1), [name, member]]),
      () => Object.fromEntries(entries.map(([key], index) => [key, entries[(index + 1) % entries.length]?.[1]])),
    );
  }
  return changes;
}

type Path = readonly string[];

/** Every place of a JSON value, the root first. */
export function placesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, member]) => placesOf(member, [...path, name]))];
}

/** The value with one place changed. */
function replaced(value: unknown, [name, ...rest]: Path, change: (old: unknown) => unknown): unknown {
  if (name === undefined) return change(value);
  const entries = Object.entries(value as object).map(([key, member]) => [
    key,
    key === name ? replaced(member, rest, change) : member,
  ]);
  return Array.isArray(value) ? entries.map(([, member]) => member) : Object.fromEntries(entries);
}

/** The object or list that holds a place. */
export function parentOf(value: unknown, path: Path): object {
  return path.slice(0, -1).reduce((here, name) => Reflect.get(here, name) as object, value as object);
}

function schemasIn(schema: Schema): Schema[] {
  const inner = [
    ...Object.values(schema.properties ?? {}),
    ...(schema.anyOf ?? []),
    ...[schema.items, schema.propertyNames, schema.additionalProperties].filter((part) => typeof part === 'object'),
  ];
  return [schema, ...inner.flatMap(schemasIn)];
}

function numbersOf(schema: Schema): Set<number> {
  return new Set(schemasIn(schema).flatMap((part) => Object.values(part).filter((value) => typeof value === 'number')));
}

function namesOf(schema: Schema): Set<string> {
  return new Set(schemasIn(schema).flatMap((part) => Object.keys(part.properties ?? {})));
}
