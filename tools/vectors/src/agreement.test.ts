import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { wins } from './judge.testing.js';
import { answerOf, packages } from './packages.testing.js';
import { readStored } from './store.js';
import { answerIn, testsOf, type VectorFile } from './vector.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const files = readStored(ROOT).map(({ text }) => JSON.parse(text) as VectorFile);

// The values come from oracles that share no code with the packages: here the two meet.
describe.each(files.filter(({ operation }) => operation in packages))('our own package: $operation', (file) => {
  it.each(testsOf(file).map((test) => [test.id, test] as const))('%s', async (_, test) => {
    const answer = await answerOf(file.operation, test.input);
    if (!wins(test, answer.result === 'valid' ? answer.output : undefined)) expect(answer).toEqual(answerIn(test));
    if (test.result === 'valid' || answer.result === 'valid') return;
    const { code, path, reason } = test.error;
    expect(answer.error.code).toBe(code);
    if (reason !== undefined) expect(answer.error.reason).toBe(reason);
    if (path !== undefined && answer.error.path !== undefined)
      expect(bracketed(answer.error.path)).toBe(bracketed(path));
  });
});

it('covers every operation that a package exists for', () => {
  expect(files.map(({ operation }) => operation)).toEqual(expect.arrayContaining(Object.keys(packages)));
});

/** `$.a` and `$["a"]` are one path. */
function bracketed(path: string): string {
  return path.replace(/\.([A-Za-z_$][\w$]*)/g, '["$1"]');
}
