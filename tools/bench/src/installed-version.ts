import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { resolve } = createRequire(import.meta.url);

/** The version of an npm package as Node finds it from here; undefined where it is not installed. */
export function installedVersion(name: string): string | undefined {
  // Not by importing its package.json, which most packages do not export.
  const file = (resolve.paths(name) ?? []).map((folder) => join(folder, name, 'package.json')).find(existsSync);
  return file === undefined ? undefined : (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
