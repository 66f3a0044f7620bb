import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

type Target = string | { readonly node?: string; readonly default: string };
type Manifest = {
  readonly name: string;
  readonly exports?: Readonly<Record<string, Target>>;
  readonly imports?: Readonly<Record<string, Target>>;
};

const root = fileURLToPath(new URL('.', import.meta.url));
const workspaces = ['packages', 'tools'].flatMap((folder) =>
  readdirSync(`${root}${folder}`).map((name) => `${folder}/${name}`),
);

/** `@ably-auth/core/sync` is `packages/core/src/sync.ts`: each entry of `exports` and `imports`, as Node resolves it. */
const sources = ['schemas', ...workspaces].flatMap((folder) => {
  const manifest = JSON.parse(readFileSync(`${root}${folder}/package.json`, 'utf8')) as Manifest;
  const entries = [
    ...Object.entries(manifest.exports ?? {}).map(
      ([subpath, target]) => [manifest.name + subpath.slice(1), target] as const,
    ),
    ...Object.entries(manifest.imports ?? {}),
  ];
  return entries.map(([specifier, target]) => ({
    find: new RegExp(`^${specifier.replace('*', '([a-z-]+)')}$`),
    replacement:
      root +
      (typeof target === 'string' ? target : (target.node ?? target.default))
        .replace('./dist/', `${folder}/src/`)
        .replace(/\.js$/, '.ts')
        .replace('*', '$1'),
  }));
});

/** They replace a module of the platform, which the other tests of the same process would see. */
const OWN_PROCESS = ['packages/core/src/web-crypto.test.ts', 'packages/*/src/portable.test.ts'];
/** Browsers, packed tarballs, other SDKs, trials under load: `npm run test:slow`. */
const SLOW = ['**/*.slow.test.ts'];

// Tests run against the sources; what a consumer installs is tested from packed tarballs (tools/checks).
export default defineConfig({
  resolve: { alias: sources },
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    globalSetup: './vitest.temporary-folder.ts',
    maxWorkers: availableParallelism(),
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{packages,tools}/*/src/**/*.test.ts', 'schemas/src/**/*.test.ts', 'examples/*.test.ts'],
          exclude: [...OWN_PROCESS, ...SLOW],
          // One module graph per worker: importing it again for each file would take as long as the tests.
          pool: 'threads',
          isolate: false,
        },
      },
      { extends: true, test: { name: 'process', include: OWN_PROCESS, sequence: { groupOrder: 1 } } },
      {
        extends: true,
        test: {
          name: 'slow',
          include: SLOW,
          exclude: ['**/node_modules/**', '**/.temp/**'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
