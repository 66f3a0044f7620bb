import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { registry, type Callable, type Entry } from '@ably-auth/schemas';
import { errorCodes, type ErrorCodeEntry } from '@ably-auth/schemas/error-codes';
import type { FieldDoc } from '@ably-auth/schemas/internal/field';
import { limits, type Limit } from '@ably-auth/schemas/limits';
import { operations } from '@ably-auth/schemas/operations';
import { patterns, type Pattern } from '@ably-auth/schemas/patterns';
import { specPoints } from '@ably-auth/schemas/spec-points';
import { assertAgreement } from './agree.js';
import { convertZod4 } from './convert-zod4.js';
import { readExamples, type Example } from './examples.js';
import { GeneratorError } from './generator-error.js';
import type { JsonSchema } from './json-schema.js';
import { normalise } from './normalise.js';

/** Everything that the emitters may read: JSON Schema and the registry, never zod. */
export type Model = {
  readonly types: readonly TypeModel[];
  readonly errorCodes: Readonly<Record<string, ErrorCodeEntry>>;
  readonly limits: Readonly<Record<string, Limit>>;
  readonly operations: Readonly<Record<string, string>>;
  readonly patterns: Readonly<Record<string, Pattern>>;
  readonly specPoints: Readonly<Record<string, string>>;
};

/** One type of the protocol. */
export type TypeModel = {
  readonly name: string;
  /** Path of its source from the root of the repository. */
  readonly file: string;
  readonly description: string;
  readonly schema: JsonSchema;
  /** Documentation by JSON Pointer; the root has the empty one. */
  readonly fields: ReadonlyMap<string, FieldDoc>;
  readonly code: string;
  readonly callables: Readonly<Record<string, Callable>>;
  readonly tsType: string | undefined;
  readonly rules: readonly string[];
  readonly examples: readonly Example[];
};

/** Converts every schema by both converters and gathers what the emitters read. */
export async function buildModel(root: string): Promise<Model> {
  const zod3 = convertAllZod3();
  // The child process works while this one converts and reads the examples.
  const converted = registry.map((entry) => ({
    entry,
    ...convertZod4(entry),
    examples: readExamples(root, entry.name),
  }));
  const zod3Schemas = await zod3;
  const types = converted.map(({ entry, schema, fields, examples }) => {
    const file = sourceOf(entry);
    const normalised = normalise(schema, file);
    assertAgreement(normalised, normalise(zod3Schemas[entry.name], file), file);
    return typeModel(entry, normalised, fields, examples);
  });
  return { types, errorCodes, limits, operations, patterns, specPoints };
}

function typeModel(
  entry: Entry,
  schema: JsonSchema,
  fields: ReadonlyMap<string, FieldDoc>,
  examples: readonly Example[],
): TypeModel {
  for (const name of Object.keys(schema.properties ?? {})) {
    if (!fields.has(`/properties/${name}`)) {
      throw new GeneratorError(sourceOf(entry), `${entry.name}.${name} has no documentation: wrap it in field(…)`);
    }
  }
  return {
    name: entry.name,
    file: sourceOf(entry),
    description: entry.description,
    schema: { title: entry.name, description: entry.description, ...schema },
    fields,
    code: entry.code,
    callables: entry.callables ?? {},
    tsType: entry.tsType,
    rules: entry.rules ?? [],
    examples,
  };
}

function sourceOf(entry: Entry): string {
  return `schemas/src/${entry.source}`;
}

async function convertAllZod3(): Promise<Record<string, unknown>> {
  const program = fileURLToPath(new URL('./convert-zod3.js', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=zod3', program], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout) as Record<string, unknown>;
}
