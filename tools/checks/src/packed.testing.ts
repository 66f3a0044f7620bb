import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Tree } from './tree.js';
import { workspacesOf, type Workspace } from './workspaces.js';

/** What of a package.json a consumer meets. */
export type Manifest = {
  readonly version?: string;
  readonly private?: boolean;
  readonly engines?: unknown;
  readonly sideEffects?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
};

/** A package as it would be published. */
export type Packed = Workspace & {
  readonly manifest: Manifest;
  /** Path of the tarball. */
  readonly tarball: string;
  /** What is in the tarball. */
  readonly files: readonly string[];
};

/** A package of data alone, which others need; tools/vectors tests what it holds. */
const DATA = '@ably-auth/vectors';

/** Packs every package that is to be published, and the data that they need. */
export function packAll(root: string, tree: Tree, into: string): Packed[] {
  const published = workspacesOf(tree)
    .filter(({ folder }) => folder.startsWith('packages/'))
    .map((workspace) => ({
      ...workspace,
      manifest: JSON.parse(tree.read(`${workspace.folder}/package.json`)) as Manifest,
    }))
    .filter(({ manifest }) => manifest.version !== undefined && manifest.private !== true);
  const folders = published.map(({ folder }) => `./${folder}`);
  const report = npm(root, 'pack', '--json', '--pack-destination', into, ...folders, './vectors');
  const packs = JSON.parse(report) as { name: string; filename: string; files: { path: string }[] }[];
  return published.map((workspace) => {
    const pack = packs.find(({ name }) => name === workspace.name);
    if (pack === undefined) throw new Error(`npm did not pack ${workspace.name}`);
    return { ...workspace, tarball: join(into, pack.filename), files: pack.files.map(({ path }) => path) };
  });
}

/** Installs tarballs into an empty project; the registry is asked only for what they need from outside this repo. */
export function installAll(packages: readonly Packed[], project: string): void {
  mkdirSync(project);
  const dependencies: Record<string, string> = {};
  for (const { name, tarball, manifest } of packages) {
    dependencies[name] = `file:${tarball}`;
    const version = manifest.dependencies?.[DATA];
    if (version !== undefined)
      dependencies[DATA] = `file:${join(dirname(tarball), `ably-auth-vectors-${version}.tgz`)}`;
  }
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ name: 'consumer', private: true, type: 'module', dependencies }),
  );
  const isSelfContained = packages.every((packed) => outsideDependencies(packed).length === 0);
  npm(project, 'install', '--no-audit', '--no-fund', isSelfContained ? '--offline' : '--prefer-offline');
}

/** Libraries from outside this repo that a consumer downloads as well. */
export function outsideDependencies({ manifest }: Pick<Packed, 'manifest'>): string[] {
  return Object.keys(manifest.dependencies ?? {}).filter((name) => !name.startsWith('@ably-auth/'));
}

/** A tarball as publint takes it. */
export function bytesOf(tarball: string): ArrayBuffer {
  return new Uint8Array(readFileSync(tarball)).buffer;
}

function npm(folder: string, ...args: string[]): string {
  return execFileSync('npm', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
