/** Whom a difference concerns. */
export type Audience =
  /** Anyone who builds values of a type: a caller, or a service that answers. */
  | 'builders'
  /** Anyone who reads values of a type. */
  | 'readers'
  /** Anyone who computes or checks a MAC. */
  | 'signatures'
  /** Anyone whose code compares error codes. */
  | 'error-codes'
  /** Anyone who compiles against the packages. */
  | 'typescript';

/** Where a difference shows: in code that has to compile, in what is sent, or in the bytes that are signed. */
export type Level = 'source' | 'wire' | 'bytes';

/** One difference between two versions. */
export type Difference = {
  /** What kind it is, such as `schema.maximum`. */
  readonly rule: string;
  /** What differs, such as `TokenRequest/properties/ttl`. */
  readonly where: string;
  readonly level: Level;
  /** Whether something that worked with the earlier version no longer does. */
  readonly breaking: boolean;
  readonly affects: readonly Audience[];
  /** What it was; absent where there was nothing. */
  readonly was?: string;
  /** What it is now; absent where there is nothing. */
  readonly now?: string;
  /** What happens to them, in one sentence. */
  readonly effect: string;
};

/** Something as a difference shows it: its JSON, cut where it is long. */
export function shown(value: unknown): { readonly text: string } | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return { text: text.length > 200 ? `${text.slice(0, 200)}…` : text };
}

/** The two sides of a difference; an absent one has no member. */
export function sides(was: unknown, now: unknown): Pick<Difference, 'was' | 'now'> {
  const [before, after] = [shown(was), shown(now)];
  return { ...(before && { was: before.text }), ...(after && { now: after.text }) };
}

/** What a kind of difference does: whether it breaks anything, whom it concerns, and what happens to them. */
export type Kind = readonly [breaking: boolean, affects: Audience | readonly Audience[], effect: string];

/** Tells differences of these kinds, each with its rule: the beginning, and the kind. */
export function teller<Kinds extends Readonly<Record<string, Kind>>>(beginning: string, level: Level, kinds: Kinds) {
  return (kind: keyof Kinds & string, where: string, was?: unknown, now?: unknown): Difference => {
    const [breaking, affects, effect] = kinds[kind] as Kind;
    const rule = `${beginning}.${kind}`;
    return { rule, where, level, breaking, affects: [affects].flat(), effect, ...sides(was, now) };
  };
}

/** Both sides of everything that either has. */
export function pairs<T>(
  was: Readonly<Record<string, T>>,
  now: Readonly<Record<string, T>>,
): [name: string, was: T | undefined, now: T | undefined][] {
  const own = (side: Readonly<Record<string, T>>, name: string) => (Object.hasOwn(side, name) ? side[name] : undefined);
  const names = new Set([...Object.keys(was), ...Object.keys(now)]);
  return Array.from(names, (name) => [name, own(was, name), own(now, name)]);
}
