import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { emitters } from './emitters.js';
import type { Output } from './output.js';

/** The present text of a file; undefined for a file that does not exist. */
export function readText(root: string, path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
}

/** Files in generated folders that no emitter wrote. */
export function staleFiles(root: string, outputs: readonly Output[]): string[] {
  const written = new Set(outputs.map(({ path }) => path));
  const present = new Set(
    emitters.flatMap(({ folders, owned }) =>
      folders.flatMap((folder) => filesOf(root, folder)).filter((path) => owned?.test(path) ?? true),
    ),
  );
  return [...present].filter((path) => !written.has(path));
}

/** Writes all files or none: each goes beside its place first, and takes it when all are there. */
export function writeAll(root: string, outputs: readonly Output[], stale: readonly string[]): void {
  const pending: string[] = [];
  try {
    for (const { path, text } of outputs) {
      const target = join(root, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(`${target}.new`, text);
      pending.push(target);
    }
  } catch (error) {
    for (const target of pending) rmSync(`${target}.new`, { force: true });
    throw error;
  }
  for (const target of pending) renameSync(`${target}.new`, target);
  for (const path of stale) rmSync(join(root, path));
}

function filesOf(root: string, folder: string): string[] {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesOf(root, path) : [path];
    });
  } catch {
    return [];
  }
}
