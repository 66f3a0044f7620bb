import { readJson } from './repository.js';

/** What the registry says of a field. */
export type Field = {
  readonly description: string;
  readonly unit?: string;
  /** What holds where the field is absent, and who applies it. */
  readonly absent?: string;
  readonly examples?: readonly unknown[];
  readonly spec: readonly string[];
  readonly since: string;
  readonly deprecated?: string;
  /** The type that the field holds. */
  readonly type?: string;
};

/** What the registry says of a type. */
export type TypeEntry = {
  readonly name: string;
  readonly description: string;
  /** Error code of its faults. */
  readonly code: number;
  /** What is judged elsewhere, since a schema cannot say it. */
  readonly rules: readonly string[];
  /** Members that are functions, which JSON Schema does not have. */
  readonly callables: Readonly<Record<string, Field & { readonly tsType: string }>>;
  /** Fields by JSON Pointer into the schema. */
  readonly fields: Readonly<Record<string, Field>>;
};

export type ErrorEntry = {
  readonly code: number;
  readonly statusCode: number;
  readonly meaning: string;
  readonly remediation: string;
  readonly source: string;
};

export type LimitEntry = {
  readonly value: number;
  readonly unit: string;
  readonly meaning: string;
  readonly source: string;
};

type Registry = {
  readonly types: readonly TypeEntry[];
  readonly errorCodes: Readonly<Record<string, ErrorEntry>>;
  readonly limits: Readonly<Record<string, LimitEntry>>;
  readonly operations: Readonly<Record<string, string>>;
  readonly specPoints: Readonly<Record<string, string>>;
};

/** The part of JSON Schema that the schemas of this repository use. */
export type JsonSchema = {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
};

/** What JSON Schema has no keyword for: units, defaults, error codes, limits. */
export const registry = readJson('schemas/json/registry.json') as Registry;

/** The JSON Schema of a type. */
export function schemaOf(name: string): JsonSchema {
  return readJson(`schemas/json/${name}.json`) as JsonSchema;
}
