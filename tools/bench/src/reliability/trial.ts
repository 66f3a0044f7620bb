/** What came of a trial. */
export type Outcome = {
  readonly title: string;
  /** What was done. */
  readonly did: string;
  readonly figures: readonly (readonly [what: string, figure: string | number])[];
  /** What must never be, each as a count that must be 0. */
  readonly invariants: readonly (readonly [never: string, count: number])[];
};

/** A trial; `size` says how many requests it makes, about. */
export type Trial = { readonly name: string; readonly size: number; readonly run: (size: number) => Promise<Outcome> };

/** Whether every invariant held. */
export function held({ invariants }: Outcome): boolean {
  return invariants.every(([, count]) => count === 0);
}
