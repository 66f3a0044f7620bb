import type { JsonSchema } from '@ably-auth/codegen/json-schema';

/** What an earlier version promised: the parts of it that were published, or could be read. */
export type Surface = {
  /** What it is called in reports. */
  readonly version: string;
  /** The JSON Schemas by the names of their types, without annotations except for `$id`. */
  readonly schemas?: Readonly<Record<string, JsonSchema>>;
  readonly registry?: Registry;
  /** The fingerprint of each test vector by its id. */
  readonly vectors?: Readonly<Record<string, string>>;
  /** The declarations of each package by its name. */
  readonly types?: Readonly<Record<string, Declarations>>;
};

/** What `registry.json` says and JSON Schema cannot. */
export type Registry = {
  readonly types: readonly {
    readonly name: string;
    /** Error code of an invalid value that no field claims. */
    readonly code: number;
    /** By JSON Pointer. */
    readonly fields: Readonly<Record<string, Field>>;
  }[];
  /** The fields that the MAC covers, in their order. */
  readonly signedFields: readonly string[];
  readonly errorCodes: Readonly<Record<string, { readonly code: number; readonly statusCode: number }>>;
  readonly limits: Readonly<Record<string, { readonly value: number; readonly unit: string }>>;
  readonly operations: Readonly<Record<string, string>>;
  /** Rules that no JSON Schema can say, by id. */
  readonly rules: Readonly<Record<string, { readonly code: number }>>;
};

/** What the registry says of a field. */
export type Field = {
  readonly unit?: string;
  readonly code?: number;
  /** What holds where it is absent. */
  readonly absent?: string;
  readonly deprecated?: string;
};

/** The `.d.ts` files of a package. */
export type Declarations = {
  /** Path of the declarations by the subpath that exports them, such as `.` or `./sync`. */
  readonly exports: Readonly<Record<string, string>>;
  /** Text by path. */
  readonly files: Readonly<Record<string, string>>;
};
