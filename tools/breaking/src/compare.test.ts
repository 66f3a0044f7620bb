import type { JsonSchema } from '@ably-auth/codegen/json-schema';
import { describe, expect, it } from 'vitest';
import { compare, typesWithOldId } from './compare.js';
import type { Difference } from './difference.js';
import type { Field, Registry, Surface } from './surface.js';

const REGISTRY: Registry = {
  types: [{ name: 'TokenParams', code: 40000, fields: { '/properties/ttl': { unit: 'ms', absent: '60 minutes' } } }],
  signedFields: ['keyName', 'ttl'],
  errorCodes: { BAD_REQUEST: { code: 40000, statusCode: 400 } },
  limits: { TTL_MAX_MS: { value: 86400000, unit: 'ms' } },
  operations: { publish: 'Publish messages' },
  rules: { 'json.size': { code: 40001 } },
};

const differences = (was: Partial<Surface>, now: Partial<Surface>): readonly Difference[] =>
  compare({ version: 'was', ...was }, { version: 'now', ...now }).differences;
const registries = (now: Partial<Registry>) =>
  differences({ registry: REGISTRY }, { registry: { ...REGISTRY, ...now } });
const ttl = (field: Field) => ({
  types: [
    { name: 'TokenParams', code: 40000, fields: { '/properties/ttl': { unit: 'ms', absent: '60 minutes', ...field } } },
  ],
});

describe('compare', () => {
  it.each<[string, Partial<Registry>, Partial<Difference>]>([
    ['another order of signed fields', { signedFields: ['ttl', 'keyName'] }, { level: 'bytes', breaking: true }],
    ['an error code that went', { errorCodes: {} }, { rule: 'registry.error-code.removed', breaking: true }],
    [
      'another status',
      { errorCodes: { BAD_REQUEST: { code: 40000, statusCode: 422 } } },
      { rule: 'registry.error-code.changed', affects: ['error-codes'], breaking: true },
    ],
    [
      'another limit',
      { limits: { TTL_MAX_MS: { value: 1, unit: 'ms' } } },
      { rule: 'registry.limit.changed', breaking: true },
    ],
    ['a limit that went', { limits: {} }, { rule: 'registry.limit.removed', breaking: false }],
    ['an operation that went', { operations: {} }, { rule: 'registry.operation.removed', breaking: true }],
    ['a rule that went', { rules: {} }, { rule: 'registry.rule.removed', breaking: false }],
    [
      'another code of a rule',
      { rules: { 'json.size': { code: 40000 } } },
      { rule: 'registry.rule.code', breaking: true },
    ],
    ['another unit', ttl({ unit: 's' }), { rule: 'registry.field.unit', was: 'ms', now: 's', breaking: true }],
    ['another default', ttl({ absent: '30 minutes' }), { rule: 'registry.field.absent', breaking: true }],
    ['a deprecation', ttl({ deprecated: 'since 2' }), { rule: 'registry.field.deprecated', breaking: false }],
    ['a code of a field', ttl({ code: 40003 }), { rule: 'registry.code', affects: ['error-codes'], breaking: true }],
  ])('reports %s', (_, now, expected) => {
    const found = registries(now);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject(expected);
  });

  it.each<[string, Partial<Registry>]>([
    ['error code', { errorCodes: { ...REGISTRY.errorCodes, NEW: { code: 40999, statusCode: 400 } } }],
    ['operation', { operations: { ...REGISTRY.operations, history: 'Read history' } }],
  ])('calls a further %s compatible', (_, now) => {
    expect(registries(now).map(({ breaking }) => breaking)).toEqual([false]);
  });

  it.each<[string, Partial<Registry>]>([
    ['limit', { limits: { ...REGISTRY.limits, NEW: { value: 1, unit: 'bytes' } } }],
    ['rule', { rules: { ...REGISTRY.rules, new: { code: 40000 } } }],
  ])('calls a further %s breaking: it refuses what was accepted', (_, now) => {
    expect(registries(now).map(({ breaking }) => breaking)).toEqual([true]);
  });

  const closed = (members: JsonSchema['properties']): JsonSchema => ({
    type: 'object',
    properties: members ?? {},
    additionalProperties: false,
  });
  const schemas = (was: JsonSchema, now: JsonSchema) => differences({ schemas: { T: was } }, { schemas: { T: now } });

  it('calls a further member of what callers build compatible, and says that earlier readers refuse it', () => {
    const found = schemas(closed({}), closed({ a: { type: 'string' } }));
    expect(found).toMatchObject([{ where: 'T/properties/a', breaking: false, affects: ['readers'] }]);
  });

  it('calls a member that went breaking for those who build it', () => {
    const found = schemas(closed({ a: {} }), closed({}));
    expect(found).toMatchObject([{ where: 'T/properties/a', breaking: true, affects: ['builders'] }]);
  });

  it('calls a wider answer breaking: clients of the earlier version read it', () => {
    const answer = (maximum: number): JsonSchema => ({ properties: { a: { maximum } }, additionalProperties: true });
    expect(schemas(answer(1), answer(2))).toMatchObject([{ breaking: true, affects: ['readers'] }]);
  });

  it('says that a test with another answer concerns the bytes that are signed', () => {
    const found = differences({ vectors: { 'mac/a/b': '1', 'permits/a/b': '1' } }, { vectors: { 'mac/a/b': '2' } });
    expect(found).toMatchObject([
      { rule: 'vector.changed', where: 'mac/a/b', level: 'bytes', breaking: true },
      { rule: 'vector.removed', where: 'permits/a/b', level: 'wire', breaking: true },
    ]);
  });

  it('compares the parts that both versions have, and names them', () => {
    expect(compare({ version: 'a', vectors: {} }, { version: 'b', vectors: {}, schemas: {} }).compared).toEqual([
      'vectors',
    ]);
  });

  it('asks for a new $id where a type breaks under the old one', () => {
    const surface = ($id: string, maximum: number): Surface => ({
      version: 'v1',
      schemas: { T: { $id, ...closed({ a: { maximum } }) }, Same: { $id: 'same' } },
    });
    const ask = (was: Surface, now: Surface) => typesWithOldId(was, now, compare(was, now).differences);
    expect(ask(surface('v1', 2), surface('v1', 1))).toEqual(['T']);
    expect(ask(surface('v1', 2), surface('v2', 1))).toEqual([]);
    expect(ask(surface('v1', 1), surface('v1', 2))).toEqual([]);
  });
});
