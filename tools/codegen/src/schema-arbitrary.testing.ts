import fc from 'fast-check';
import type { JsonSchema } from './json-schema.js';

// Schemas of every form that has a check, with small limits, and values that are just inside or just outside them.

const PATTERNS = ['^[^:]*$', '^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$'];

/** Names that a careless generator would use as they are: words of the language and its own variables and helpers. */
const NAMES = (
  'a b value path issues name names member item index first second MEMBERS default class enum await arguments ' +
  'constructor toString $ _ x-a xA x.a x-1 own at raw source others keep integer unknownMember unlisted ' +
  'THING THING0 decodeOther decodeThing validator valueOf'
).split(' ');

const small = fc.nat(4);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const withoutUndefined = (schema: object) => JSON.parse(JSON.stringify(schema)) as JsonSchema;
const json = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, 1.5, -1, '', 'a', ':', 'a.b', '😀', [], {}, [''], { a: '' }, { value: 1 }),
  fc.jsonValue({ maxDepth: 1 }),
);

const text = fc
  .record({ minLength: maybe(small), maxLength: maybe(small), pattern: maybe(fc.constantFrom(...PATTERNS)) })
  .map((rules) => withoutUndefined({ type: 'string', ...rules }));

const scalar: fc.Arbitrary<JsonSchema> = fc.oneof(
  fc.constant<JsonSchema>({ type: 'boolean' }),
  fc
    .tuple(fc.integer({ min: -3, max: 3 }), small)
    .map(([minimum, more]): JsonSchema => ({ type: 'integer', minimum, maximum: minimum + more })),
  fc.constantFrom<JsonSchema>({ type: 'string', const: 'a' }, { type: 'string', enum: ['a', '"\\'] }),
);

const nested = fc.letrec<{ inLoop: JsonSchema; list: JsonSchema; map: JsonSchema }>((tie) => ({
  inLoop: fc.oneof({ maxDepth: 2 }, fc.oneof(text, scalar), tie('list'), tie('map')),
  list: fc
    .record({ items: tie('inLoop'), minItems: maybe(fc.constant(1)), maxItems: maybe(small) })
    .map((rules) => withoutUndefined({ type: 'array', ...rules })),
  map: fc.oneof(
    fc.constant<JsonSchema>({ type: 'object', additionalProperties: true }),
    fc
      .record({
        additionalProperties: tie('inLoop'),
        maxProperties: maybe(small),
        propertyNames: maybe(fc.record({ minLength: maybe(fc.constant(1)), maxLength: maybe(small) })),
      })
      .map((rules) => withoutUndefined({ type: 'object', ...rules })),
  ),
}));

const union = fc.tuple(text, nested.map).map((anyOf): JsonSchema => ({ anyOf }));

/** The schema of a member. */
export const memberSchema: fc.Arbitrary<JsonSchema> = fc.oneof(text, scalar, nested.list, nested.map, union);

/** The schema of a type with members. */
export const objectSchema: fc.Arbitrary<JsonSchema> = fc
  .tuple(
    fc.uniqueArray(fc.tuple(fc.constantFrom(...NAMES), memberSchema, fc.boolean()), {
      selector: ([name]) => name,
      minLength: 1,
      maxLength: 8,
    }),
    fc.boolean(),
  )
  .map(([members, additionalProperties]) => ({
    type: 'object',
    properties: Object.fromEntries(members.map(([name, schema]) => [name, schema])),
    required: members.filter(([, , required]) => required).map(([name]) => name),
    additionalProperties,
  }));

/** A value that nearly is what the schema describes, or is. */
export function nearValue(schema: JsonSchema): fc.Arbitrary<unknown> {
  return fc.oneof({ arbitrary: shapedLike(schema), weight: 9 }, { arbitrary: json, weight: 1 });
}

function shapedLike(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(nearValue));
  const fixed = schema.const === undefined ? schema.enum : [schema.const];
  if (fixed) return fc.constantFrom(...fixed, 'other');
  switch (schema.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.oneof(fc.integer({ min: -4, max: 8 }), fc.constantFrom(-0, 0.5, 1e21));
    case 'string':
      return fc.oneof(
        fc.string({ unit: fc.constantFrom('a', '.', ':', '😀', '\ud83d'), maxLength: 6 }),
        fc.constant('a.b'),
      );
    case 'array':
      return fc.array(nearValue(schema.items ?? {}), { maxLength: 5 });
    default:
      return entriesLike(schema).map((entries) => Object.fromEntries(entries));
  }
}

function entriesLike({
  properties = {},
  required = [],
  additionalProperties,
}: JsonSchema): fc.Arbitrary<[string, unknown][]> {
  const declared = Object.entries(properties).map(([name, schema]) =>
    fc.option(
      nearValue(schema).map((value): [string, unknown] => [name, value]),
      { nil: undefined, freq: required.includes(name) ? 20 : 2 },
    ),
  );
  const other = typeof additionalProperties === 'object' ? nearValue(additionalProperties) : json;
  const most = typeof additionalProperties === 'object' ? 5 : 1;
  return fc
    .tuple(
      fc.tuple(...declared),
      fc.array(fc.tuple(fc.constantFrom('', 'a', 'bbbbb', '__proto__', '10', '😀😀😀'), other), { maxLength: most }),
    )
    .map(([known, others]) => [...known.filter((entry) => entry !== undefined), ...others]);
}
