import { Capabilities, Refusal, type Entries } from './capabilities.testing.js';

/** A resource: its qualifier, and the segments of its path. */
export type Resource = { readonly qualifier: string | undefined; readonly path: readonly string[] };

/** What capabilities permit, cover and have in common. */
export class Meanings extends Capabilities {
  maxPairs = 1_000_000;

  split(resource: string): Resource {
    const [prefix = '', qualifier] = /^\[([^\]]*)\]/.exec(resource) ?? [];
    return { qualifier, path: resource.slice(prefix.length).split(':') };
  }

  isWildcard(segment: string | undefined): boolean {
    return segment === '*';
  }

  matchesQualifier(pattern: string | undefined, qualifier: string | undefined): boolean {
    return pattern === '*' || pattern === qualifier;
  }

  /** Whether what is left of a name fits a `*` at the end. */
  matchesRest(_: readonly string[]): boolean {
    return true;
  }

  matchesSegment(pattern: string, segment: string): boolean {
    return this.isWildcard(pattern) || pattern === segment;
  }

  matchesPath(pattern: readonly string[], path: readonly string[]): boolean {
    const [first, ...others] = pattern;
    if (first === undefined) return path.length === 0;
    if (others.length === 0 && this.isWildcard(first)) return this.matchesRest(path);
    const [segment, ...rest] = path;
    return segment !== undefined && this.matchesSegment(first, segment) && this.matchesPath(others, rest);
  }

  grants(operations: readonly string[], operation: string): boolean {
    return operations.includes('*') || operations.includes(operation);
  }

  permits(given: unknown, name: string, operation: string): boolean {
    const resource = this.split(name);
    return this.readCapability(given).some(([text, operations]) => {
      const pattern = this.split(text);
      const fits =
        this.matchesQualifier(pattern.qualifier, resource.qualifier) && this.matchesPath(pattern.path, resource.path);
      return fits && this.grants(operations, operation);
    });
  }

  /** The pattern of what two patterns have in common. */
  meet(a: Resource, b: Resource): Resource | undefined {
    if (a.qualifier !== '*' && b.qualifier !== '*' && a.qualifier !== b.qualifier) return undefined;
    const path = this.meetPaths(a.path, b.path);
    return path && { qualifier: a.qualifier === '*' ? b.qualifier : a.qualifier, path };
  }

  meetPaths(a: readonly string[], b: readonly string[]): readonly string[] | undefined {
    const open = [a, b].map((path) => path.at(-1) === '*');
    const [p, q] = [a, b].map((path, side) => (open[side] ? path.slice(0, -1) : path)) as [string[], string[]];
    if ((p.length < q.length && !open[0]) || (q.length < p.length && !open[1])) return undefined;
    const path: string[] = [];
    for (let index = 0; index < Math.max(p.length, q.length); index++) {
      const [x, y] = [p[index] ?? '*', q[index] ?? '*'];
      if (x !== y && x !== '*' && y !== '*') return undefined;
      path.push(x === '*' ? y : x);
    }
    return open[0] && open[1] ? [...path, '*'] : path;
  }

  join({ qualifier, path }: Resource): string {
    return (qualifier === undefined ? '' : `[${qualifier}]`) + path.join(':');
  }

  contains(outer: string, inner: string): boolean {
    const common = this.meet(this.split(outer), this.split(inner));
    // `*:*` and `*` are one.
    return (
      common !== undefined && this.join(common).replace(/(^|\])\*:\*$/, '$1*') === inner.replace(/(^|\])\*:\*$/, '$1*')
    );
  }

  coversOne(outer: Entries, resource: string, operation: string): boolean {
    return outer.some(
      ([pattern, operations]) => this.grants(operations, operation) && this.contains(pattern, resource),
    );
  }

  covers(outer: unknown, inner: unknown): boolean {
    const entries = this.readCapability(outer);
    return this.readCapability(inner).every(([resource, operations]) =>
      operations.every((operation) => this.coversOne(entries, resource, operation)),
    );
  }

  meetOperations(a: readonly string[], b: readonly string[]): readonly string[] {
    if (a.includes('*')) return b;
    return b.includes('*') ? a : a.filter((operation) => b.includes(operation));
  }

  joinOperations(a: readonly string[], b: readonly string[]): readonly string[] {
    const all = [...new Set([...a, ...b])];
    return all.includes('*') ? ['*'] : all.toSorted();
  }

  /** Leaves out what neither side names and another entry covers. */
  prune(entries: Entries, named: ReadonlySet<string>): Entries {
    return entries.filter(([resource, operations]) => {
      const others = entries.filter(([other]) => other !== resource);
      return named.has(resource) || !operations.every((operation) => this.coversOne(others, resource, operation));
    });
  }

  intersect(a: unknown, b: unknown): string {
    const [left, right] = [this.readCapability(a), this.readCapability(b)];
    if (left.length * right.length > this.maxPairs) throw new Refusal();
    const crossed = new Map<string, readonly string[]>();
    for (const [p, ours] of left) {
      for (const [q, theirs] of right) {
        const common = this.meet(this.split(p), this.split(q));
        const operations = this.meetOperations(ours, theirs);
        if (common === undefined || operations.length === 0) continue;
        const name = this.join(common);
        crossed.set(name, this.joinOperations(crossed.get(name) ?? [], operations));
      }
    }
    const named = new Set([...left, ...right].map(([resource]) => resource));
    return this.write(this.sortResources(this.prune([...crossed], named)));
  }
}
