import { fileURLToPath } from 'node:url';
import type { PartialStrykerOptions } from '@stryker-mutator/api/core';
import type { Target } from './targets.js';

/** Where a run keeps what it found, so that the next one tests only what changed. */
export const CACHE = 'node_modules/.cache/mutants';

/** How Stryker runs for a target. */
export function optionsOf(target: Target, concurrency: number): PartialStrykerOptions {
  return {
    mutate: [...target.mutate],
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
    incrementalFile: `${CACHE}/${target.name}.incremental.json`,
    jsonReporter: { fileName: `${CACHE}/${target.name}.json` },
    reporters: ['json', 'clear-text'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportScoreTable: true },
    tempDirName: `.temp/mutants-${target.name}`,
    concurrency,
    timeoutMS: 60_000,
    dryRunTimeoutMinutes: 30,
    allowEmpty: false,
  };
}
