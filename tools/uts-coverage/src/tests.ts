import { readFileSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';

/** A test file, its path relative to the root. */
export type TestFile = { readonly path: string; readonly text: string };

/** An id at the start of a string: a title, or its entry in a table. */
const TITLE = /['"`]((?:rest|realtime)\/(?:unit|integration|proxy)\/\w+\/[a-z0-9-]+-\d+)/g;

/** The test files of all packages. */
export function readTests(root: string): TestFile[] {
  return readdirSync(join(root, 'packages'), { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(sep).join('/'))
    .filter((name) => /^[^/]+\/src\/.*\.test\.ts$/.test(name))
    .sort()
    .map((name) => ({ path: `packages/${name}`, text: readFileSync(join(root, 'packages', name), 'utf8') }));
}

/** The files whose titles carry an id, by id. */
export function filesById(tests: readonly TestFile[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { path, text } of tests) {
    for (const id of new Set(Array.from(text.matchAll(TITLE), ([, title = '']) => title))) {
      found.set(id, [...(found.get(id) ?? []), path]);
    }
  }
  return found;
}
