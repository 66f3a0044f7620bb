import type { FieldDoc, Shape } from '@ably-auth/schemas/field';
import type { Example } from './examples.js';
import { children, type JsonSchema } from './json-schema.js';
import type { Model, TypeModel } from './model.js';

/** A type around a schema, every field of which is documented, and every value of which has its words. */
export function typeOf(name: string, schema: JsonSchema, more: Partial<TypeModel> = {}): TypeModel {
  const pointers = descendants(schema);
  return {
    name,
    file: `schemas/src/${name.toLowerCase()}.ts`,
    description: `What ${name} is.`,
    schema: { title: name, description: `What ${name} is.`, ...schema },
    fields: new Map(pointers.map((pointer) => [pointer, documented()])),
    shapes: new Map(['', ...pointers].map((pointer, index) => [pointer, words(`${name}${index}`)])),
    code: 'BAD_REQUEST',
    callables: {},
    tsType: undefined,
    rules: [],
    isPart: false,
    examples: [example('one', 1), { ...example('two', 2), issue: { path: '$', keyword: 'type', code: 40000 } }],
    ...more,
  };
}

/** Documentation of a field. */
export function documented(doc: Partial<FieldDoc> = {}): FieldDoc {
  return { description: 'What it is.', examples: ['x'], spec: ['TK2a'], since: '1.0', ...doc };
}

/** The words of a value's rules. */
export function words(id: string): Shape {
  return { id, expected: `a ${id}`, remediation: `Pass a ${id}.` };
}

/** A model of these types alone. */
export function modelOf(...types: readonly TypeModel[]): Model {
  return {
    types,
    errorCodes: {
      BAD_REQUEST: { code: 40000, statusCode: 400, meaning: 'No', remediation: 'Fix it.', source: 'RSA1' },
    },
    limits: { MOST: { value: 1_000_000, unit: 'bytes', meaning: 'Most', source: 'decision' } },
    operations: { '*': 'Every operation', "it's": 'An odd one' },
    patterns: { LETTERS: { regex: /^[a-z]*$/, meaning: 'letters' } },
    rules: { 'thing.rule': { code: 'BAD_REQUEST', expected: "what's right", remediation: 'Fix it.' } },
    signedFields: ['a', 'b'],
    textMaps: { SOME_WORDS: { meaning: 'Words', texts: { 'a-b': 'Say "no".', c: 'd' } } },
    specPoints: { TK2a: 'ttl' },
    vectorFiles: [],
    vectorFeatures: [],
  };
}

function example(name: string, value: unknown): Example {
  return { name, about: `About ${name}`, value };
}

function descendants(schema: JsonSchema, pointer = ''): string[] {
  return children(schema, pointer).flatMap(([at, child]) => [at, ...descendants(child, at)]);
}
