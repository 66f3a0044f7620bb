import { describe, expect, it } from 'vitest';
import { GeneratorError } from './generator-error.js';
import { KEYWORDS, type JsonSchema } from './json-schema.js';
import { normalise } from './normalise.js';

const UNKNOWN = (
  '$ref $defs definitions format default nullable oneOf allOf not if deprecated exclusiveMinimum multipleOf ' +
  'uniqueItems contains additionalItems prefixItems patternProperties minProperties dependencies ' +
  'unevaluatedProperties contentEncoding readOnly toString __proto__'
).split(' ');

describe('normalise', () => {
  it('writes keywords in one order, in any order of the converter', () => {
    const schema = { examples: ['x'], maxLength: 3, type: 'string', description: 'd', minLength: 1 };
    expect(Object.keys(normalise(schema, 'f.ts'))).toEqual([
      'description',
      'type',
      'minLength',
      'maxLength',
      'examples',
    ]);
  });

  it('keeps the order of the members', () => {
    const properties = { b: { type: 'string' }, a: { type: 'boolean' }, 10: { type: 'string' } };
    const { properties: kept = {} } = normalise({ type: 'object', properties, additionalProperties: false }, 'f.ts');
    expect(Object.keys(kept)).toEqual(Object.keys(properties));
  });

  it.each([
    ['$schema', { $schema: 'x', type: 'string' }, { type: 'string' }],
    [
      'no members',
      { type: 'object', properties: {}, additionalProperties: true },
      { type: 'object', additionalProperties: true },
    ],
    [
      'members of any form',
      { type: 'object', additionalProperties: {} },
      { type: 'object', additionalProperties: true },
    ],
    [
      'names of any form',
      { type: 'object', propertyNames: { type: 'string' }, additionalProperties: true },
      { type: 'object', additionalProperties: true },
    ],
    [
      'names of a length',
      { type: 'object', propertyNames: { maxLength: 3, type: 'string', minLength: 1 }, additionalProperties: true },
      { type: 'object', propertyNames: { minLength: 1, maxLength: 3 }, additionalProperties: true },
    ],
  ])('gives one form to what the converters write differently: %s', (_, schema, expected) => {
    expect(JSON.stringify(normalise(schema, 'f.ts'))).toBe(JSON.stringify(expected));
  });

  it.each<[unknown, string]>([
    [{}, '$ is an empty schema: it would accept anything'],
    [{ description: 'd', examples: [1] }, '$ is an empty schema: it would accept anything'],
    [{ $schema: 'http://json-schema.org/draft-07/schema#' }, '$ is an empty schema: it would accept anything'],
    [{ type: 'array', items: {} }, '$.items is an empty schema: it would accept anything'],
    [{ anyOf: [{ type: 'string' }, {}] }, '$.anyOf[1] is an empty schema: it would accept anything'],
    [{ type: 'object', properties: { a: {} } }, '$.properties.a is an empty schema: it would accept anything'],
    [
      { type: 'object', properties: { a: { type: 'object', additionalProperties: { description: 'd' } } } },
      '$.properties.a.additionalProperties is an empty schema: it would accept anything',
    ],
    [undefined, '$ is not a schema'],
    [null, '$ is not a schema'],
    [true, '$ is not a schema'],
    [{ type: 'array', items: true }, '$.items is not a schema'],
    [{ anyOf: [false] }, '$.anyOf[0] is not a schema'],
  ])('refuses %j', (schema, reason) => {
    expect(() => normalise(schema, 'f.ts')).toThrow(new GeneratorError('f.ts', reason));
  });

  it.each(UNKNOWN)('refuses the keyword %s, wherever it stands', (keyword) => {
    const odd: unknown = JSON.parse(`{"type":"string",${JSON.stringify(keyword)}:{}}`);
    const places: [unknown, string][] = [
      [odd, '$'],
      [{ type: 'array', items: odd }, '$.items'],
      [{ anyOf: [{ type: 'string' }, odd] }, '$.anyOf[1]'],
      [{ type: 'object', properties: { a: odd } }, '$.properties.a'],
      [{ type: 'object', additionalProperties: odd }, '$.additionalProperties'],
      [{ type: 'object', propertyNames: odd, additionalProperties: true }, '$.propertyNames'],
    ];
    for (const [schema, path] of places) {
      const reason = `${path} uses the keyword "${keyword}", which no emitter knows`;
      expect(() => normalise(schema, 'f.ts')).toThrow(new GeneratorError('f.ts', reason));
    }
  });

  it('changes nothing the second time, and keeps every keyword that it knows', () => {
    const all: Record<(typeof KEYWORDS)[number], unknown> = {
      $comment: 'c',
      $schema: 's',
      $id: 'i',
      title: 't',
      description: 'd',
      type: 'object',
      const: 'x',
      enum: ['x'],
      minimum: 1,
      maximum: 2,
      minLength: 1,
      maxLength: 2,
      pattern: 'x',
      minItems: 1,
      maxItems: 2,
      items: { type: 'string' },
      properties: { a: { type: 'string' } },
      required: ['a'],
      propertyNames: { minLength: 1 },
      additionalProperties: false,
      maxProperties: 3,
      anyOf: [{ type: 'string' }],
      examples: [{}],
    };
    const once: JsonSchema = normalise(all, 'f.ts');
    const kept = KEYWORDS.filter((keyword) => keyword !== '$comment' && keyword !== '$schema');
    expect(once).toEqual(Object.fromEntries(kept.map((keyword) => [keyword, all[keyword]])));
    expect(JSON.stringify(normalise(once, 'f.ts'))).toBe(JSON.stringify(once));
  });
});
