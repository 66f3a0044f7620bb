/** The closed list of ways in which a value can miss its schema: the JSON Schema keyword that it misses. */
export type Keyword =
  | 'additionalProperties'
  | 'anyOf'
  | 'const'
  | 'enum'
  | 'maxItems'
  | 'maxLength'
  | 'maxProperties'
  | 'maximum'
  | 'minItems'
  | 'minLength'
  | 'minimum'
  | 'pattern'
  | 'propertyNames'
  | 'required'
  | 'type';

/** One fault of a value: where it is, which rule it misses, and the Ably error code that a service answers with. */
export type Issue = {
  /** JSONPath of the fault: `$`, `$.capability`, `$["a b"][0]`; of a missing member, where it should be. */
  readonly path: string;
  readonly keyword: Keyword;
  /** Numeric error code, one of `@ably-auth/validation/error-codes`. */
  readonly code: number;
  /** What is wrong, in words; never quotes the value, which may be a secret. */
  readonly message: string;
};

/** What a validator answers: the typed value, or every fault that it found (64 at most). */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issues: readonly Issue[] };
