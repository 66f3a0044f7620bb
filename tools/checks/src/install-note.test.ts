import { expect, it } from 'vitest';
import { installNote, withNote } from './install-note.js';
import { treeOf } from './tree.testing.js';

const page = (body: string) => `# A package\n\nWhat it does.\nAnd more.\n\n${body}\n`;
const INSTALLS = page('```sh\nnpm install @ably-auth/core\n```');

it('puts the note after the introduction, once', () => {
  const noted = withNote(INSTALLS, false);
  expect(noted).toMatch(/^# A package\n\nWhat it does\.\nAnd more\.\n\n> Not on npm yet\. .*\n\n```sh\n/);
  expect(withNote(noted, false)).toBe(noted);
});

it('takes it out once the packages are published, and where nothing is installed', () => {
  expect(withNote(withNote(INSTALLS, false), true)).toBe(INSTALLS);
  const other = page('```sh\nnpm install express\n```');
  expect(withNote(other, false)).toBe(other);
});

it.each(['npm install --save-dev @ably-auth/sandbox', 'npx ably-auth serve', 'npx @ably-auth/conformance run'])(
  'finds `%s` on a page without the note',
  (line) => {
    const { issues } = installNote.run(treeOf({ 'packages/a/README.md': page(line), 'packages/a/b.ts': line }));
    expect(issues).toMatchObject([{ file: 'packages/a/README.md', line: 6 }]);
  },
);
