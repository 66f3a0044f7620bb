import { describe, expect, it } from 'vitest';
import { assertAgreement } from './agree.js';
import { GeneratorError } from './generator-error.js';
import type { JsonSchema } from './json-schema.js';

const object = (properties: Record<string, JsonSchema>): JsonSchema => ({ type: 'object', properties });

describe('assertAgreement', () => {
  it('says nothing where both are the same', () => {
    const schema = () => object({ a: { type: 'array', items: { type: 'string', maxLength: 3 } } });
    expect(() => assertAgreement(schema(), schema(), 'f.ts')).not.toThrow();
  });

  it.each<[JsonSchema, JsonSchema, string]>([
    [{ type: 'string' }, { type: 'boolean' }, '$.type: zod 4 gives "string", zod-to-json-schema gives "boolean"'],
    [
      object({ a: { type: 'string' }, b: { type: 'string', maxLength: 3 }, c: { type: 'string' } }),
      object({ a: { type: 'string' }, b: { type: 'string', maxLength: 4 }, c: { type: 'boolean' } }),
      '$.properties.b.maxLength: zod 4 gives 3, zod-to-json-schema gives 4',
    ],
    [
      object({ a: { type: 'string', minLength: 1 } }),
      object({ a: { type: 'string' } }),
      '$.properties.a.minLength: zod 4 gives 1, zod-to-json-schema gives nothing',
    ],
    [
      object({ a: { type: 'string' } }),
      object({ a: { type: 'string' }, b: { type: 'string' } }),
      '$.properties.b: zod 4 gives nothing, zod-to-json-schema gives {"type":"string"}',
    ],
    [
      { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
      { anyOf: [{ type: 'string' }, { type: 'integer' }] },
      '$.anyOf.1.type: zod 4 gives "boolean", zod-to-json-schema gives "integer"',
    ],
    [
      object({ a: { type: 'string' }, b: { type: 'string' } }),
      object({ b: { type: 'string' }, a: { type: 'string' } }),
      '$.properties: zod 4 gives {"a":{"type":"string"},"b":{"type":"string"}}, zod-to-json-schema gives {"b":{"type":"string"},"a":{"type":"string"}}',
    ],
    [
      { type: 'string', enum: ['a', 'b'] },
      { type: 'string', enum: ['a'] },
      '$.enum.1: zod 4 gives "b", zod-to-json-schema gives nothing',
    ],
  ])('names the first difference of %j', (zod4, zod3, difference) => {
    const reason = `the converters differ at ${difference}. Write the schema with constructs on which both agree.`;
    expect(() => assertAgreement(zod4, zod3, 'f.ts')).toThrow(new GeneratorError('f.ts', reason));
  });

  it('cuts what it shows', () => {
    const long = (end: string): JsonSchema => ({ type: 'string', const: 'x'.repeat(10_000) + end });
    expect(() => assertAgreement(long('a'), long('b'), 'f.ts')).toThrow(/^.{400,700}$/);
  });
});
