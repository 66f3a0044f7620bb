import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';
import { patterns } from '@ably-auth/schemas/patterns';
import { Ajv } from 'ajv';
import { transform } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decoders } from './emit/decoders.js';
import { rules } from './emit/rules.js';
import type { JsonSchema } from './json-schema.js';
import { documented, modelOf, typeOf } from './model.testing.js';
import type { TypeModel } from './model.js';
import { fileName } from './output.js';
import { memberSchema, nearValue, objectSchema } from './schema-arbitrary.testing.js';

type Issue = { readonly path: string; readonly keyword: string };
type Validate = (value: unknown) => { ok: true } | { ok: false; issues: readonly Issue[] };

/** Where the generated decoders stand, for what they import. */
const DECODERS = new URL('../../../packages/validation/src/gen/decode/', import.meta.url);
const VALUES = 40;

describe('the generated decoder of any schema', () => {
  it('agrees with AJV', async () => {
    const cases = fc
      .oneof(memberSchema, objectSchema)
      .chain((schema) => fc.tuple(fc.constant(schema), valuesOf(schema)));
    await fc.assert(
      fc.asyncProperty(cases, async ([schema, values]) => {
        expectAgreement(await validatorOf(typeOf('Thing', schema)), schema, values);
      }),
      { numRuns: 80 },
    );
  });

  it('agrees with AJV where types hold other types', async () => {
    const cases = fc
      .tuple(objectSchema, objectSchema, fc.boolean())
      .map(([one, other, open]) => ({ one, other, whole: holderOf(one, other, open) }))
      .chain((schemas) => fc.tuple(fc.constant(schemas), valuesOf(schemas.whole)));
    await fc.assert(
      fc.asyncProperty(cases, async ([{ one, other, whole }, values]) => {
        const fields = new Map(
          Object.entries({
            '/properties/one': 'One',
            '/properties/either/anyOf/0': 'One',
            '/properties/either/anyOf/1': 'Other',
            '/properties/list/items/anyOf/0': 'One',
            '/properties/list/items/anyOf/1': 'Other',
          }).map(([pointer, type]) => [pointer, documented({ type })]),
        );
        const validate = await validatorOf(
          typeOf('Thing', whole, { fields }),
          typeOf('One', one),
          typeOf('Other', other),
        );
        expectAgreement(validate, whole, values);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a member that is called as something in the generated file', () => {
  it.each(['THING', 'THING0', 'own', 'name', 'default', 'at', 'source', 'unknownMember', 'decodeOther'])(
    '%s',
    async (name) => {
      const schema: JsonSchema = {
        type: 'object',
        properties: { [name]: { type: 'string', minLength: 1 } },
        required: [name],
        additionalProperties: false,
      };
      const values = [{ [name]: 'a' }, { [name]: '' }, { [name]: 'a', other: 1 }, {}, null];
      expectAgreement(await validatorOf(typeOf('Thing', schema), typeOf('Other', { type: 'boolean' })), schema, values);
    },
  );
});

function valuesOf(schema: JsonSchema): fc.Arbitrary<unknown[]> {
  return fc.array(nearValue(schema), { minLength: VALUES, maxLength: VALUES });
}

function holderOf(one: JsonSchema, other: JsonSchema, additionalProperties: boolean): JsonSchema {
  const either: JsonSchema = { anyOf: [one, other] };
  return {
    type: 'object',
    properties: { one, either, list: { type: 'array', items: either } },
    required: ['either'],
    additionalProperties,
  };
}

/** The schema, refusing lone surrogates where a decoder does: where a pattern allows all characters but some. */
function withoutLoneSurrogates(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"^[^:]*$"', '"^[^:\\\\ud800-\\\\udfff]*$"')) as JsonSchema;
}

function expectAgreement(validate: Validate, schema: JsonSchema, values: readonly unknown[]): void {
  const accepts = new Ajv({ allErrors: true, strict: false, ownProperties: true }).compile(
    withoutLoneSurrogates(schema),
  );
  for (const value of values) {
    const accepted = accepts(value);
    const result = validate(value);
    expect(result.ok, JSON.stringify(value)).toBe(accepted);
    const keywords = new Set((accepts.errors ?? []).map(({ keyword }) => keyword));
    for (const issue of result.ok ? [] : result.issues) expect(keywords).toContain(issue.keyword);
  }
}

type Module = Record<string, unknown>;

/** Generates the decoders of these types and loads them with what the package has for them at run time. */
async function validatorOf(type: TypeModel, ...others: readonly TypeModel[]): Promise<Validate> {
  const model = { ...modelOf(type, ...others), patterns };
  const scripts = new Map<string, string>();
  const modules = new Map<string, Module>();
  const add = async (specifier: string, text: string | undefined) => {
    const { code } = await transform(text ?? '', { loader: 'ts', format: 'cjs' });
    scripts.set(specifier, code);
    for (const [, path = ''] of code.matchAll(/require\("(\.\.\/\.\.\/.*?)\.js"\)/g)) {
      const file = fileURLToPath(new URL(`${path}.ts`, DECODERS));
      modules.set(`${path}.js`, (await import(/* @vite-ignore */ file)) as Module);
    }
  };
  const [constants] = (await rules.emitShared?.(model)) ?? [];
  await add('../rules.js', constants?.text);
  for (const each of model.types) {
    await add(`./${fileName(each.name)}.js`, (await decoders.emitType?.(each, model))?.text);
  }
  const require = (specifier: string): Module => {
    const loaded = modules.get(specifier);
    if (loaded) return loaded;
    const module = { exports: {} };
    const script = runInThisContext(`(function (require, module) {${scripts.get(specifier)}\n})`) as (
      ...given: unknown[]
    ) => void;
    script(require, module);
    modules.set(specifier, module.exports);
    return module.exports;
  };
  return require('./thing.js')['validateThing'] as Validate;
}
