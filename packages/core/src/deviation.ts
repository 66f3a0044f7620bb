/** The closed list of ways in which what was received may differ from what the protocol says, and still be read. */
export type DeviationKind =
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
export type Deviation = {
  /** JSONPath of the member: `$.ttl`, `$["a b"]`. */
  readonly path: string;
  readonly kind: DeviationKind;
  /** What was received and how it was read; never quotes the value. */
  readonly message: string;
};
