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
  readonly http?: HttpApi;
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

/** The HTTP API of the token service: what OpenAPI says of it, without words. */
export type HttpApi = {
  /** By method and path, such as `POST /keys/{keyName}/requestToken`. */
  readonly operations: Readonly<Record<string, HttpOperation>>;
  /** What the schemas of the operations refer to, by name. */
  readonly schemas: Readonly<Record<string, JsonSchema>>;
};

/** A call of the HTTP API. */
export type HttpOperation = {
  /** By place and name, such as `path keyName`. */
  readonly parameters: Readonly<Record<string, { readonly required: boolean; readonly schema: JsonSchema }>>;
  /** The ways to authenticate, one of which is enough: `http basic`, `none`. */
  readonly security: readonly string[];
  readonly body?: HttpContent & { readonly required: boolean };
  /** By status. */
  readonly answers: Readonly<Record<string, HttpContent>>;
};

/** A body, the same in each of its media types. */
export type HttpContent = { readonly mediaTypes: readonly string[]; readonly schema: JsonSchema };

/** The `.d.ts` files of a package. */
export type Declarations = {
  /** Path of the declarations by the subpath that exports them, such as `.` or `./sync`. */
  readonly exports: Readonly<Record<string, string>>;
  /** Text by path. */
  readonly files: Readonly<Record<string, string>>;
};
