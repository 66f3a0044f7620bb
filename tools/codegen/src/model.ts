import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { registry, type Callable, type Entry } from '@ably-auth/schemas';
import { errorCodes, type ErrorCodeEntry } from '@ably-auth/schemas/error-codes';
import type { FieldDoc, Shape } from '@ably-auth/schemas/field';
import { limits, type Limit } from '@ably-auth/schemas/limits';
import { operations } from '@ably-auth/schemas/operations';
import { patterns, type Pattern } from '@ably-auth/schemas/patterns';
import { jwtTexts, type TextMap } from '@ably-auth/schemas/ably-jwt';
import { rules, type Rule } from '@ably-auth/schemas/rules';
import { specPoints } from '@ably-auth/schemas/spec-points';
import { signedFields } from '@ably-auth/schemas/token-request';
import { vectorFeatures, type Tier } from '@ably-auth/schemas/vector-operations';
import { vectorFiles, type VectorFile } from '@ably-auth/schemas/vectors';
import { assertAgreement } from './agree.js';
import { convertZod4, type Converted } from './convert-zod4.js';
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
  /** Rules that no JSON Schema can say, by id. */
  readonly rules: Readonly<Record<string, Rule>>;
  /** The fields that the MAC covers, in the order of the sign text. */
  readonly signedFields: readonly string[];
  /** Texts that packages look up by a name. */
  readonly textMaps: Readonly<Record<string, TextMap>>;
  readonly specPoints: Readonly<Record<string, string>>;
  readonly vectorFiles: readonly VectorFileModel[];
  readonly vectorFeatures: readonly string[];
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
  /** The words of its rules by JSON Pointer. */
  readonly shapes: ReadonlyMap<string, Shape>;
  readonly code: string;
  readonly callables: Readonly<Record<string, Callable>>;
  readonly tsType: string | undefined;
  readonly rules: readonly string[];
  /** Whether it only occurs inside other types, so that people do not hold one. */
  readonly isPart: boolean;
  readonly examples: readonly Example[];
};

/** The form of one file of test vectors. */
export type VectorFileModel = {
  readonly name: string;
  readonly file: string;
  readonly tier: Tier;
  readonly schema: JsonSchema;
};

/** Converts every schema by both converters and gathers what the emitters read. */
export async function buildModel(root: string): Promise<Model> {
  const zod3 = convertAllZod3();
  zod3.catch(() => undefined); // checked below, unless this process fails first
  // The child process works while this one converts and reads the examples.
  const converted = registry.map((entry) => ({
    entry,
    ...convertedByZod4(entry),
    examples: readExamples(root, entry.name),
  }));
  const vectors = vectorFiles.map((entry) => ({ entry, ...convertedByZod4(entry) }));
  const zod3Schemas = await zod3;
  const agreed = (entry: Entry | VectorFile, schema: unknown) => {
    const file = sourceOf(entry);
    const normalised = normalise(schema, file);
    assertAgreement(normalised, normalise(zod3Schemas[entry.name], file), file);
    return normalised;
  };
  return {
    types: converted.map(({ entry, schema, fields, shapes, examples }) =>
      typeModel(entry, agreed(entry, schema), fields, shapes, examples),
    ),
    errorCodes,
    limits,
    operations,
    patterns,
    rules,
    signedFields,
    textMaps: jwtTexts,
    specPoints,
    vectorFiles: vectors.map(({ entry, schema }) => ({
      name: entry.name,
      file: sourceOf(entry),
      tier: entry.tier,
      schema: agreed(entry, schema),
    })),
    vectorFeatures,
  };
}

function typeModel(
  entry: Entry,
  schema: JsonSchema,
  fields: ReadonlyMap<string, FieldDoc>,
  shapes: ReadonlyMap<string, Shape>,
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
    shapes,
    code: entry.code,
    callables: entry.callables ?? {},
    tsType: entry.tsType,
    rules: entry.rules ?? [],
    isPart: entry.isPart ?? false,
    examples,
  };
}

function sourceOf(entry: Pick<Entry, 'source'>): string {
  return `schemas/src/${entry.source}`;
}

function convertedByZod4(entry: Pick<Entry, 'name' | 'source' | 'schema'>): Converted {
  try {
    return convertZod4(entry);
  } catch (cause) {
    throw GeneratorError.of(sourceOf(entry), `zod 4 cannot convert ${entry.name}`, cause);
  }
}

async function convertAllZod3(): Promise<Record<string, unknown>> {
  const program = fileURLToPath(new URL('./convert-zod3.js', import.meta.url));
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=zod3', program], {
      maxBuffer: 64 * 1024 * 1024,
    });
    return JSON.parse(stdout) as Record<string, unknown>;
  } catch (cause) {
    // What the process printed as it ended: the error, and the place in the schemas that zod/v3 does not know.
    const printed = (cause as { stderr?: string }).stderr ?? String(cause);
    const source = /schemas\/dist\/([\w/-]+)\.js/.exec(printed)?.[1];
    const reason = /^\w*Error.*$/m.exec(printed)?.[0] ?? printed;
    throw new GeneratorError(
      source === undefined ? 'schemas/src' : `schemas/src/${source}.ts`,
      `it does not load under zod/v3: ${reason}`,
    );
  }
}
