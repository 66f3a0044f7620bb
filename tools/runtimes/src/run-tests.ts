import { chai, customMatchers, JestAsymmetricMatchers, JestChaiExpect, JestExtend } from '@vitest/expect';
import { startTests, type Task } from '@vitest/runner';

// What `vitest` is for the tests that run on other runtimes: its own parts that need no Node.

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

// JestExtend adds it; the types do not say so.
(chai.expect as unknown as { extend: (expect: unknown, matchers: object) => void }).extend(chai.expect, customMatchers);

export { describe, it } from '@vitest/runner';
export const { expect } = chai;

/** What the tests say of a runtime. */
export type TestOutcome = { readonly passed: number; readonly failures: readonly string[] };

/** Runs test files; each is imported only then, since a worker has no randomness before its first request. */
export async function runTests(files: Readonly<Record<string, () => Promise<unknown>>>): Promise<TestOutcome> {
  const results = await startTests(
    Object.keys(files).map((path) => `/${path}`),
    {
      config: {
        root: '/',
        setupFiles: [],
        name: undefined,
        passWithNoTests: false,
        testNamePattern: undefined,
        allowOnly: false,
        sequence: { seed: 0, hooks: 'stack', setupFiles: 'list' },
        chaiConfig: undefined,
        maxConcurrency: 1,
        testTimeout: 300_000,
        hookTimeout: 300_000,
        retry: 0,
        includeTaskLocation: false,
        tags: [],
        tagsFilter: undefined,
        strictTags: false,
      },
      importFile: (path) => files[path.slice(1)]?.(),
    },
  );
  const outcomes = results.flatMap(outcomesOf);
  return {
    passed: outcomes.filter((failure) => failure === undefined).length,
    failures: outcomes.filter((failure) => failure !== undefined),
  };
}

/** For each test why it failed, or undefined; the errors of a file or suite itself as well. */
function outcomesOf(task: Task): (string | undefined)[] {
  const failures = (task.result?.errors ?? []).map(({ message }) => `${task.fullName}: ${message}`);
  if (task.type !== 'test') return [...failures, ...task.tasks.flatMap(outcomesOf)];
  if (task.result?.state === 'pass') return [undefined];
  return [failures[0] ?? `${task.fullName}: ${task.result?.state ?? 'not run'}`];
}
