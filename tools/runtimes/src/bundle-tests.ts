import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const PACKAGES = ['validation', 'capability', 'core', 'jwt'];
const EVERYWHERE = ['fast-check', 'jose', ...PACKAGES.map((name) => `@ably-auth/${name}`)];
/** What Bun and Deno have as Node has it, and workers lack. */
const OF_PROCESSES = ['node:crypto', 'node:util'];
const GLOBALS_OF_PROCESSES = /\bBuffer\b/;
const NODE_ALONE = /\bprocess\.|\bimport\.meta\b|\brequire\(/;
const IMPORTS = /^(?:import|export) (?:type )?(.*?) from '([^']+)';/gms;

/** The unit tests that need nothing but the packages, what runs tests and what a runtime of that kind has, from the root. */
export function portableTests(root: string, isWorker: boolean): string[] {
  return PACKAGES.flatMap((name) => {
    const sources = join('packages', name, 'src');
    return readdirSync(join(root, sources), { encoding: 'utf8', recursive: true }).map((path) => join(sources, path));
  })
    .filter((path) => path.endsWith('.test.ts') && isPortable(join(root, path), isWorker))
    .sort();
}

/** Whether a file and all that it imports can run there; `#` names what a package has for each kind of runtime. */
function isPortable(file: string, isWorker: boolean): boolean {
  const text = readFileSync(file, 'utf8');
  if (NODE_ALONE.test(text) || (isWorker && GLOBALS_OF_PROCESSES.test(text))) return false;
  const known = isWorker ? EVERYWHERE : [...EVERYWHERE, ...OF_PROCESSES];
  return Array.from(text.matchAll(IMPORTS)).every(([, names = '', specifier = '']) => {
    if (specifier === 'vitest') return /^\{[\s,]*((describe|expect|it)\b[\s,]*)+\}$/.test(names);
    if (!specifier.startsWith('.'))
      return specifier.startsWith('#') || known.some((name) => `${specifier}/`.startsWith(`${name}/`));
    return isPortable(join(dirname(file), specifier.replace(/js$/, 'ts')), isWorker);
  });
}

/**
 * Bundles the portable unit tests; what they test is not their source, but the packages as they are installed.
 *
 * @param project has the packed packages installed
 * @param isWorker makes a script that declares `worker` and holds the packages; otherwise a module that prints the
 *   outcome, and imports the packages as the runtime resolves them
 */
export async function bundleTests(root: string, project: string, outfile: string, isWorker: boolean): Promise<void> {
  const files = portableTests(root, isWorker).map(
    (path) => `${JSON.stringify(path)}: () => import(${JSON.stringify(join(root, path))})`,
  );
  const runner = JSON.stringify(fileURLToPath(new URL('./run-tests.js', import.meta.url)));
  const contents = `import { runTests } from ${runner};
export const answer = async () => JSON.stringify(await runTests({ ${files.join(',\n')} }));
${isWorker ? '' : 'console.log(await answer());'}`;
  await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    ...(isWorker
      ? { format: 'iife', globalName: 'worker', platform: 'browser', conditions: ['workerd', 'worker'] }
      : { format: 'esm', platform: 'node' }),
    target: 'es2022',
    outfile,
    logLevel: 'error',
    plugins: [installed(root, project, isWorker)],
  });
}

/** Resolves what is tested to the installed packages, and `vitest` to what runs anywhere. */
function installed(root: string, project: string, isBundled: boolean): Plugin {
  return {
    name: 'installed',
    setup(bundler) {
      bundler.onResolve({ filter: /^vitest$/ }, () => ({
        path: fileURLToPath(new URL('./run-tests.js', import.meta.url)),
      }));
      bundler.onResolve({ filter: /^\./ }, ({ path, importer }) => {
        const [, name, source] = /^packages\/(\w+)\/src\/(.*)$/.exec(relative(root, importer)) ?? [];
        if (name === undefined || source === undefined || path.endsWith('.testing.js')) return undefined;
        const file = join(project, 'node_modules/@ably-auth', name, 'dist', dirname(source), path);
        return { path: file, external: !isBundled };
      });
      bundler.onResolve({ filter: /^@ably-auth\// }, ({ path, importer, kind }) => {
        if (!importer.startsWith(root)) return undefined;
        return isBundled ? bundler.resolve(path, { kind, resolveDir: project }) : { path, external: true };
      });
    },
  };
}
