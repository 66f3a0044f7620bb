import { describe, expect, it } from 'vitest';
import { language, languageCheck } from './language.js';
import { treeOf } from './tree.testing.js';

const { run } = languageCheck({
  skip: ['vendor/'],
  rules: [
    { not: ['mend', 'mended'], but: 'fix', except: ['docs/'] },
    { not: '/\\bis no (?!longer)/', but: 'is not a' },
  ],
});
const issuesOf = (text: string, path = 'a.ts') =>
  run(treeOf({ [path]: text })).issues.map(({ line, message, remediation }) => `${line} ${message} ${remediation}`);

describe('the words that the repository does not use', () => {
  it.each(['mend it', 'mends', 'const howToMend = 1', 'MEND', 'mended_at'])('are found in %s', (text) => {
    expect(issuesOf(`first\n${text}`)).toEqual([expect.stringMatching(/^2 "mend(s|ed)?" Write: fix\.$/i)]);
  });

  it.each(['amend', 'amendment', 'recommend', 'mending', 'Amended'])('are not found in %s', (text) => {
    expect(issuesOf(text)).toEqual([]);
  });

  it('may be regular expressions', () => {
    expect(issuesOf('this is no key\nit is no longer a key')).toEqual(['1 "is no " Write: is not a.']);
  });

  it('are not looked for where they mean something else or the path is skipped', () => {
    for (const path of ['docs/a.md', 'vendor/a.ts']) expect(issuesOf('mend', path)).toEqual([]);
    expect(issuesOf('is no key', 'packages/a/b.ts')).toHaveLength(1);
  });
});

// Put together here, so that this file is not found itself.
const work = ['', 'work', 'main'].join('/');
const temporary = ['', 'tmp', 'x'].join('/');

it('finds paths of the machine that a file was written on', () => {
  const found = (path: string, text: string) => language.run(treeOf({ [path]: text })).issues;
  for (const path of [work, temporary, ['..', 'shared', 'a.md'].join('/')]) {
    expect(found('docs/a.md', `first\n${path}`)).toMatchObject([{ file: 'docs/a.md', line: 2 }]);
    expect(found('.ci/run', path)).toEqual([]);
  }
  expect(found('docs/a.md', `https://example.com${work} /tmp home${temporary}`)).toEqual([]);
});
