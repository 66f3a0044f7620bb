/** One known mistake of a signer. Holds no value of a request or a key: the list of causes is constant. */
export type Cause = {
  /** Stable name, `<what>.<mistake>`: `capability.space-after-separators`. */
  readonly id: string;
  /** What went wrong: `the ttl was signed in seconds`. */
  readonly message: string;
  /** How to fix it. */
  readonly remediation: string;
  /** SDKs and encoders that are known to do it. */
  readonly seenIn: readonly string[];
};

/** A cause; `seenIn` is empty for a person's slip, which is not a quirk of a serializer. */
export function cause(id: string, message: string, remediation: string, seenIn: readonly string[] = []): Cause {
  return Object.freeze({ id, message, remediation, seenIn });
}
