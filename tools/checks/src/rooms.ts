/** What a package may import. */
export type Room = {
  /** The packages that its arrows point to; it may import what these may, too. */
  readonly imports: readonly string[];
  /** Libraries from outside this repo; any where it is left out. */
  readonly libraries?: readonly string[];
  /** Libraries that a user of this package must never download. */
  readonly never?: readonly string[];
  /** Runs wherever JavaScript does: Node's own modules in files for Node alone. */
  readonly portable?: true;
};

/** The arrows between the packages, by folder under `packages/`. */
export const rooms: Readonly<Record<string, Room>> = {
  validation: { imports: [], libraries: [], portable: true },
  capability: { imports: ['validation'], libraries: [], portable: true },
  core: { imports: ['capability'], libraries: [], portable: true },
  client: { imports: ['core'], never: ['jose'] },
  jwt: { imports: ['core'], libraries: ['jose'] },
  server: { imports: ['jwt'], libraries: ['@msgpack/msgpack', 'ioredis', 'jose'] },
  sandbox: { imports: ['server'], libraries: [] },
  explain: { imports: ['core'] },
  conformance: { imports: ['client', 'explain', 'jwt'] },
  cli: { imports: ['client', 'sandbox', 'conformance'] },
};

/** Every package that a room may import: along its arrows, and theirs. */
export function reachable(name: string): Set<string> {
  const found = new Set<string>();
  const follow = (from: string) => {
    for (const next of rooms[from]?.imports ?? []) {
      found.add(next);
      follow(next);
    }
  };
  follow(name);
  return found;
}
