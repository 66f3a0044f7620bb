import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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

/** Installs tarballs into an empty project; the registry is asked only for their external dependencies. */
export function installAll(packages: readonly Packed[], project: string): void {
  mkdirSync(project);
  const dependencies = Object.fromEntries(packages.map(({ manifest, tarball }) => [manifest.name, `file:${tarball}`]));
  const manifest = { name: 'consumer', private: true, type: 'module', dependencies };
  writeFileSync(join(project, 'package.json'), JSON.stringify(manifest));
  npm(project, 'install', '--no-audit', '--no-fund', '--prefer-offline');
}

/** The names of the packages that the files of an installed package import. */
export function importedPackages(home: string, files: readonly string[]): Set<string> {
  const names = files
    .filter((file) => /\.(js|d\.ts)$/.test(file))
    .flatMap((file) => {
      const code = readFileSync(join(home, file), 'utf8').replace(/^\s*(\/?\*|\/\/).*$/gm, '');
      return Array.from(
        code.matchAll(/\b(?:from|import)\s*\(?\s*'([@a-z][\w@./-]*)'/g),
        ([, specifier = '']) => specifier,
      );
    });
  return new Set(
    names
      .filter((specifier) => !specifier.startsWith('node:'))
      .map((specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')),
  );
}

/** A tarball as publint takes it. */
export function bytesOf(tarball: string): ArrayBuffer {
  return new Uint8Array(readFileSync(tarball)).buffer;
}

function npm(folder: string, ...args: string[]): string {
  return execFileSync('npm', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
