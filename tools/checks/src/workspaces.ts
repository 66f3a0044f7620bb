import type { Tree } from './tree.js';

/** A folder with a package.json of its own. */
export type Workspace = {
  /** `packages/core` */
  readonly folder: string;
  /** `@ably-auth/core` */
  readonly name: string;
  /** Names that package.json lists under `dependencies` and `peerDependencies`. */
  readonly dependencies: ReadonlySet<string>;
  /** Subpath to source: `./sync` to `packages/core/src/sync.ts`. */
  readonly exports: ReadonlyMap<string, string>;
  /** Conditional import to its sources: `#mac` to the file for each condition. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
};

type Manifest = {
  readonly name?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly exports?: unknown;
  readonly imports?: Readonly<Record<string, unknown>>;
};

/** Every workspace of the tree. */
export function workspacesOf(tree: Tree): Workspace[] {
  const manifests = tree.files.filter((path) => /^(schemas|(packages|tools)\/[^/]+)\/package\.json$/.test(path));
  return manifests.map((path) => {
    const folder = path.slice(0, -'/package.json'.length);
    const manifest = readManifest(tree, path);
    const { name = folder, dependencies, peerDependencies, imports = {} } = manifest;
    return {
      folder,
      name,
      dependencies: new Set(Object.keys({ ...dependencies, ...peerDependencies })),
      exports: new Map(exportEntries(tree, folder, manifest.exports)),
      imports: new Map(Object.entries(imports).map(([key, target]) => [key, sources(folder, target)])),
    };
  });
}

/** What the tools and the tests of every workspace may import: the root's `devDependencies`. */
export function rootTools(tree: Tree): ReadonlySet<string> {
  return new Set(Object.keys(readManifest(tree, 'package.json').devDependencies ?? {}));
}

/** The workspace that a file belongs to. */
export function workspaceOf(workspaces: readonly Workspace[], file: string): Workspace | undefined {
  return workspaces.find(({ folder }) => file.startsWith(`${folder}/`));
}

function readManifest(tree: Tree, path: string): Manifest {
  return tree.files.includes(path) ? (JSON.parse(tree.read(path)) as Manifest) : {};
}

function exportEntries(tree: Tree, folder: string, exported: unknown): [string, string][] {
  const entries =
    typeof exported === 'object' && exported !== null ? Object.entries(exported) : [['.', exported] as const];
  return entries.flatMap(([subpath, target]) => {
    const [source] = sources(folder, target);
    if (source === undefined) return [];
    if (!source.includes('*')) return [[subpath, source] satisfies [string, string]];
    const [before = '', after = ''] = source.split('*');
    return tree.files
      .filter((file) => file.startsWith(before) && file.endsWith(after) && !file.slice(before.length).includes('/'))
      .map((file): [string, string] => [subpath.replace('*', file.slice(before.length, -after.length)), file]);
  });
}

/** The sources of what an entry of `exports` or `imports` points to, under whatever condition. */
function sources(folder: string, target: unknown): string[] {
  if (typeof target === 'string') {
    return [target.replace(/^\.\/dist\//, `${folder}/src/`).replace(/\.(d\.ts|js)$/, '.ts')];
  }
  return typeof target === 'object' && target !== null
    ? [...new Set(Object.values(target).flatMap((nested) => sources(folder, nested)))]
    : [];
}
