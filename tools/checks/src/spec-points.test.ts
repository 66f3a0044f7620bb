import { expect, it } from 'vitest';
import { specPoints } from './spec-points.js';
import { treeOf } from './tree.testing.js';

const issuesOf = (path: string, text: string) =>
  specPoints.run(treeOf({ [path]: text })).issues.map(({ line, message }) => `${line} ${message.split(' ')[0]}`);

it.each([
  ['a comment', 'packages/core/src/a.ts', 'a();\nb(); // RSA9z', '2 RSA9z'],
  ['a docstring', 'schemas/src/a.ts', '/**\n * A.\n * Spec: TK2b, TK9.\n */', '3 TK9'],
  ['the title of a test', 'tools/x/src/a.test.ts', "it('obeys RSA9c and RSA99', () => {});", '1 RSA99'],
  [
    'the title of a table of tests',
    'tools/x/src/a.test.ts',
    'describe.each([1])(`obeys RSC10a`, () => {});',
    '1 RSC10a',
  ],
  ['an example', 'schemas/examples/A/a.json', '{\n"why": "TE66" }', '2 TE66'],
  ['a page', 'packages/core/README.md', 'RSA9c\nRSA9c1', '2 RSA9c1'],
  ['a family that the registry lacks', 'packages/core/src/a.ts', '// RTN99z', '1 RTN99z'],
])('finds an unknown point in %s', (_, path, text, issue) => {
  expect(issuesOf(path, text)).toEqual([issue]);
});

it('lets known points and other words pass', () => {
  expect(
    issuesOf('packages/core/src/a.ts', '// RSA9c (TK2b), RFC8785, RS256, ES256, U+2028, TD7x_\nconst a = "RSA99";'),
  ).toEqual([]);
  expect(issuesOf('packages/core/src/mac.json', '"/RSA99+"')).toEqual([]);
});

it('counts the mentions', () => {
  expect(specPoints.run(treeOf({ 'README.md': 'RSA9c RSA9g' })).checked).toBe('2 mentions');
});
