import type { Keyword } from './gen/keywords.js';

/** One error in a value: where it is, which rule it breaks, and how to fix it. */
export type Issue = {
  /** JSONPath of the value: `$`, `$.capability`, `$["a b"][0]`; of a missing member, where it should be. */
  readonly path: string;
  /** Stable id of the rule: `ttl.maximum`, `capability.wildcard`. */
  readonly rule: string;
  readonly keyword: Keyword;
  /** Ably's numeric error code, which a service answers with. */
  readonly code: number;
  /** HTTP status that belongs to the code. */
  readonly statusCode: number;
  /** What was expected and what came; never quotes the value, which may be a secret. */
  readonly message: string;
  /** How to fix it, in one sentence. */
  readonly remediation: string;
};

/** The closed list of ways in which a received value may differ from its schema and still be read. */
export type LeniencyKind =
  /** `null` for an absent member. */
  | 'null'
  /** `ttl: 0` for an absent ttl. */
  | 'zero-ttl'
  /** `capability: ""` for an absent capability. */
  | 'empty-capability'
  /** A whole number as decimal text. */
  | 'decimal-string'
  /** A member that the type does not have; it was dropped. */
  | 'unknown-member';

/** One difference between what was received and what was read. */
export type Leniency = {
  /** JSONPath of the member: `$.ttl`, `$["a b"]`. */
  readonly path: string;
  readonly kind: LeniencyKind;
  /** What was received and how it was read; never quotes the value. */
  readonly message: string;
};

/** What a validator returns: a fresh value, or what is wrong. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issues: readonly Issue[] };
