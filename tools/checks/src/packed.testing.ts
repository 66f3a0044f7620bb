import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, type Packed } from './pack.js';

/** They take and return Node's own objects, or those of a library for Node, and so need Node's types. */
export const FOR_NODE: readonly string[] = ['@ably-auth/server/node', '@ably-auth/server/redis', '@ably-auth/sandbox'];

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
