import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLanguages } from '@ably-auth/languages/language';
import { readManifest } from './metadata.js';

/** Writes the versions and changelogs that the waiting changesets give: all packages, in all languages, have one version. */
export function applyChangesets(root: string, installed: string): void {
  const program = join(installed, 'node_modules/@changesets/cli/bin.js');
  execFileSync(process.execPath, [program, 'version'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  setLanguageVersions(root, versionOf(root));
}

/** The version of all packages. */
export function versionOf(root: string): string {
  return readManifest(root, 'packages/core').version;
}

/** Writes a version into the packages of other languages: `language.json` says which it is now, and where it stands. */
export function setLanguageVersions(root: string, version: string): void {
  for (const { folder, version: old, versioned } of readLanguages(join(root, 'languages'))) {
    for (const file of ['language.json', ...versioned]) {
      const path = join(folder, file);
      writeFileSync(path, readFileSync(path, 'utf8').replace(exactly(old), version));
    }
  }
}

/** A version where it is not a part of another. */
function exactly(version: string): RegExp {
  return new RegExp(`(?<![\\d.])${version.replaceAll('.', '\\.')}(?![\\d.])`, 'g');
}
