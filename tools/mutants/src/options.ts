import { fileURLToPath } from 'node:url';
import type { PartialStrykerOptions } from '@stryker-mutator/api/core';
import type { Target } from './targets.js';

/** Where a run keeps what it found, so that the next one tests only what changed. */
export const CACHE = 'node_modules/.cache/mutants';

/** How Stryker runs for a target, or for those of its files that have one of these names. */
export function optionsOf(
  { name, folder, files = ['**/*.ts'] }: Target,
  only?: readonly string[],
): PartialStrykerOptions {
  const globs = only?.map((file) => `**/${file}`) ?? files;
  return {
    mutate: [...globs.map((glob) => `${folder}/src/${glob}`), '!**/*.test.ts', '!**/*.testing.ts'],
    testRunner: 'vitest',
    vitest: { configFile: 'tools/mutants/vitest.config.ts', related: false },
    plugins: ['@stryker-mutator/vitest-runner', fileURLToPath(new URL('./ignore-messages.js', import.meta.url))],
    ignorers: ['messages'],
    // Stryker reads it with the compiler API, which TypeScript 7 does not have; without the file it reads none.
    tsconfigFile: 'tsconfig.none.json',
    checkers: [],
    coverageAnalysis: 'perTest',
    ignoreStatic: false,
    incremental: true,
    incrementalFile: `${CACHE}/${name}.incremental.json`,
    jsonReporter: { fileName: `${CACHE}/${name}.json` },
    reporters: ['json', 'progress-append-only'],
    tempDirName: `.temp/mutants-${name}`,
    concurrency: 1,
    // Most loops without end are found by counting, the others by time: this and one and a half times what the tests take.
    timeoutMS: 20_000,
    dryRunTimeoutMinutes: 30,
    allowEmpty: false,
  };
}
