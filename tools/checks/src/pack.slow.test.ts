import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { beforeAll, describe, expect, it } from 'vitest';
import { packAll } from './pack.js';
import { bytesOf, FOR_NODE, importedPackages, installAll } from './packed.testing.js';
import { typeCheck } from './type-check.testing.js';
import { ROOT } from './tool.js';

const ATTW = join(ROOT, 'node_modules/@arethetypeswrong/cli/dist/index.js');
/** They run on any JavaScript platform, and need nothing from outside this repository. */
const PORTABLE = new Set(['@ably-auth/validation', '@ably-auth/capability', '@ably-auth/core']);

const folder = mkdtempSync(join(tmpdir(), 'ably-auth-pack-'));
const project = join(folder, 'consumer');
const installed = (name: string) => join(project, 'node_modules', name);

const packages = packAll(ROOT, folder);
const withCode = packages.filter(({ manifest }) => manifest.exports !== undefined);
const entries = withCode.flatMap(({ folder: home, manifest: { name, exports = {} } }) =>
  Object.entries(exports)
    .filter(([, target]) => target.endsWith('.js'))
    .map(([subpath, target]) => ({
      specifier: name + subpath.slice(1),
      source: join(ROOT, home, target.replace('./dist/', 'src/').replace(/\.js$/, '.ts')),
      isPortable: PORTABLE.has(name),
    })),
);

beforeAll(() => installAll(packages, project));

const sameFile = (name: string, path: string, original: string) =>
  expect(readFileSync(join(installed(name), path))).toEqual(readFileSync(join(ROOT, original)));

it('every tarball has the LICENSE of the repository', () => {
  for (const { manifest } of packages) sameFile(manifest.name, 'LICENSE', 'LICENSE');
});

it('the tarball of @ably-auth/vectors holds the vectors, their schemas, those of the types and the OpenAPI document', () => {
  const { files = [] } = packages.find(({ folder: home }) => home === 'vectors') ?? {};
  const json = (home: string) => readdirSync(join(ROOT, home)).filter((name) => name.endsWith('.json'));
  const originals = new Map<string, string>([
    ['LICENSE', 'LICENSE'],
    ['openapi.json', 'docs/reference/openapi.json'],
    ...['README.md', 'manifest.json', 'package.json'].map((name) => [name, `vectors/${name}`] as const),
    ...json('schemas/json').map((name) => [`schemas/${name}`, `schemas/json/${name}`] as const),
    ...json('vectors/v1').map((name) => [`v1/${name}`, `vectors/v1/${name}`] as const),
    ...json('vectors/v1/schema').map((name) => [`v1/schema/${name}`, `vectors/v1/schema/${name}`] as const),
  ]);
  expect(files.toSorted()).toEqual([...originals.keys()].toSorted());
  for (const [path, original] of originals) sameFile('@ably-auth/vectors', path, original);
});

describe.each(withCode.map((packed) => [packed.manifest.name, packed] as const))(
  'the tarball of %s',
  (name, packed) => {
    const { files, manifest, tarball } = packed;
    const listed = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });

    it('holds what runs, its types, README and LICENSE, and nothing else', () => {
      const others = files.filter((file) => !/^dist\/.*\.(js|d\.ts)$|^bin\/[a-z-]+\.js$/.test(file));
      expect(others.filter((file) => file !== 'CHANGELOG.md').sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
      expect(files.filter((file) => /\.(test|testing)\./.test(file))).toEqual([]);
    });

    it('says where it runs and that imports have no side effects', () => {
      expect(manifest).toMatchObject({ engines: { node: '>=20.19' }, sideEffects: false });
    });

    it('imports only the packages that its package.json lists', () => {
      const imported = [...importedPackages(installed(name), files)];
      expect(imported.filter((other) => other !== name && !listed.includes(other))).toEqual([]);
    });

    if (PORTABLE.has(name)) {
      it('needs nothing from outside this repository', () => {
        expect(listed.filter((other) => !other.startsWith('@ably-auth/'))).toEqual([]);
      });
    }

    it('passes publint', async () => {
      const { messages, pkg } = await publint({ pack: { tarball: bytesOf(tarball) }, strict: true });
      expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
    });

    it('passes attw', () => {
      const args = [ATTW, tarball, '--profile', 'esm-only', '--no-definitely-typed', '--no-color', '--no-emoji'];
      const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
      expect(status, stdout).toBe(0);
    });
  },
);

describe('a consumer', () => {
  const imported = runIn('import.mjs', 'await import(specifier)');
  const required = runIn('require.cjs', 'require(specifier)');

  it.each(entries)('imports and requires what the source of $specifier exports', async ({ specifier, source }) => {
    const names = Object.keys((await import(source)) as object).sort();
    expect(imported()[specifier]).toEqual(names);
    expect(required()[specifier]).toEqual(names);
  });

  const portable = entries.filter(({ isPortable }) => isPortable);
  const anywhere = entries.filter(({ specifier }) => !FOR_NODE.includes(specifier));
  it.each([
    ['every package', anywhere, ['ES2022', 'DOM']],
    ['the portable packages, without the types of any platform', portable, ['ES2022']],
  ])('compiles from ES modules and CommonJS, without @types/node and skipLibCheck: %s', (_, used, lib) => {
    writeFileSync(join(project, 'esm.mts'), importsOf(used.map(({ specifier }) => specifier)));
    const cjs = used.map(({ specifier }, index) => `import m${index} = require('${specifier}'); void m${index};\n`);
    writeFileSync(join(project, 'cjs.cts'), cjs.join(''));
    expect([...typeCheck(project, { lib, types: [], skipLibCheck: false })]).toEqual([]);
  });

  it('is told of a name that a package does not export', () => {
    const code = `import { noSuchName } from '${entries[0]?.specifier}'; void noSuchName;`;
    writeFileSync(join(project, 'wrong.mts'), code);
    expect([...typeCheck(project, { types: [] }).keys()]).toContain('wrong.mts');
    rmSync(join(project, 'wrong.mts'));
  });

  it('compiles the entries for Node with the types of Node', () => {
    rmSync(join(project, 'cjs.cts'), { force: true });
    writeFileSync(join(project, 'esm.mts'), importsOf(FOR_NODE));
    const options = { lib: ['ES2023', 'DOM'], types: ['node'], typeRoots: [join(ROOT, 'node_modules/@types')] };
    expect([...typeCheck(project, { ...options, skipLibCheck: false })]).toEqual([]);
  });
});

function importsOf(specifiers: readonly string[]): string {
  return specifiers.map((specifier, index) => `import * as m${index} from '${specifier}'; void m${index};\n`).join('');
}

/** Loads every entry in one process, when it is first asked for; returns the names that each exports. */
function runIn(file: string, load: string): () => Record<string, string[]> {
  let names: Record<string, string[]> | undefined;
  const program = `(async () => {
  const found = {};
  for (const specifier of ${JSON.stringify(entries.map(({ specifier }) => specifier))}) found[specifier] = Object.keys(${load}).sort();
  console.log(JSON.stringify(found));
})();`;
  return () => {
    writeFileSync(join(project, file), program);
    names ??= JSON.parse(execFileSync(process.execPath, [file], { cwd: project, encoding: 'utf8' })) as typeof names;
    return names ?? {};
  };
}
