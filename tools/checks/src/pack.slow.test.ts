import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Exported } from './exported.js';
import { bytesOf, installAll, outsideDependencies, packAll } from './packed.testing.js';
import { rooms } from './rooms.js';
import { openTree } from './tree.js';
import { typeCheck } from './type-check.testing.js';
import { workspacesOf } from './workspaces.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const ATTW = join(ROOT, 'node_modules/@arethetypeswrong/cli/dist/index.js');

const folder = mkdtempSync(join(tmpdir(), 'ably-auth-pack-'));
afterAll(() => rmSync(folder, { recursive: true }));
const project = join(folder, 'consumer');

const tree = openTree(ROOT);
const exported = new Exported(tree, workspacesOf(tree));
const packages = packAll(ROOT, tree, folder);

/** Each way into a package, with the names that its source exports. */
const entries = packages.flatMap(({ name, folder: home, exports }) =>
  [...exports].map(([subpath, file]) => {
    const names = [...exported.of(file)];
    return {
      specifier: name + subpath.slice(1),
      isPortable: rooms[home.slice('packages/'.length)]?.portable === true,
      values: names
        .filter(([, { isType }]) => !isType)
        .map(([value]) => value)
        .sort(),
      types: names.filter(([, { isType }]) => isType).map(([type]) => type),
    };
  }),
);
const portable = entries.filter(({ isPortable }) => isPortable);

beforeAll(() => installAll(packages, project), 120_000);

describe.each(packages.map((packed) => [packed.name, packed] as const))('the tarball of %s', (name, packed) => {
  const { files, manifest, tarball } = packed;

  it('holds what runs, its types, README and LICENSE, and nothing else', () => {
    const others = files.filter((file) => !/^dist\/.*\.(js|d\.ts)$|^bin\/[a-z-]+\.js$/.test(file));
    expect(others.filter((file) => file !== 'CHANGELOG.md').sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
    expect(files.filter((file) => /\.(test|testing)\./.test(file))).toEqual([]);
    const license = readFileSync(join(project, 'node_modules', name, 'LICENSE'), 'utf8');
    expect(license).toBe(readFileSync(join(ROOT, 'LICENSE'), 'utf8'));
  });

  it('says where it runs and that imports have no side effects', () => {
    expect(manifest).toMatchObject({ engines: { node: '>=20.19' }, sideEffects: false });
  });

  if (rooms[packed.folder.slice('packages/'.length)]?.libraries?.length === 0) {
    it('needs nothing from outside this repo', () => {
      expect(outsideDependencies(packed)).toEqual([]);
    });
  }

  it('is clean by publint', async () => {
    const { messages, pkg } = await publint({ pack: { tarball: bytesOf(tarball) }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it('is clean by attw', () => {
    const args = [ATTW, tarball, '--profile', 'esm-only', '--no-definitely-typed', '--no-color', '--no-emoji'];
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(status, stdout).toBe(0);
  });
});

describe('a consumer', () => {
  const imported = runIn('import.mjs', 'await import(specifier)');
  const required = runIn('require.cjs', 'require(specifier)');

  it.each(entries.map(({ specifier, values }) => [specifier, values] as const))(
    'imports and requires %s',
    (specifier, values) => {
      expect(imported()[specifier]).toEqual(values);
      expect(required()[specifier]).toEqual(values);
    },
  );

  // Whoever uses these has Node's types: they take and give Node's own objects, or those of a library for Node.
  const forNode = new Set(['@ably-auth/server/node', '@ably-auth/server/redis']);

  it.each([
    ['every package', entries.filter(({ specifier }) => !forNode.has(specifier)), ['ES2022', 'DOM']],
    ['what runs wherever JavaScript does, without the types of any platform', portable, ['ES2022']],
  ])('compiles from ES modules and CommonJS, without @types/node and skipLibCheck: %s', (_, used, lib) => {
    const types = used.map(
      ({ specifier, types: names }, index) =>
        `import type { ${names.map((type) => `${type} as ${type}${index}`).join(', ')} } from '${specifier}';\n`,
    );
    const esm = used.map(({ specifier }, index) => `import * as m${index} from '${specifier}'; void m${index};\n`);
    const cjs = used.map(({ specifier }, index) => `import m${index} = require('${specifier}'); void m${index};\n`);
    writeFileSync(join(project, 'esm.mts'), [...types, ...esm].join(''));
    writeFileSync(join(project, 'cjs.cts'), cjs.join(''));
    expect([...typeCheck(project, { lib, types: [], skipLibCheck: false })]).toEqual([]);
  });

  it('has its mistakes found', () => {
    writeFileSync(
      join(project, 'wrong.mts'),
      `import { noSuchName } from '${entries[0]?.specifier}'; void noSuchName;`,
    );
    expect([...typeCheck(project, { types: [] }).keys()]).toContain('wrong.mts');
    rmSync(join(project, 'wrong.mts'));
  });

  it('compiles with the types of Node what is for Node alone', () => {
    const esm = entries.filter(({ specifier }) => forNode.has(specifier));
    expect(esm).toHaveLength(forNode.size);
    rmSync(join(project, 'cjs.cts'));
    writeFileSync(
      join(project, 'esm.mts'),
      esm.map(({ specifier }, index) => `import * as m${index} from '${specifier}'; void m${index};\n`).join(''),
    );
    const options = { lib: ['ES2023', 'DOM'], types: ['node'], typeRoots: [join(ROOT, 'node_modules/@types')] };
    expect([...typeCheck(project, { ...options, skipLibCheck: false })]).toEqual([]);
  });
});

/** Loads every entry in one process, the first time that it is asked; gives the names that each exports. */
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
