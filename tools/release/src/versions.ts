import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readLanguages } from '@ably-auth/languages/language';
import { readManifest } from './metadata.js';

/** What states the version beside the manifests and the packages of other languages. */
const OTHERS = ['packages/client/src/internal/service.ts', 'deploy/kubernetes.yaml'];

/** Writes the versions and changelogs that the waiting changesets give: all packages, in all languages, have one version. */
export function applyChangesets(root: string): void {
  const old = versionOf(root);
  const program = join(root, 'node_modules/@changesets/cli/bin.js');
  execFileSync(process.execPath, [program, 'version'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  replaceVersion(root, old, versionOf(root));
}

/** The version of all packages. */
export function versionOf(root: string): string {
  return readManifest(root, 'packages/core').version;
}

/** The files in which the version stands, beside package.json and changelogs. */
export function filesWithVersion(root: string): string[] {
  const languages = readLanguages(join(root, 'languages')).flatMap(({ folder, versioned }) =>
    ['language.json', ...versioned].map((file) => relative(root, join(folder, file))),
  );
  return [...OTHERS, ...languages];
}

/** Replaces the version in all of these files. */
export function replaceVersion(root: string, old: string, version: string): void {
  for (const file of filesWithVersion(root)) {
    const path = join(root, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(exactly(old), version));
  }
}

/** A version where it is not a part of another. */
function exactly(version: string): RegExp {
  return new RegExp(`(?<![\\d.])${version.replaceAll('.', '\\.')}(?![\\d.])`, 'g');
}
