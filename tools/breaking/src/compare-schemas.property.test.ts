import type { JsonSchema } from '@ably-auth/codegen/json-schema';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareSchemas, refusesMore } from './compare-schemas.js';

// Schemas that differ a little, and values near them; AJV says what each accepts.

const small = fc.nat(3);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const defined = (schema: object) =>
  Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined)) as JsonSchema;
const name = fc.constantFrom('a', 'b', 'cc');
const names = fc.uniqueArray(name, { maxLength: 2 });

const leaf: fc.Arbitrary<JsonSchema> = fc.oneof(
  fc.constant<JsonSchema>({}),
  fc.constant<JsonSchema>({ type: 'boolean' }),
  fc
    .record({ type: maybe(fc.constantFrom('integer', 'number')), minimum: maybe(small), maximum: maybe(small) })
    .map(defined),
  fc
    .record({
      type: maybe(fc.constant('string')),
      minLength: maybe(small),
      maxLength: maybe(small),
      pattern: maybe(fc.constantFrom('^a', 'c$')),
      enum: maybe(fc.uniqueArray(name, { minLength: 1, maxLength: 2 })),
      const: maybe(name),
    })
    .map(defined),
);

const { schema } = fc.letrec<{ schema: JsonSchema; inner: JsonSchema }>((tie) => ({
  inner: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('schema')),
  schema: fc.oneof(
    leaf,
    fc
      .record({ items: maybe(tie('inner')), minItems: maybe(small), maxItems: maybe(small) })
      .map((rules) => defined({ type: 'array', ...rules })),
    fc
      .record({
        properties: maybe(fc.dictionary(name, tie('inner'), { maxKeys: 2 })),
        required: maybe(names),
        additionalProperties: maybe(fc.oneof(fc.boolean(), tie('inner'))),
        propertyNames: maybe(fc.constantFrom<JsonSchema>({ maxLength: 1 }, { minLength: 2 }, { enum: ['a', 'cc'] })),
        maxProperties: maybe(small),
        type: maybe(fc.constant('object')),
      })
      .map(defined),
    fc.array(tie('inner'), { minLength: 1, maxLength: 2 }).map((anyOf): JsonSchema => ({ anyOf })),
  ),
}));
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<unknown>(true, 0, 1, 2.5, 3, '', 'a', 'b', 'cc', 'abc'),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(name, tie('any'), { maxKeys: 3 }),
  ),
})).any;

/** A schema and one that has some of its keywords replaced by those of a third: most pairs at random have nothing in common. */
const pair = fc
  .tuple(schema, schema, fc.infiniteStream(fc.boolean()))
  .map(([was, other, chosen]): [JsonSchema, JsonSchema] => [was, mixed(was, other, chosen)]);

function mixed(one: JsonSchema, other: JsonSchema, chosen: Iterator<boolean>): JsonSchema {
  const isTaken = () => chosen.next().value === true;
  const properties = { ...one.properties };
  for (const [member, inner] of Object.entries(other.properties ?? {})) {
    if (isTaken()) properties[member] = mixed(properties[member] ?? {}, inner, chosen);
  }
  const rest = Object.entries(other).filter(([keyword]) => keyword !== 'properties' && isTaken());
  const kept = Object.entries(one).filter(([keyword]) => keyword === 'type' || isTaken() || isTaken());
  return { ...Object.fromEntries([...kept, ...rest]), ...(Object.keys(properties).length > 0 && { properties }) };
}

it('everything that is called compatible accepts every value that the earlier schema accepted', () => {
  const ajv = new Ajv({ strict: false });
  let [compatible, accepted] = [0, 0];
  fc.assert(
    fc.property(pair, fc.array(value, { minLength: 20, maxLength: 20 }), ([was, now], values) => {
      if (compareSchemas(was, now).some(refusesMore)) return;
      compatible++;
      const [before, after] = [ajv.compile(was), ajv.compile(now)];
      for (const each of values) {
        if (!before(each)) continue;
        accepted++;
        expect(after(each), JSON.stringify({ was, now, each })).toBe(true);
      }
    }),
    { numRuns: 1500 },
  );
  expect(compatible).toBeGreaterThan(150);
  expect(accepted).toBeGreaterThan(compatible);
});
