import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '@ably-auth/checks/tool';
import { WrongUsage } from '@ably-auth/checks/tool';
import { beforeAll, describe, expect, it } from 'vitest';
import { addressIn, publishedFolders, readManifest, repositoryAddress, setRepository } from './metadata.js';
import { checkMetadata } from './steps.js';

it('each package.json says where it is in the repository that the root names, and how it is published', () => {
  const unset = repositoryAddress(ROOT) === undefined ? [expect.stringContaining('the address of the repository')] : [];
  expect(checkMetadata(ROOT, publishedFolders(ROOT)).map(({ message }) => message)).toEqual(unset);
});

it.each(publishedFolders(ROOT))(
  'npm has nothing to correct in the bins of %s, and exports its package.json',
  (folder) => {
    const { bin = {}, exports } = readManifest(ROOT, folder) as { bin?: Record<string, string>; exports?: object };
    expect(Object.values(bin).filter((path) => path.startsWith('./'))).toEqual([]);
    if (exports !== undefined) expect(exports).toHaveProperty(['./package.json'], './package.json');
  },
);

describe('the address of the repository', () => {
  const root = mkdtempSync(join(tmpdir(), 'ably-auth-metadata-'));
  const write = (folder: string, manifest: object) => {
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, folder, 'package.json'), JSON.stringify(manifest));
  };
  beforeAll(() => {
    write('.', { name: 'root', license: 'MIT' });
    write('packages/core', { name: 'core', version: '1.0.0', license: 'MIT', keywords: ['a'], type: 'module' });
    write('vectors', { name: 'vectors', license: 'MIT', type: 'module' });
  });

  it('is unset until it is set, and a release finds that', () => {
    expect(repositoryAddress(root)).toBeUndefined();
    expect(checkMetadata(root, []).map(({ message }) => message)).toEqual([
      expect.stringContaining('--set-repository'),
    ]);
  });

  it.each([
    'http://example.com/a/b',
    'https://example.com',
    'https://example.com/a/b.git',
    'example.com/a/b',
    'https://x.y/a b/',
  ])('is not %s', (address) => expect(() => setRepository(root, address)).toThrow(WrongUsage));

  it('is written into every package.json, with its folder', () => {
    expect(setRepository(root, 'https://example.com/a/b')).toEqual(['packages/core', 'vectors']);
    expect(addressIn(readManifest(root, '.'))).toBe('https://example.com/a/b');
    expect(Object.entries(readManifest(root, 'packages/core'))).toEqual(
      Object.entries({
        name: 'core',
        version: '1.0.0',
        license: 'MIT',
        homepage: 'https://example.com/a/b/tree/main/packages/core#readme',
        bugs: 'https://example.com/a/b/issues',
        repository: { type: 'git', url: 'git+https://example.com/a/b.git', directory: 'packages/core' },
        publishConfig: { access: 'public', provenance: true },
        keywords: ['a'],
        type: 'module',
      }),
    );
    expect(checkMetadata(root, ['packages/core', 'vectors']).map(({ message }) => message)).toEqual([
      'vectors/package.json: keywords missing or not of this repository',
    ]);
    const text = readFileSync(join(root, 'vectors/package.json'), 'utf8');
    setRepository(root, 'https://example.com/a/b');
    expect(readFileSync(join(root, 'vectors/package.json'), 'utf8')).toBe(text);
  });
});
