import { expect, it } from 'vitest';
import { shownFiles, withFiles } from './shown-files.js';
import { treeOf } from './tree.testing.js';

const block = (code: string, file = 'examples/a/b.py') => `Text.\n\n\`\`\`python ${file}\n${code}\n\`\`\`\n`;
const tree = (page: string) => treeOf({ 'docs/guide/page.md': page, 'examples/a/b.py': 'one\n\ntwo\n' });

it('accepts a block that holds its file', () => {
  expect(shownFiles.run(tree(block('one\n\ntwo')))).toEqual({ checked: '1 files in code blocks', issues: [] });
});

it('finds a block that differs from its file, and writes it', () => {
  const page = block('one');
  expect(shownFiles.run(tree(page)).issues).toMatchObject([{ file: 'docs/guide/page.md', line: 3 }]);
  expect(withFiles(page, tree(page))).toBe(block('one\n\ntwo'));
});

it('finds a file that does not exist, and leaves blocks without a file alone', () => {
  const missing = block('one', 'examples/a/none.py');
  expect(shownFiles.run(tree(missing)).issues).toMatchObject([{ message: 'examples/a/none.py does not exist' }]);
  const plain = '```sh\nls a/b\n```\n```ts no-run\n1;\n```\n';
  expect(withFiles(plain, tree(plain))).toBe(plain);
});
