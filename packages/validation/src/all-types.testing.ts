import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { registry, type Entry } from '@ably-auth/schemas';
import { validator, type Decoder } from './decode.js';
import * as validation from './index.js';
import type { Schema } from './json-schema-arbitrary.testing.js';

const SCHEMAS = new URL('../../../schemas/', import.meta.url);

/** One file of `schemas/examples/<Type>/`. */
export type ExampleFile = {
  readonly file: string;
  readonly valid: boolean;
  readonly value: unknown;
  readonly issue?: { readonly path: string; readonly keyword: string; readonly code: number };
};

/** A type of the registry with what is generated for it, read from where a user finds it. */
export type TypeUnderTest = {
  readonly name: string;
  readonly entry: Entry;
  readonly schema: Schema;
  readonly examples: readonly ExampleFile[];
  readonly decoder: Decoder<unknown>;
  /** Of a type that only occurs inside others: made of its decoder. */
  readonly validate: validation.Validator<unknown>;
  /** Missing where a type only occurs inside others. */
  readonly assert: ((value: unknown) => unknown) | undefined;
};

const exported = validation as unknown as Record<string, unknown>;

export const allTypes: readonly TypeUnderTest[] = await Promise.all(
  registry.map(async (entry) => {
    const decoder = await decoderOf(entry.name);
    return {
      name: entry.name,
      entry,
      schema: readJson(`json/${entry.name}.json`) as Schema,
      examples: readdirSync(new URL(`examples/${entry.name}`, SCHEMAS)).map((file) => ({
        file,
        ...(readJson(`examples/${entry.name}/${file}`) as Omit<ExampleFile, 'file'>),
      })),
      decoder,
      validate: entry.isPart ? validator(decoder) : (exported[`validate${entry.name}`] as TypeUnderTest['validate']),
      assert: exported[`assert${entry.name}`] as TypeUnderTest['assert'],
    };
  }),
);

async function decoderOf(name: string): Promise<Decoder<unknown>> {
  const file = name.replace(/(?<=.)[A-Z]/g, '-$&').toLowerCase();
  const path = fileURLToPath(new URL(`gen/decode/${file}.ts`, import.meta.url));
  const module = (await import(/* @vite-ignore */ path)) as Record<string, Decoder<unknown> | undefined>;
  const decoder = module[`decode${name}`];
  if (decoder === undefined) throw new Error(`no decoder of ${name}`);
  return decoder;
}

/** A file under `schemas/`. */
export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, SCHEMAS), 'utf8'));
}

/** The type of that name. */
export function typeNamed(name: string): TypeUnderTest {
  const found = allTypes.find((type) => type.name === name);
  if (found === undefined) throw new Error(`no type ${name}`);
  return found;
}

/** What a validator says: nothing of a valid value, else `path keyword` of each issue. */
export function issuesOf(typeName: string, value: unknown): string[] {
  const result = typeNamed(typeName).validate(value);
  return result.ok ? [] : result.issues.map(({ path, keyword }) => `${path} ${keyword}`);
}
