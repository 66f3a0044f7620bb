import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { compare } from './compare.js';
import { readSurface, SNAPSHOTS } from './read-surface.js';

const root = mkdtempSync(join(tmpdir(), 'ably-auth-breaking-'));

const files: Readonly<Record<string, unknown>> = {
  'vectors/package/package.json': { name: '@ably-auth/vectors' },
  'vectors/package/manifest.json': { tests: { 'mac/a/b': 'abc' } },
  'vectors/package/schemas/ApiKey.json': { $id: 'urn:1', title: 'ApiKey', type: 'string', description: 'words' },
  'vectors/package/openapi.json': { paths: {}, components: { schemas: { Error: { description: 'words' } } } },
  'vectors/package/schemas/registry.json': { types: [], signedFields: ['keyName'], operations: {} },
  'core/package/package.json': { name: '@ably-auth/core', exports: { '.': './dist/index.js' } },
  'core/package/dist/index.d.ts': `/** Words. */\nexport { a } from './a.js';\n`,
  'core/package/dist/a.d.ts': `export declare const a: 1;\n`,
  'core/package/dist/unused.d.ts': 'export declare const b: 1;\n',
};

beforeAll(() => {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
  mkdirSync(join(root, 'tarballs'));
  for (const name of ['vectors', 'core']) {
    execFileSync('tar', ['-czf', join(root, 'tarballs', `${name}.tgz`), '-C', join(root, name), 'package']);
  }
});

it('reads schemas without annotations, registry, vectors and the HTTP API from the tarball of the vectors', () => {
  expect(readSurface(root, 'tarballs/vectors.tgz')).toEqual({
    version: 'tarballs/vectors.tgz',
    schemas: { ApiKey: { $id: 'urn:1', type: 'string' } },
    registry: { types: [], signedFields: ['keyName'], errorCodes: {}, limits: {}, operations: {}, rules: {} },
    vectors: { 'mac/a/b': 'abc' },
    http: { operations: {}, schemas: { Error: {} } },
  });
});

it('reads the declarations that the exports of a package reach, without comments', () => {
  const { types } = readSurface(root, 'tarballs/core.tgz');
  expect(types).toEqual({
    '@ably-auth/core': {
      exports: { '.': 'dist/index.d.ts' },
      files: { 'dist/a.d.ts': 'export declare const a: 1;\n', 'dist/index.d.ts': `export { a } from './a.js';\n` },
    },
  });
});

it('reads a folder of tarballs together, and a snapshot of it again', () => {
  const surface = readSurface(root, 'tarballs');
  writeFileSync(join(root, 'snapshot.json'), JSON.stringify(surface));
  const comparison = compare(readSurface(root, 'snapshot.json'), surface);
  expect(comparison.differences).toEqual([]);
  expect(comparison.compared).toEqual(['schemas', 'registry', 'vectors', 'HTTP API', 'declared types']);
});

it('finds a snapshot of the repository by its name', () => {
  mkdirSync(join(root, SNAPSHOTS), { recursive: true });
  writeFileSync(join(root, SNAPSHOTS, 'v0.json'), JSON.stringify({ version: 'v0' }));
  expect(readSurface(root, 'v0')).toEqual({ version: 'v0' });
});

it('refuses anything but a version', () => {
  expect(() => readSurface(root, '--help')).toThrow(
    'expected a snapshot, a tarball, a folder of tarballs or a git ref',
  );
});
