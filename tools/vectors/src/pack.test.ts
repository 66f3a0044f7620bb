import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pack, type Packed } from './pack.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'ably-auth-pack-'));
let packed: Packed[];

beforeAll(() => {
  packed = pack(ROOT, out);
});
afterAll(() => rmSync(out, { recursive: true }));

const byName = (a: string, b: string) => (a < b ? -1 : 1);
const named = (end: string) => (packed.find(({ file }) => file.endsWith(end)) as Packed).file;

/** Unpacks an archive; gives the folder that it holds, and the files of it. */
function unpack(archive: string): { folder: string; files: string[] } {
  const into = mkdtempSync(join(out, 'unpacked-'));
  execFileSync('tar', ['-xzf', archive, '-C', into]);
  const [top = ''] = readdirSync(into);
  const folder = join(into, top);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return {
    folder,
    files: files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).toSorted(byName),
  };
}

const list = (folder: string) => readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.json'));
const expected = [
  'LICENSE',
  'README.md',
  'manifest.json',
  'package.json',
  ...list('schemas/json').map((name) => `schemas/${name}`),
  ...list('vectors/v1').map((name) => `v1/${name}`),
  ...list('vectors/v1/schema').map((name) => `v1/schema/${name}`),
].toSorted(byName);

it.each(['.tgz', '.tar.gz'])('the %s unpacks to vectors, their schemas and those of the types', (end) => {
  const { folder, files } = unpack(named(end));
  expect(files).toEqual(expected);
  for (const [from, to] of [
    ['vectors/v1/permits.json', 'v1/permits.json'],
    ['vectors/v1/schema/permits.json', 'v1/schema/permits.json'],
    ['vectors/manifest.json', 'manifest.json'],
    ['schemas/json/TokenRequest.json', 'schemas/TokenRequest.json'],
    ['LICENSE', 'LICENSE'],
  ] as const) {
    expect(readFileSync(join(folder, to))).toEqual(readFileSync(join(ROOT, from)));
  }
});

it('the tarball has the SHA-256 that stands beside it', () => {
  const archive = readFileSync(named('.tar.gz'));
  const [sum, name] = readFileSync(named('.sha256'), 'utf8').trim().split('  ');
  expect(sum).toBe(createHash('sha256').update(archive).digest('hex'));
  expect(named('.tar.gz')).toBe(join(out, name ?? ''));
});

it('the same files give the same tarball', () => {
  const again = mkdtempSync(join(out, 'again-'));
  pack(ROOT, again);
  const name = readdirSync(again).find((file) => file.endsWith('.tar.gz')) ?? '';
  expect(readFileSync(join(again, name))).toEqual(readFileSync(named('.tar.gz')));
});
