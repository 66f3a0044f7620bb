import { cpSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '@ably-auth/checks/tool';
import { readLanguages } from '@ably-auth/languages/language';
import { describe, expect, it } from 'vitest';
import { publishedFolders, readManifest } from './metadata.js';
import { setLanguageVersions, versionOf } from './versions.js';

const languages = readLanguages(join(ROOT, 'languages'));
/** Every file that has the version of a language's package. */
const files = languages.flatMap(({ folder, versioned }) =>
  ['language.json', ...versioned].map((file) => join(folder, file).slice(ROOT.length)),
);

it('all packages have one version, in all languages', () => {
  const versions = publishedFolders(ROOT).map((folder) => readManifest(ROOT, folder).version);
  expect(new Set([...versions, ...languages.map(({ version }) => version)])).toEqual(new Set([versionOf(ROOT)]));
});

describe('setLanguageVersions', () => {
  const root = mkdtempSync(join(tmpdir(), 'ably-auth-versions-'));
  for (const file of files) cpSync(join(ROOT, file), join(root, file));

  it.each(files)('%s: the next version stands where the last one stood', (file) => {
    const old = versionOf(ROOT);
    setLanguageVersions(root, '12.34.5');
    const [before, after] = [ROOT, root].map((folder) =>
      readFileSync(join(folder, file), 'utf8').split(/(?<![\d.])(\d+\.\d+\.\d+)(?![\d.])/),
    );
    expect(before?.filter((part) => part === old)).not.toEqual([]);
    expect(after).toEqual(before?.map((part) => (part === old ? '12.34.5' : part)));
  });
});
