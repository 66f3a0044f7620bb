import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findDifferences } from './check.js';
import { staleFiles, writeAll } from './files.js';
import { folderWith } from './temp-folder.testing.js';

const A = 'schemas/json/A.json';
const B = 'docs/reference/B.md';
const filesIn = (root: string) =>
  readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;

describe('findDifferences', () => {
  it('finds none where every file is what is generated', () => {
    const root = folderWith({ [A]: 'one\n', [B]: 'two\n', 'docs/benchmarks.md': 'by hand\n', 'schemas/src/a.ts': '' });
    expect(
      findDifferences(root, [
        { path: A, text: 'one\n' },
        { path: B, text: 'two\n' },
      ]),
    ).toEqual([]);
  });

  it.each([
    ['a changed line', '1\n2\n3\n', '1\nx\n3\n', 2, 'x', '2'],
    ['a line too many', '1\n2\n', '1\n2\n3\n', 3, '3', ''],
    ['a line too many inside', '1\n2\n', '1\nx\n2\n', 2, 'x', '2'],
    ['a missing line', '1\n2\n3\n', '1\n2\n', 3, '', '3'],
    ['a missing line end', '1\n', '1', 2, undefined, ''],
    ['an empty file', '1\n', '', 1, '', '1'],
    ['line ends of Windows', '1\n2\n', '1\r\n2\r\n', 1, '1\r', '1'],
  ])('finds %s, with its number', (_, generated, committed, line, was, is) => {
    const root = folderWith({ [A]: committed });
    expect(findDifferences(root, [{ path: A, text: generated }])).toEqual([
      { path: A, line, committed: was, generated: is },
    ]);
  });

  it('finds a file that is missing', () => {
    expect(findDifferences(folderWith({}), [{ path: A, text: '1\n' }])).toEqual([
      { path: A, line: 1, committed: '', generated: '1' },
    ]);
  });

  it('finds a file that nothing generates', () => {
    const root = folderWith({ [A]: 'one\n', 'packages/validation/src/gen/old/types.ts': 'old\n' });
    expect(findDifferences(root, [])).toEqual([
      { path: A, line: 1, committed: 'one', generated: '' },
      { path: 'packages/validation/src/gen/old/types.ts', line: 1, committed: 'old', generated: '' },
    ]);
  });
});

describe('staleFiles', () => {
  it('lists each file of a generated folder once, and none beside it', () => {
    const gen = 'packages/validation/src/gen';
    const root = folderWith({
      [`${gen}/types/a.ts`]: '',
      [`${gen}/b.ts`]: '',
      'schemas/examples/A/a.json': '{}',
      [A]: '',
    });
    expect(staleFiles(root, [{ path: A, text: '' }]).sort()).toEqual([`${gen}/b.ts`, `${gen}/types/a.ts`]);
  });
});

describe('writeAll', () => {
  it('writes every file, makes folders, and removes what is stale', () => {
    const root = folderWith({ [B]: 'old\n' });
    writeAll(root, [{ path: A, text: 'one\n' }], [B]);
    expect(readFileSync(join(root, A), 'utf8')).toBe('one\n');
    expect(filesIn(root)).toBe(1);
  });

  it('writes nothing where one file cannot be written', () => {
    const root = folderWith({ [A]: 'old\n', [B]: 'old\n' });
    mkdirSync(join(root, 'schemas/json/C.json.new')); // in the way of the last file
    const outputs = [A, B, 'schemas/json/C.json'].map((path) => ({ path, text: 'new\n' }));
    expect(() => writeAll(root, outputs, [B])).toThrow(/EISDIR/);
    for (const path of [A, B]) expect(readFileSync(join(root, path), 'utf8')).toBe('old\n');
    expect(filesIn(root)).toBe(2);
  });
});
