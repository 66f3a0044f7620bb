import { ANNOTATIONS, KEYWORDS, type JsonSchema } from '@ably-auth/codegen/json-schema';
import { describe, expect, it } from 'vitest';
import { compareSchemas, type Direction } from './compare-schemas.js';

/** The narrower and the wider side of each keyword. */
const CASES: readonly (readonly [keyword: keyof JsonSchema, narrow: JsonSchema, wide: JsonSchema])[] = [
  ['type', { type: 'string' }, {}],
  ['type', { type: 'integer' }, { type: 'number' }],
  ['const', { const: 'HS256' }, { enum: ['HS256', 'HS512'] }],
  ['const', { const: 'HS256' }, {}],
  ['enum', { enum: ['GET'] }, { enum: ['GET', 'POST'] }],
  ['enum', { enum: ['GET'] }, {}],
  ['minimum', { minimum: 2 }, { minimum: 1 }],
  ['minimum', { minimum: 2 }, {}],
  ['maximum', { maximum: 1 }, { maximum: 2 }],
  ['maximum', { maximum: 1 }, {}],
  ['minLength', { minLength: 2 }, { minLength: 1 }],
  ['minLength', { minLength: 2 }, {}],
  ['maxLength', { maxLength: 1 }, { maxLength: 2 }],
  ['maxLength', { maxLength: 1 }, {}],
  ['pattern', { pattern: '^a$' }, {}],
  ['minItems', { minItems: 2 }, { minItems: 1 }],
  ['minItems', { minItems: 2 }, {}],
  ['maxItems', { maxItems: 1 }, { maxItems: 2 }],
  ['maxItems', { maxItems: 1 }, {}],
  ['maxProperties', { maxProperties: 1 }, { maxProperties: 2 }],
  ['maxProperties', { maxProperties: 1 }, {}],
  ['required', { required: ['a', 'b'] }, { required: ['a'] }],
  ['required', { required: ['a'] }, {}],
  ['items', { items: { type: 'string' } }, {}],
  ['items', { items: { maxLength: 1 } }, { items: { maxLength: 2 } }],
  ['propertyNames', { propertyNames: { minLength: 1 } }, {}],
  ['propertyNames', { propertyNames: { maxLength: 1 } }, { propertyNames: { maxLength: 2 } }],
  ['properties', { properties: { a: { type: 'string' } } }, {}],
  ['properties', { additionalProperties: false }, { properties: { a: {} }, additionalProperties: false }],
  ['additionalProperties', { additionalProperties: false }, {}],
  ['additionalProperties', { additionalProperties: false }, { additionalProperties: { type: 'string' } }],
  ['additionalProperties', { additionalProperties: { type: 'string' } }, { additionalProperties: true }],
  ['anyOf', { anyOf: [{ type: 'string' }] }, { anyOf: [{ type: 'string' }, { type: 'object' }] }],
  ['anyOf', { anyOf: [{ type: 'string' }] }, {}],
  ['anyOf', { anyOf: [{ type: 'string', maxLength: 1 }] }, { anyOf: [{ type: 'string', maxLength: 2 }] }],
];

const directions = (was: JsonSchema, now: JsonSchema): Direction[] =>
  compareSchemas(was, now).map(({ direction }) => direction);

describe('compareSchemas', () => {
  it.each(CASES)('finds that %s accepts less: %j after %j', (_, narrow, wide) => {
    expect(new Set(directions(wide, narrow))).toEqual(new Set(['narrowed']));
  });

  it.each(CASES)('finds that %s accepts more: %j before %j', (_, narrow, wide) => {
    expect(new Set(directions(narrow, wide))).toEqual(new Set(['widened']));
  });

  it('has a case for each keyword that decides on validity', () => {
    const tested = new Set<string>(CASES.map(([keyword]) => keyword));
    expect(KEYWORDS.filter((keyword) => !ANNOTATIONS.has(keyword) && !tested.has(keyword))).toEqual([]);
  });

  it.each<[string, JsonSchema, JsonSchema]>([
    ['another type', { type: 'string' }, { type: 'integer' }],
    ['another pattern', { pattern: '^a$' }, { pattern: '^b$' }],
    ['other choices', { enum: ['a', 'b'] }, { enum: ['b', 'c'] }],
    ['other required members', { required: ['a'] }, { required: ['b'] }],
    ['other branches', { anyOf: [{ type: 'string' }] }, { anyOf: [{ type: 'object' }] }],
  ])('calls %s changed: neither side is known to accept the values of the other', (_, was, now) => {
    expect(directions(was, now)).toEqual(['changed']);
  });

  it('names the member and the keyword, with what it was and is', () => {
    const schema = (maximum: number): JsonSchema => ({ properties: { ttl: { type: 'integer', maximum } } });
    expect(compareSchemas(schema(2), schema(1))).toEqual([
      { pointer: '/properties/ttl', keyword: 'maximum', direction: 'narrowed', was: 2, now: 1 },
    ]);
  });

  it('finds nothing where only annotations or the order of branches differ', () => {
    const branches: JsonSchema[] = [{ type: 'string' }, { type: 'object' }];
    expect(compareSchemas({ anyOf: branches }, { anyOf: branches.toReversed() })).toEqual([]);
    expect(compareSchemas({ type: 'string', description: 'a' }, { type: 'string', examples: ['b'] })).toEqual([]);
  });

  it('refuses a keyword that it cannot compare', () => {
    const odd = { type: 'object', not: {} } as JsonSchema;
    expect(() => compareSchemas({}, { properties: { a: odd } })).toThrow('/properties/a: the keyword "not"');
  });
});
