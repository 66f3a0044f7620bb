import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { openTree } from '@ably-auth/checks/tree';

/**
 * Makes a copy of the working tree, or of a commit, without anything that an earlier build left behind; nothing is
 * changed here. What a package needs from elsewhere is linked to what is installed.
 *
 * @throws {Error} if the repository has no such commit
 */
export function workingCopy(root: string, into: string, ref?: string): void {
  if (ref === undefined) {
    for (const file of openTree(root).files) cpSync(join(root, file), join(into, file));
  } else checkOut(root, into, ref);
  link(root, into);
}

/**
 * Makes such a copy, and compiles its packages there.
 *
 * @throws {Error} if the repository has no such commit, or its packages do not compile
 */
export function compiledCopy(root: string, into: string, ref?: string): void {
  workingCopy(root, into, ref);
  compile(into, ref ?? 'the working tree');
}

/**
 * Compiles the packages of a copy.
 *
 * @throws {Error} with what the compiler says of it
 */
export function compile(copy: string, name: string): void {
  const compiler = join(copy, 'node_modules/typescript/bin/tsc');
  const packages = namesIn(join(copy, 'packages')).map((folder) => join(copy, 'packages', folder));
  const { status, stdout } = spawnSync(process.execPath, [compiler, '-b', ...packages], {
    cwd: copy,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${name}: its packages do not compile:\n${stdout.slice(0, 2000)}`);
}

function checkOut(root: string, into: string, ref: string): void {
  const git = (folder: string, ...args: string[]) =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  const commit = git(root, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`);
  git(root, 'clone', '--quiet', '--local', '--no-checkout', root, into);
  git(into, 'fetch', '--quiet', root, commit);
  git(into, 'checkout', '--quiet', '--detach', commit);
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
  for (const name of namesIn(join(into, 'packages'))) {
    const own = join(root, 'packages', name, 'node_modules');
    if (existsSync(own)) symlinkSync(own, join(into, 'packages', name, 'node_modules'));
  }
}

function namesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

/** Names of the changesets that wait for a release. */
export function pendingChangesets(root: string): string[] {
  const folder = join(root, '.changeset');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter(
    (file) => file.endsWith('.md') && readFileSync(join(folder, file), 'utf8').startsWith('---\n'),
  );
}
