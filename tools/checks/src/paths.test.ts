import { expect, it } from 'vitest';
import { paths } from './paths.js';
import { treeOf } from './tree.testing.js';

// Put together here, so that this file is not found itself.
const work = ['', 'work', 'main'].join('/');
const temporary = ['', 'tmp', 'x'].join('/');
const shared = ['..', 'shared'].join('/');

it.each([work, temporary, shared, `see ${shared}/design.md`, `'${work}/a'`])('finds %s', (path) => {
  const { faults } = paths.run(treeOf({ 'docs/a.md': `first\n${path}` }));
  expect(faults).toMatchObject([{ file: 'docs/a.md', line: 2 }]);
});

it('lets other paths pass, and any in .ci', () => {
  const text = `https://example.com${work} ${shared}.js /tmp ~${work.slice(1)} home${temporary}`;
  expect(paths.run(treeOf({ 'docs/a.md': text, '.ci/run': work })).faults).toEqual([]);
});
