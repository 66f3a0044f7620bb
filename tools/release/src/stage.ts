import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { publishedFolders } from './metadata.js';

/**
 * Makes a copy of the last commit with what was built of it, in which versions and changelogs can be written: a dry run
 * changes nothing in the working tree.
 */
export function stage(root: string, into: string): void {
  execFileSync('git', ['clone', '--quiet', '--local', root, into], { stdio: ['ignore', 'ignore', 'pipe'] });
  for (const folder of publishedFolders(root)) {
    const built = join(root, folder, 'dist');
    if (existsSync(built)) cpSync(built, join(into, folder, 'dist'), { recursive: true });
  }
  link(root, into);
}

/** The installed modules of a repository for its copy; the packages of the repository are those of the copy. */
function link(root: string, into: string): void {
  const [from, to] = [join(root, 'node_modules'), join(into, 'node_modules')];
  mkdirSync(join(to, '@ably-auth'), { recursive: true });
  for (const name of readdirSync(from)) {
    if (name !== '@ably-auth' && name !== '.cache') symlinkSync(join(from, name), join(to, name));
  }
  for (const name of readdirSync(join(from, '@ably-auth'))) {
    const target = resolve(join(from, '@ably-auth'), readlinkSync(join(from, '@ably-auth', name)));
    symlinkSync(join(into, relative(root, target)), join(to, '@ably-auth', name));
  }
}

/** Names of the changesets that wait for a release. */
export function pendingChangesets(root: string): string[] {
  const folder = join(root, '.changeset');
  return readdirSync(folder).filter(
    (file) => file.endsWith('.md') && readFileSync(join(folder, file), 'utf8').startsWith('---\n'),
  );
}
