import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vitest/config';
import { KillersFirst } from './src/killers-first.testing.js';
import workspace from '../../vitest.config.js';

// The unit tests of one package, as Stryker runs them for each mutant: with fewer runs of each property.
const tests = process.env['MUTANTS_TESTS'] ?? 'none';
const { resolve } = workspace as { resolve: { alias: unknown[] } };
const fewerRuns = fileURLToPath(new URL('./src/fast-check.testing.ts', import.meta.url));

export default mergeConfig(
  { resolve: { alias: [{ find: /^fast-check$/, replacement: fewerRuns }, ...resolve.alias] } },
  defineConfig({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    test: {
      include: [tests],
      exclude: ['**/node_modules/**', '**/*.slow.test.ts', '**/portable.test.ts', '**/web-crypto.test.ts'],
      globalSetup: './vitest.temporary-folder.ts',
      isolate: false,
      pool: 'threads',
      // Most mutants then cost the import and the run of one file of tests.
      sequence: { sequencer: KillersFirst },
      runner: fileURLToPath(new URL('./src/stop-at-failure.testing.ts', import.meta.url)),
      passWithNoTests: true,
      testTimeout: 120_000,
    },
  }),
);
