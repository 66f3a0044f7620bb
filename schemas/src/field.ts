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
  /** Error code of every invalid value of the field; that of the type where it is left out. */
  readonly code?: keyof typeof errorCodes;
  /** Name of the registered type that the field holds. */
  readonly type?: string;
};

/** The words of a value's rules: what is expected, and how to fix a value that is something else. */
export type Shape = {
  /** Stable name; with a keyword it is the id of a rule: `ttl.minimum`. */
  readonly id: string;
  /** Completes the sentence "expected …". */
  readonly expected: string;
  /** How to fix a value that breaks a rule, in the imperative. */
  readonly remediation: string;
  /** The same for single rules, where the general advice would not help. */
  readonly remediations?: { readonly [Keyword in RuleKeyword]?: string };
  /** What some senders write for an absent value; a lenient read takes it so. */
  readonly absentAs?: 0 | '';
};

/** The JSON Schema keywords that a value can miss, and `wellFormed`: text without lone surrogates. */
export type RuleKeyword = (typeof keywords)[number] | 'wellFormed';

/** The closed list of the keywords. */
export const keywords = [
  'additionalProperties',
  'anyOf',
  'const',
  'enum',
  'maxItems',
  'maxLength',
  'maxProperties',
  'maximum',
  'minItems',
  'minLength',
  'minimum',
  'pattern',
  'propertyNames',
  'required',
  'type',
] as const;

/** What is known of a schema beyond its shape in zod. */
type Facts = { doc?: FieldDoc; shape?: Shape; maxMembers?: number };

const facts = new WeakMap<object, Facts>();

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

/** Documents a field; both converters read the description, and {@link factsOf} gives the rest. */
export function field<T extends z.ZodType>(schema: T, doc: FieldDoc): T {
  return derive(schema, schema.describe(describeField(doc)), { doc });
}

/** Gives a schema the words of its rules. */
export function shape<T extends z.ZodType>(schema: T, words: Shape): T {
  return derive(schema, schema, { shape: words });
}

/** Bounds the members of a record, which neither version of zod can say in a form that converts. */
export function maxMembers<T extends z.ZodType>(record: T, limit: number): T {
  const bounded = record.refine((value) => Object.keys(value as object).length <= limit, {
    message: `more than ${limit} members`,
  });
  return derive(record, bounded, { maxMembers: limit });
}

/** What is known of a schema (zod 4) or of its definition (zod 3). */
export function factsOf(schemaOrDef: object): Facts {
  return facts.get(schemaOrDef) ?? {};
}

function derive<T extends z.ZodType>(from: T, to: T, added: Facts): T {
  facts.set(keyOf(to), { ...facts.get(keyOf(from)), ...added });
  return to;
}

// A converter of zod 4 shows its hook the schema, one of zod 3 the definition.
function keyOf(schema: z.ZodType): object {
  return '_zod' in schema ? schema : (schema as { _def: object })._def;
}
