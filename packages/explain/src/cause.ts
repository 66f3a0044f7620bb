/** One known way to be wrong. Never holds a value of a request or a key: the list of causes is constant. */
export type Cause = {
  /** Stable name, `<family>.<mistake>`: `capability.space-after-separators`. */
  readonly id: string;
  /** What went wrong, in words that follow "because of". */
  readonly title: string;
  /** How to mend it. */
  readonly mend: string;
  /** SDKs and encoders that are known to do it. */
  readonly seenIn: readonly string[];
};

/** A cause; `seenIn` is empty where it is a person's slip and no encoder's habit. */
export function cause(id: string, title: string, mend: string, seenIn: readonly string[] = []): Cause {
  return Object.freeze({ id, title, mend, seenIn });
}
