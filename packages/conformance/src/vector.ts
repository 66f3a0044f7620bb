import { OPERATIONS_BY_TIER } from './gen/operations.js';

/** JSON as it comes off a line. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
/** A JSON object. */
export type JsonObject = { readonly [name: string]: Json };

/** Who needs an operation: an SDK offers it, or only a verifier, a token service or a JWT library does. */
export type Tier = keyof typeof OPERATIONS_BY_TIER;

/** What an adapter can be asked to do. */
export const OPERATIONS = [...OPERATIONS_BY_TIER.sdk, ...OPERATIONS_BY_TIER.library] as const;

/**
 * The tier of an operation.
 *
 * @param operation its name; one that is not known counts as an SDK's
 */
export function tierOf(operation: string): Tier {
  return (OPERATIONS_BY_TIER.library as readonly string[]).includes(operation) ? 'library' : 'sdk';
}

/** The error of a refusal. */
export type RefusalError = {
  readonly code?: number;
  readonly path?: string;
  /** Stable id of the rule that the input breaks. */
  readonly rule?: string;
  /** Why a JWT is refused, in a word: most reasons share a code. */
  readonly reason?: string;
  readonly message?: string;
  /** Whether an adapter says that its SDK crashed, or did not. */
  readonly crash?: boolean;
};

/** One test: an input, and what must come of it. */
export type Vector = {
  /** Stable name, `<operation>/<group>/<name>`. */
  readonly id: string;
  readonly operation: string;
  readonly about: string;
  /** Points of Ably's feature specification. */
  readonly spec: readonly string[];
  /** `spec`: the specification says so; `decision`: it is silent or unclear, and this project decided. */
  readonly basis: 'spec' | 'decision';
  /** Names of the bugs that the test catches; the notes explain them. */
  readonly flags: readonly string[];
  /** What an adapter must be able to do to be asked. */
  readonly features: readonly string[];
  /** Inputs of the same operation that the same process gets first; their answers do not count. */
  readonly before?: readonly JsonObject[];
  readonly input: JsonObject;
} & (
  | { readonly result: 'valid'; readonly output: JsonObject }
  | { readonly result: 'invalid'; readonly error: RefusalError }
);

/** What a flag stands for. */
export type Note = { readonly bugType: string; readonly about: string; readonly seenIn?: readonly string[] };

/** A vector as it stands in a file: the operation is that of the file. */
export function vectorText({ operation: _operation, features, ...test }: Vector): string {
  return JSON.stringify({ ...test, ...(features.length === 0 ? {} : { features }) }, undefined, 2);
}
