import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';
import { testsOf, type Refusal, type Test, type VectorFile } from './vector.js';

/** What was published: a test never changes its meaning, and its id is never given again. */
export type Manifest = {
  readonly version: 1;
  /** Tests of each operation, and of all. */
  readonly counts: Readonly<Record<string, number>>;
  /** Tests that were found wrong, and why; their ids stay taken. */
  readonly withdrawn: Readonly<Record<string, string>>;
  /** SHA-256 of the meaning of each test. */
  readonly tests: Readonly<Record<string, string>>;
};

/** What a test means: what it needs and asks, and the answer. How it is described may become clearer, by the rule too. */
export function meaningOf(test: Test): string {
  const { features, before, input, result } = test;
  const answer = test.result === 'valid' ? { output: test.output } : { error: withoutRule(test.error) };
  return createHash('sha256')
    .update(canonicalJson({ ...(features && { features }), ...(before && { before }), input, result, ...answer }))
    .digest('hex');
}

function withoutRule({ rule: _, ...error }: Refusal): Omit<Refusal, 'rule'> {
  return error;
}

/** The manifest with the tests that it does not have yet. */
export function withNewTests(manifest: Manifest, files: readonly VectorFile[]): Manifest {
  const tests = { ...manifest.tests };
  for (const test of files.flatMap(testsOf)) tests[test.id] ??= meaningOf(test);
  return { version: 1, counts: countsOf(files), withdrawn: manifest.withdrawn, tests };
}

/** How many tests there are, by operation and together. */
export function countsOf(files: readonly VectorFile[]): Record<string, number> {
  const counts = files.map((file): [string, number] => [file.operation, testsOf(file).length]);
  return Object.fromEntries([...counts, ['all', counts.reduce((sum, [, count]) => sum + count, 0)]]);
}

/** Where the files break what the manifest promises. */
export function brokenPromises(manifest: Manifest, files: readonly VectorFile[]): string[] {
  const present = new Map(files.flatMap(testsOf).map((test) => [test.id, meaningOf(test)]));
  const issues: string[] = [];
  for (const [id, meaning] of Object.entries(manifest.tests)) {
    const now = present.get(id);
    if (Object.hasOwn(manifest.withdrawn, id)) {
      if (now !== undefined) issues.push(`${id}: was withdrawn, and its id is not given again`);
    } else if (now === undefined) {
      issues.push(
        `${id}: is published and has vanished; a wrong test is withdrawn in vectors/manifest.json, with the reason`,
      );
    } else if (now !== meaning) {
      issues.push(`${id}: is published and has changed its meaning; give the new meaning a new id`);
    }
  }
  const added = [...present.keys()].filter((id) => !Object.hasOwn(manifest.tests, id));
  if (added.length > 0) {
    issues.push(`${added.length} new, ${added[0]} the first; publish with: npm run vectors -- check --accept-new`);
  } else if (issues.length === 0 && JSON.stringify(manifest.counts) !== JSON.stringify(countsOf(files))) {
    issues.push('vectors/manifest.json: the counts are not those of the files');
  }
  return issues;
}
