import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatFile } from './format.js';
import type { StoredFile } from './check.js';
import type { Manifest } from './manifest.js';
import type { VectorFile } from './vector.js';

// Where the vectors lie: <root>/vectors/v1/*.json, their schemas beside them, the manifest above.

/** Every vector file that there is a schema for, and every schema that there is a file for. */
export function readStored(root: string): StoredFile[] {
  const folder = join(root, 'vectors/v1');
  return jsonFiles(folder).map((name) => ({
    name,
    text: readFileSync(join(folder, name), 'utf8'),
    schema: JSON.parse(readFileSync(join(folder, 'schema', name), 'utf8')) as object,
  }));
}

/** Operations that have a schema and no vectors. */
export function operationsWithoutFile(root: string): string[] {
  const folder = join(root, 'vectors/v1');
  const present = new Set(jsonFiles(folder));
  return jsonFiles(join(folder, 'schema')).filter((name) => !present.has(name));
}

/** Writes the files that changed, and says which. */
export function writeFiles(root: string, files: readonly VectorFile[]): string[] {
  const folder = join(root, 'vectors/v1');
  mkdirSync(folder, { recursive: true });
  const before = new Map(jsonFiles(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  const changed = files.filter((file) => before.get(`${file.operation}.json`) !== formatFile(file));
  for (const file of changed) writeFileSync(join(folder, `${file.operation}.json`), formatFile(file));
  return changed.map(({ operation }) => operation);
}

export function readManifest(root: string): Manifest {
  try {
    return JSON.parse(readFileSync(join(root, 'vectors/manifest.json'), 'utf8')) as Manifest;
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error;
    return { version: 1, counts: {}, withdrawn: {}, tests: {} };
  }
}

export function writeManifest(root: string, manifest: Manifest): void {
  writeFileSync(join(root, 'vectors/manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
}

function jsonFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.json'));
}
