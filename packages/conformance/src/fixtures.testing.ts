import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Environment, Terminal } from './environment.js';
import { program } from './program.js';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Vectors of two operations, one test of which the broken adapter stumbles over. */
export const FIXTURE_VECTORS = path('fixtures/vectors');
export const REAL_VECTORS = path('../../../vectors/v1');

/** The adapter that does one thing wrong. */
export const broken = (mode: string, ...more: string[]): string[] => [
  process.execPath,
  path('fixtures/broken-adapter.mjs'),
  mode,
  ...more,
];

/** Where the tests may write. */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'conformance-'));

const SOURCES: Readonly<Record<string, string>> = {
  '@ably-auth/validation': '../../validation/src/index.ts',
  '@ably-auth/validation/json': '../../validation/src/json-text.ts',
  '@ably-auth/validation/internal': '../../validation/src/internal.ts',
  '@ably-auth/capability': '../../capability/src/index.ts',
  '@ably-auth/core': '../../core/src/index.ts',
  '@ably-auth/client': '../../client/src/index.ts',
  '@ably-auth/jwt': '../../jwt/src/index.ts',
  '#mac': '../../core/src/internal/mac.node.ts',
};

/** Bundles a script of this package out of the sources, so that the tests need no build. */
export async function bundled(name: string, folder: string): Promise<string> {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [path(`${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    plugins: [
      {
        name: 'sources',
        setup: (plugin) =>
          plugin.onResolve({ filter: /^[@#]/ }, ({ path: imported }) => {
            const constants = /^@ably-auth\/validation\/([a-z-]+)$/.exec(imported)?.[1];
            const source = SOURCES[imported] ?? (constants && `../../validation/src/gen/${constants}.ts`);
            return source === undefined ? undefined : { path: path(source) };
          }),
      },
    ],
  });
  return outfile;
}

type CommandOptions = Pick<Terminal, 'isTTY'> & Partial<Environment> & { readonly onWrite?: (text: string) => unknown };

/** Runs the command as a shell would: what it printed, and its exit code. */
export async function command(
  args: readonly string[],
  { isTTY = false, environment = {}, signal, onWrite }: CommandOptions = {},
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  let [stdout, stderr] = ['', ''];
  const exitCode = await program(args, {
    stdout: { isTTY, columns: 100, write: (text) => (onWrite?.(text), (stdout += text)) },
    stderr: { isTTY, write: (text) => (stderr += text) },
    environment,
    signal,
  });
  return { exitCode, stdout, stderr };
}
