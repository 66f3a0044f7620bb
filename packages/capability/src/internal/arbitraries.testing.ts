import fc from 'fast-check';

/** What a capability says, in the order in which a caller may happen to write it: resources and their operations. */
export type Entries = [resource: string, operations: string[]][];

/** Names that ordering, escaping or plain objects get wrong somewhere. */
const AWKWARD = [
  ['10', '9', '01', '-1', '4294967295'],
  ['__proto__', 'constructor', 'toString', 'toJSON', 'hasOwnProperty', 'length'],
  ['"', '\\', '\\"', '/', '<&>', '\u0000', '\b\t\n\f\r', '\u001f', '\u007f', '\u2028', '\u2029'],
  ['é', 'e\u0301', '\ufb33', '\uffff', '😀', '😀a', '\u{10ffff}'],
  ['*', 'foo:*', '[*]*', '[meta]log', '[', '[]', ':', ' '],
].flat();

const name = fc.oneof(
  fc.constantFrom(...AWKWARD),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }),
  fc.string({ minLength: 1, maxLength: 20 }),
);

const operations: fc.Arbitrary<string[]> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom<string[]>(['*'], ['*', '*']) },
  {
    weight: 5,
    arbitrary: fc.array(
      fc.oneof(
        fc.constantFrom('subscribe', 'publish', 'presence', 'history'),
        name.filter((text) => text !== '*'),
      ),
      { minLength: 1, maxLength: 5 },
    ),
  },
);

/** Any valid capability; resources distinct, operations perhaps repeated, both in any order. */
export const entries: fc.Arbitrary<Entries> = fc.uniqueArray(fc.tuple(name, operations), {
  maxLength: 20,
  size: 'medium',
  selector: ([resource]) => resource,
});

/** The object of these entries, frozen all through: a write to it throws. */
export function frozenObject(list: Entries): Record<string, readonly string[]> {
  // fromEntries makes `__proto__` an own member, as JSON.parse does.
  return Object.freeze(Object.fromEntries(list.map(([resource, names]) => [resource, Object.freeze([...names])])));
}

/** JSON text of these entries, in their order. */
export function jsonText(list: Entries): string {
  return `{${list.map(([resource, names]) => `${JSON.stringify(resource)}: ${JSON.stringify(names)}`).join(' ,')}}`;
}
