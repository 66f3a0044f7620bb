import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files that a check may read. */
export type Tree = {
  /** Paths from the root, with `/`, in order; without what `.gitignore` leaves out. */
  readonly files: readonly string[];
  /** The text of one of the files. */
  readonly read: (path: string) => string;
};

/** Opens a working tree; git is not needed. */
export function openTree(root: string): Tree {
  const texts = new Map<string, string>();
  return {
    files: listFiles(root, '', new Set()).sort(),
    read(path) {
      const text = texts.get(path) ?? readFileSync(join(root, path), 'utf8');
      texts.set(path, text);
      return text;
    },
  };
}

function listFiles(root: string, folder: string, above: ReadonlySet<string>): string[] {
  const ignored = new Set([...above, ...ignoredFolders(join(root, folder, '.gitignore'))]);
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.name === '.git') return [];
    if (entry.isDirectory()) return ignored.has(entry.name) ? [] : listFiles(root, path, ignored);
    return entry.isFile() ? [path] : [];
  });
}

/** The entries of a `.gitignore` that name a folder: `dist/`. */
function ignoredFolders(file: string): string[] {
  if (!existsSync(file)) return [];
  return Array.from(readFileSync(file, 'utf8').matchAll(/^([\w.-]+)\/$/gm), ([, name]) => name ?? '');
}
