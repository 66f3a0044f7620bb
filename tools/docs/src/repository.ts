import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository, which the site is made from. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

export function readJson(path: string): unknown {
  return JSON.parse(readText(path)) as unknown;
}

export function isInRepository(path: string): boolean {
  return existsSync(join(ROOT, path));
}

/** The names in a folder, in order. */
export function namesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder)).sort();
}

const { url } = (readJson('package.json') as { repository: { url: string } }).repository;

/** Where the repository is on the web; undefined until its package.json says so. */
export const REPOSITORY = new URL(url).hostname.endsWith('.invalid') ? undefined : url.replace(/^git\+|\.git$/g, '');
