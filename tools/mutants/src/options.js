import { fileURLToPath } from 'node:url';
/** Where a run keeps what it found, so that the next one tests only what changed. */
export const CACHE = 'node_modules/.cache/mutants';
/** How Stryker runs for a target, or for some of its files. */
export function optionsOf(target, files) {
    return {
        mutate: files === undefined ? [...target.mutate] : files.map((file) => `packages/*/src/**/${file}`),
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
        reporters: ['json', 'progress-append-only'],
        tempDirName: `.temp/mutants-${target.name}`,
        concurrency: 1,
        // A loop without end is found by counting; a slow machine alone must not count as one.
        timeoutMS: 600000,
        dryRunTimeoutMinutes: 30,
        allowEmpty: false,
    };
}
