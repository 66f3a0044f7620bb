/** JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

export type JsonObject = { readonly [name: string]: Json };

/** What a refusal says: of a JWT, why: most reasons share a code. */
export type Refusal = {
  readonly code: number;
  readonly path?: string;
  readonly rule?: string;
  readonly reason?: string;
};

/** What an operation answers: a value or a refusal. */
export type Answer =
  { readonly result: 'valid'; readonly output: JsonObject } | { readonly result: 'invalid'; readonly error: Refusal };

/** One test of a vector file. */
export type Test = Answer & {
  readonly id: string;
  readonly about: string;
  readonly spec: readonly string[];
  readonly basis: 'spec' | 'decision';
  readonly flags: readonly string[];
  readonly uts?: string;
  readonly features?: readonly string[];
  /** Inputs that the same process gets first. */
  readonly before?: readonly JsonObject[];
  readonly input: JsonObject;
};

/** The kind of bug that a flag stands for. */
export type Note = { readonly bugType: string; readonly about: string; readonly seenIn?: readonly string[] };

export type Group = { readonly name: string; readonly about: string; readonly tests: readonly Test[] };

/** A vector file: the tests of one operation. */
export type VectorFile = {
  readonly $schema: string;
  readonly version: 1;
  readonly operation: string;
  readonly about: string;
  readonly notes: Readonly<Record<string, Note>>;
  readonly groups: readonly Group[];
};

/** The tests of a file, in order. */
export function testsOf(file: VectorFile): Test[] {
  return file.groups.flatMap(({ tests }) => tests);
}
