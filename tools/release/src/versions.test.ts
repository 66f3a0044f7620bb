import { cpSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '@ably-auth/checks/tool';
import { readLanguages } from '@ably-auth/languages/language';
import { describe, expect, it } from 'vitest';
import { publishedFolders, readManifest } from './metadata.js';
import { filesWithVersion, replaceVersion, versionOf } from './versions.js';

it('all packages have one version, in all languages', () => {
  const npm = publishedFolders(ROOT).map((folder) => readManifest(ROOT, folder).version);
  const languages = readLanguages(join(ROOT, 'languages')).map(({ version }) => version);
  expect(new Set([...npm, ...languages])).toEqual(new Set([versionOf(ROOT)]));
});

describe('replaceVersion', () => {
  const old = versionOf(ROOT);
  const root = mkdtempSync(join(tmpdir(), 'ably-auth-versions-'));
  const versionsIn = (folder: string, file: string) =>
    readFileSync(join(folder, file), 'utf8').split(/(?<![\d.])(\d+\.\d+\.\d+)(?![\d.])/);
  for (const file of filesWithVersion(ROOT)) cpSync(join(ROOT, file), join(root, file));
  replaceVersion(root, old, '12.34.5');

  it.each(filesWithVersion(ROOT))('%s: the next version stands where the last one stood, and nowhere else', (file) => {
    const before = versionsIn(ROOT, file);
    expect(before).toContain(old);
    expect(versionsIn(root, file)).toEqual(before.map((part) => (part === old ? '12.34.5' : part)));
  });
});
