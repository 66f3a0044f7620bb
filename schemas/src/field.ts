import type { z } from '#zod';
import type { errorCodes } from './error-codes.js';
import type { SpecPoint } from './spec-points.js';

/** What the documentation, the issues and the SDK teams need to know of a field beyond its shape. */
export type FieldDoc = {
  /** What the field is, in whole sentences. */
  readonly description: string;
  /** Unit of a number, form of a string. */
  readonly unit?: string;
  /** What holds where the field is absent, and who applies it. */
  readonly absent?: string;
  readonly examples: readonly unknown[];
  /** Points of Ably's feature specification that the field obeys. */
  readonly spec: readonly SpecPoint[];
  /** Version of Ably's documentation that first has it. */
  readonly since: string;
  /** Why it should no longer be used, and what to use instead. */
  readonly deprecated?: string;
  /** Error code of every fault of the field; that of the type where it is left out. */
  readonly code?: keyof typeof errorCodes;
  /** Name of the registered type that the field holds. */
  readonly type?: string;
};

const docs = new WeakMap<object, FieldDoc>();
const bounds = new WeakMap<object, number>();

/** The prose of a field as it stands in JSON Schema and in the doc comments of the generated types. */
export function describeField(doc: FieldDoc): string {
  const lines = [doc.description];
  if (doc.unit !== undefined) lines.push(`Unit: ${doc.unit}.`);
  if (doc.absent !== undefined) lines.push(`If absent: ${doc.absent}`);
  if (doc.spec.length > 0) lines.push(`Spec: ${doc.spec.join(', ')}.`);
  lines.push(`Since ${doc.since}.`);
  if (doc.deprecated !== undefined) lines.push(`@deprecated ${doc.deprecated}`);
  return lines.join('\n');
}

/** Documents a field; both converters read the description, and {@link fieldDoc} gives the rest. */
export function field<T extends z.ZodType>(schema: T, doc: FieldDoc): T {
  const described = schema.describe(describeField(doc));
  docs.set(keyOf(described), doc);
  const limit = bounds.get(keyOf(schema));
  if (limit !== undefined) bounds.set(keyOf(described), limit);
  return described;
}

/** Bounds the members of a record, which neither version of zod can say in a form that converts. */
export function maxMembers<T extends z.ZodType>(record: T, limit: number): T {
  const bounded = record.refine((value) => Object.keys(value as object).length <= limit, {
    message: `more than ${limit} members`,
  });
  bounds.set(keyOf(bounded), limit);
  return bounded;
}

/** The documentation of a schema (zod 4) or of its definition (zod 3). */
export function fieldDoc(schemaOrDef: object): FieldDoc | undefined {
  return docs.get(schemaOrDef);
}

/** The `maxProperties` of a schema (zod 4) or of its definition (zod 3). */
export function membersBound(schemaOrDef: object): number | undefined {
  return bounds.get(schemaOrDef);
}

// A converter of zod 4 shows its hook the schema, one of zod 3 the definition.
function keyOf(schema: z.ZodType): object {
  return '_zod' in schema ? schema : (schema as { _def: object })._def;
}
