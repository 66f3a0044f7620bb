/**
 * What a resource name stands for: the qualifier's type, then the segments, `*` for any; an open pattern goes on
 * with zero or more segments. `[meta]foo:*` has the steps `meta`, `foo` and is open.
 */
export type Pattern = { readonly steps: readonly string[]; readonly open: boolean };

/**
 * The steps of a resource: the type of its qualifier, empty for an ordinary channel, and its segments.
 * The type ends at `=` or `?`, where a channel's filter and params begin: `[?rewind=1]foo` is the channel `foo`.
 * A bracket that nothing closes is part of the first segment.
 */
export function stepsOf(resource: string): string[] {
  const end = resource.startsWith('[') ? resource.indexOf(']') : -1;
  const steps = resource.slice(end + 1).split(':');
  steps.unshift(end < 0 ? '' : resource.slice(1, end).replace(/[=?].*/s, ''));
  return steps;
}

/** The pattern that a resource of a capability is. */
export function patternOf(resource: string): Pattern {
  const steps = stepsOf(resource);
  const open = steps.at(-1) === '*';
  // Every resource has a segment, so `*` and `*:*` say the same and get the same steps.
  if (open && steps.length > 2) steps.pop();
  return { steps, open };
}

/** The name of a pattern: the same text for patterns that say the same. */
export function nameOf({ steps, open }: Pattern): string {
  const [type, ...segments] = steps as [string, ...string[]];
  const path = (open ? [...segments, '*'] : segments).join(':');
  // Without its empty qualifier, a path such as `[x:y]z` would be read as qualified.
  return type === '' && path !== '' && !path.startsWith('[') ? path : `[${type}]${path}`;
}

/** Whether a pattern stands for all that another one does. */
export function contains(outer: Pattern, inner: Pattern): boolean {
  const { length } = outer.steps;
  if (outer.open ? inner.steps.length < length : inner.open || inner.steps.length !== length) return false;
  return outer.steps.every((step, i) => step === '*' || step === inner.steps[i]);
}

/** The resources that two patterns have in common, which are a pattern again; undefined if there are none. */
export function cross(p: Pattern, q: Pattern): Pattern | undefined {
  const [short, long] = p.steps.length < q.steps.length ? [p, q] : [q, p];
  if (short.steps.length < long.steps.length && !short.open) return undefined;
  const disjoint = short.steps.some((step, i) => step !== long.steps[i] && step !== '*' && long.steps[i] !== '*');
  if (disjoint) return undefined;
  const steps = long.steps.map((step, i) => (step === '*' ? (short.steps[i] ?? step) : step));
  return { steps, open: p.open && q.open };
}
