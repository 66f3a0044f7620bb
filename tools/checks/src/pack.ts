import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The part of a package.json that a consumer depends on. */
export type Manifest = {
  readonly name: string;
  readonly version: string;
  readonly engines?: unknown;
  readonly sideEffects?: unknown;
  readonly exports?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
};

/** A package as it would be published. */
export type Packed = {
  /** `packages/core`, or `vectors`. */
  readonly folder: string;
  readonly manifest: Manifest;
  /** Path of the tarball. */
  readonly tarball: string;
  /** Paths in the tarball. */
  readonly files: readonly string[];
};

/** Packs every package that is published. */
export function packAll(root: string, into: string): Packed[] {
  const folders = [...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`), 'vectors'];
  const report = npm(root, 'pack', '--json', '--pack-destination', into, ...folders.map((folder) => `./${folder}`));
  const packs = JSON.parse(report) as { name: string; filename: string; files: { path: string }[] }[];
  return folders.map((folder) => {
    const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;
    const pack = packs.find(({ name }) => name === manifest.name);
    if (pack === undefined) throw new Error(`npm did not pack ${manifest.name}`);
    return { folder, manifest, tarball: join(into, pack.filename), files: pack.files.map(({ path }) => path) };
  });
}

/** Runs npm in a folder and returns what it prints. */
export function npm(folder: string, ...args: string[]): string {
  return execFileSync('npm', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
