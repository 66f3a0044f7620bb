/** JSON as it comes off a line. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
/** A JSON object. */
export type JsonObject = { readonly [name: string]: Json };

/** What an adapter can be asked to do. */
export const OPERATIONS = [
  'canonicalize-capability',
  'parse-capability',
  'permits',
  'covers',
  'intersect',
  'sign-text',
  'mac',
  'create-token-request',
  'read-token-request',
  'read-token-details',
  'verify-token-request',
  'forward-token-request',
  'auth-response-kind',
  'auth-url-request',
  'token-params-query',
  'parse-api-key',
  'revocation-request',
  'revocation-result',
  'create-jwt',
  'verify-jwt',
  'embed-token',
  'extract-embedded-token',
] as const;

/** The error of a refusal. */
export type RefusalError = {
  readonly code?: number;
  readonly path?: string;
  /** Stable id of the rule that the input breaks. */
  readonly rule?: string;
  /** Why a JWT is refused, in a word: most reasons share a code. */
  readonly reason?: string;
  readonly message?: string;
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
  /** What an adapter must be able to do to be asked: `fixed-nonce`, `fixed-clock`. */
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
