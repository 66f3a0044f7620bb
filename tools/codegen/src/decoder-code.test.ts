import { describe, expect, it } from 'vitest';
import { GeneratorError } from './generator-error.js';
import type { JsonSchema } from './json-schema.js';
import { documented, modelOf, typeOf, words } from './model.testing.js';
import { decoderOf } from './decoder-code.js';
import { valuesOf } from './read-values.js';
import type { TypeModel } from './model.js';

const string: JsonSchema = { type: 'string' };
const closed = (properties: Record<string, JsonSchema>, more: JsonSchema = {}): JsonSchema => ({
  type: 'object',
  properties,
  additionalProperties: false,
  ...more,
});

/** Keywords that the type of JsonSchema excludes; a converter may still give them. */
const odd = (schema: object) => schema as JsonSchema;

/** What is generated of a schema: its decoder, and the values with a rule. */
function generated(type: TypeModel, ...others: readonly TypeModel[]) {
  const model = modelOf(...others, type);
  return { decoder: decoderOf(type, model), values: valuesOf(model).named };
}

describe('decoderOf', () => {
  it.each<[JsonSchema, string]>([
    [odd({ type: 'null' }), ': the type "null" has no check'],
    [{ type: 'number' }, ': the type "number" has no check'],
    [odd({ type: ['string', 'null'] }), ': the type ["string","null"] has no check'],
    [odd({}), ': the type undefined has no check'],
    [odd({ type: 'string', format: 'email' }), ': the keyword "format" has no check'],
    [{ type: 'string', minimum: 1 }, ': the keyword "minimum" has no check'],
    [{ type: 'string', const: 'x', minLength: 3 }, ': the keyword "minLength" has no check'],
    [{ type: 'string', enum: ['x'], pattern: '^[a-z]*$' }, ': the keyword "pattern" has no check'],
    [{ type: 'string', const: 'x', enum: ['x'] }, ': the keyword "enum" has no check'],
    [{ type: 'string', pattern: '^x$' }, ': the pattern ^x$ is not in schemas/src/patterns.ts'],
    [odd({ type: 'integer', minimum: 0, maximum: 9, multipleOf: 5 }), ': the keyword "multipleOf" has no check'],
    [odd({ type: 'integer', minimum: 0, maximum: 9, enum: [1] }), ': the keyword "enum" has no check'],
    [{ type: 'integer', minimum: 0 }, ': an integer needs both its bounds'],
    [odd({ type: 'boolean', const: true }), ': the keyword "const" has no check'],
    [{ type: 'array' }, ': a list says nothing of its items'],
    [odd({ type: 'array', items: string, uniqueItems: true }), ': the keyword "uniqueItems" has no check'],
    [{ type: 'array', items: string, minItems: 2 }, ': a shortest list other than 1 has no check'],
    [{ type: 'array', items: odd({ type: 'null' }) }, '/items: the type "null" has no check'],
    [{ type: 'object' }, ': an object without declared members is open'],
    [{ type: 'object', additionalProperties: false }, ': an object without declared members is open'],
    [
      { type: 'object', additionalProperties: true, maxProperties: 3 },
      ': a bound on the members of an open object has no check',
    ],
    [
      { type: 'object', additionalProperties: true, propertyNames: { minLength: 1 } },
      ': a bound on the members of an open object has no check',
    ],
    [{ type: 'object', additionalProperties: string, required: ['a'] }, ': the keyword "required" has no check'],
    [
      odd({ type: 'object', additionalProperties: string, minProperties: 1 }),
      ': the keyword "minProperties" has no check',
    ],
    [
      { type: 'object', additionalProperties: string, propertyNames: { pattern: 'x' } },
      ': the keyword "pattern" of names has no check',
    ],
    [
      { type: 'object', additionalProperties: string, propertyNames: { minLength: 2 } },
      ': a shortest name other than 1 has no check',
    ],
    [
      { type: 'object', additionalProperties: odd({ type: 'null' }) },
      '/additionalProperties: the type "null" has no check',
    ],
    [closed({ a: string }, { maxProperties: 3 }), ': the keyword "maxProperties" has no check'],
    [closed({ a: string }, { propertyNames: { minLength: 1 } }), ': the keyword "propertyNames" has no check'],
    [closed({ a: string }, { additionalProperties: string }), ': an object is either closed or open'],
    [{ type: 'object', properties: { a: string } }, ': an object is either closed or open'],
    [closed({ a: string }, { required: ['a', 'b'] }), ': b is required, but not declared'],
    [
      closed({ a: closed({ b: string }) }),
      '/properties/a: an object inside another one is a type of its own: register it',
    ],
    [closed({ "it's": string }), ': the member name "it\'s" needs escapes'],
    [closed({ 'a`${b}': string }), ': the member name "a`${b}" needs escapes'],
    [closed({ 'a/b': string }), ': the member name "a/b" needs escapes'],
    [closed({ '1': string }), ': the member name "1" needs escapes'],
    [closed({ '': string }), ': the member name "" needs escapes'],
    [closed({ a: { type: 'number' } }), '/properties/a: the type "number" has no check'],
    [{ anyOf: [string] }, ': a union of other than two has no check'],
    [{ anyOf: [] }, ': a union of other than two has no check'],
    [{ anyOf: [string, { type: 'boolean' }, closed({})] }, ': a union of other than two has no check'],
    [{ anyOf: [string, { type: 'boolean' }] }, ': a union is of text and object, or of two registered types'],
    [
      { anyOf: [{ type: 'object', additionalProperties: string }, string] },
      ': a union is of text and object, or of two registered types',
    ],
    [
      {
        anyOf: [
          { type: 'string', const: 'x' },
          { type: 'object', additionalProperties: string },
        ],
      },
      ': a union is of text and object, or of two registered types',
    ],
    [
      {
        anyOf: [
          { type: 'string', enum: ['x'] },
          { type: 'object', additionalProperties: string },
        ],
      },
      ': a union is of text and object, or of two registered types',
    ],
    [
      { anyOf: [odd({ type: 'string', format: 'x' }), { type: 'object', additionalProperties: string }] },
      '/anyOf/0: the keyword "format" has no check',
    ],
    [
      { anyOf: [string, closed({ a: string })] },
      '/anyOf/1: an object inside another one is a type of its own: register it',
    ],
    [
      odd({ type: 'string', anyOf: [string, { type: 'object', additionalProperties: string }] }),
      ': the keyword "type" has no check',
    ],
  ])('refuses %j', (schema, reason) => {
    const type = typeOf('Thing', schema);
    expect(() => generated(type)).toThrow(new GeneratorError('schemas/src/thing.ts', `Thing${reason}`));
  });

  it('refuses a type or a code that does not exist, and a field that only claims to be of a type', () => {
    const other = typeOf('Other', { type: 'string', maxLength: 3 });
    const field = (doc: Parameters<typeof documented>[0], schema: JsonSchema = string) => {
      const type = typeOf('Thing', closed({ a: schema }), { fields: new Map([['/properties/a', documented(doc)]]) });
      return () => generated(type, other);
    };
    expect(field({ type: 'Nothing' })).toThrow('Thing/properties/a: there is no type Nothing');
    expect(field({ type: 'Other' })).toThrow(
      'Thing/properties/a: it says that it is a Other, but its schema is another one',
    );
    expect(field({ type: 'Other' }, { type: 'string', maxLength: 3, examples: ['x'] })).not.toThrow();
    expect(field({ code: 'NOT_FOUND' })).toThrow('Thing/properties/a: there is no error code NOT_FOUND');
    const type = typeOf('Thing', string, { code: 'NONE' });
    expect(() => generated(type)).toThrow('schemas/src/thing.ts: Thing: there is no error code NONE');
  });

  it('refuses a value without words, and two kinds of value with one id', () => {
    const wordless = typeOf('Thing', closed({ a: string }), { shapes: new Map() });
    expect(() => generated(wordless)).toThrow(
      'schemas/src/thing.ts: Thing/properties/a: its rules have no words: wrap it in shape(…)',
    );
    const alike = (more: JsonSchema) =>
      typeOf('Thing', closed({ a: string, b: { ...string, ...more } }), {
        shapes: new Map(['/properties/a', '/properties/b'].map((pointer) => [pointer, words('text')])),
      });
    expect(() => generated(alike({ maxLength: 3 }))).toThrow(
      'Thing/properties/b: another kind of value has the id text already',
    );
    expect(generated(alike({})).values.map(({ name }) => name)).toEqual(['TEXT', 'THING']);
  });

  it('has the members of a type in its rule, callables among them', () => {
    const callables = { call: { description: 'd', type: 'Call', tsType: '() => void', spec: [], since: '1.0' } };
    const { values } = generated(typeOf('Thing', closed({ a: string }), { callables }));
    const members = [{ name: 'a' }, { name: 'call', value: { id: 'Thing.call', name: 'THING_CALL' } }];
    expect(values.find(({ name }) => name === 'THING')).toMatchObject({ kind: 'object', members });
  });

  it('has a rule of its own where the error code of a field is another one', () => {
    const shapes = new Map(['/properties/a', '/properties/b'].map((pointer) => [pointer, words('text')]));
    const fields = new Map([['/properties/b', documented({ code: 'NOT_FOUND' })]]);
    const type = typeOf('Thing', closed({ a: string, b: string }), { shapes, fields });
    const model = modelOf(type);
    const errorCodes = {
      ...model.errorCodes,
      NOT_FOUND: { code: 40400, statusCode: 404, meaning: 'No', remediation: 'Fix it.', source: 'RSA1' },
    };
    expect(valuesOf({ ...model, errorCodes }).named.map(({ name }) => name)).toEqual(['TEXT', 'TEXT_40400', 'THING']);
  });

  it('lets the caller choose how a member is read that is a text or a registered type', () => {
    const map: JsonSchema = { type: 'object', additionalProperties: string };
    const fields = new Map([['/properties/a/anyOf/1', documented({ type: 'Names' })]]);
    const type = typeOf('Thing', closed({ a: { anyOf: [string, map] } }), { fields });
    expect(generated(type, typeOf('Names', map)).decoder.choice).toMatchObject({ member: 'a', type: 'Names' });
    expect(generated(typeOf('Thing', closed({ a: { anyOf: [string, map] } }))).decoder.choice).toBeUndefined();
  });
});
