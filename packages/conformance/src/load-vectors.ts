import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Note, Vector } from './vector.js';

/** The tests of a directory of vectors. */
export type VectorSet = {
  readonly vectors: readonly Vector[];
  /** The notes by flag. */
  readonly notes: Readonly<Record<string, Note>>;
  /** SHA-256 over the files in the order of their names, in hex. */
  readonly sha256: string;
};

type VectorFile = {
  readonly version: number;
  readonly operation: string;
  readonly notes?: Readonly<Record<string, Note>>;
  readonly groups: readonly { readonly name: string; readonly tests: readonly VectorInFile[] }[];
};
type VectorInFile = Omit<Vector, 'operation' | 'flags' | 'features' | 'spec'> & Partial<Vector>;

const VERSION = 1;

/**
 * Reads every vector file of a directory.
 *
 * @param directory where the files `<operation>.json` are; those of `@ably-auth/vectors` if not given
 * @throws {Error} if it holds no vector files, or one of another version
 * @example
 * import { loadVectors } from '@ably-auth/conformance';
 * const { vectors, sha256 } = loadVectors();
 * vectors[0]?.id; // 'auth-response-kind/content-type/plain-text'
 */
export function loadVectors(directory: string = publishedVectors()): VectorSet {
  const names = readdirSync(directory)
    .filter((name) => name.endsWith('.json') && name !== 'manifest.json')
    .sort();
  if (names.length === 0) throw new Error(`${directory}: holds no vector files`);
  const hash = createHash('sha256');
  const vectors: Vector[] = [];
  const notes: Record<string, Note> = {};
  for (const name of names) {
    const text = readFileSync(join(directory, name), 'utf8');
    hash.update(text);
    const file = readVectorFile(text, join(directory, name));
    Object.assign(notes, file.notes);
    for (const { tests } of file.groups) {
      for (const test of tests) {
        vectors.push({ spec: [], flags: [], features: [], ...test, operation: file.operation } as Vector);
      }
    }
  }
  return { vectors, notes, sha256: hash.digest('hex') };
}

function readVectorFile(text: string, name: string): VectorFile {
  let file: Partial<VectorFile> | null;
  try {
    file = JSON.parse(text) as Partial<VectorFile> | null;
  } catch {
    throw new Error(`${name}: not JSON`);
  }
  if (file?.version !== VERSION || typeof file.operation !== 'string' || !Array.isArray(file.groups)) {
    throw new Error(`${name}: not a vector file of version ${VERSION}`);
  }
  return file as VectorFile;
}

/** Where the package with the published vectors is installed. */
export function publishedVectors(): string {
  return join(dirname(createRequire(import.meta.url).resolve('@ably-auth/vectors/package.json')), 'v1');
}
