import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocksOf } from './examples.testing.js';
import { runExamples } from './run-examples.testing.js';
import { treeOf } from './tree.testing.js';
import { openTree } from './tree.js';
import { typeCheck } from './type-check.testing.js';
import { ROOT } from './tool.js';

// Inside the workspace, so that the examples find the packages under their names, as they were built.
const cache = join(ROOT, 'node_modules/.cache');
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'examples-'));
afterAll(() => rmSync(folder, { recursive: true }));

const blocks = blocksOf(openTree(ROOT)).map((block, index) => ({ ...block, name: `example-${index}` }));

describe('the code in the documentation compiles and gives what it states:', () => {
  let types = new Map<string, string[]>();
  let results = new Map<string, string[]>();
  beforeAll(async () => {
    for (const { name, code } of blocks) writeFileSync(join(folder, `${name}.mts`), `${code}\nexport {};\n`);
    types = typeCheck(folder, { types: ['node'], lib: ['ES2023'], skipLibCheck: true });
    results = await runExamples(
      blocks.filter(({ isRun }) => isRun),
      folder,
    );
  });

  it.each(blocks.map((block) => [`${block.file}:${block.line}`, block] as const))('%s', (_, { name, isRun }) => {
    expect(types.get(`${name}.mts`) ?? []).toEqual([]);
    expect(results.get(name) ?? 'not run').toEqual(isRun ? [] : 'not run');
  });
});

describe('an example that is wrong', () => {
  const issuesOf = async (...codes: string[]) => {
    const examples = codes.map((code, index) => ({ name: `wrong-${index}`, code }));
    return [...(await runExamples(examples, folder)).values()];
  };

  it('is found if a stated value is another', async () => {
    const codes = [
      'const one = 1;\none + 1; // 3',
      "console.log('a', 1); // a 2",
      "['a', { b: null }]; // ['a', { b: 1 }]",
    ];
    expect(await issuesOf(...codes)).toEqual([
      ['line 2: says 3, gives 2'],
      ['line 1: says a 2, gives a 1'],
      ["line 1: says [ 'a', { b: 1 } ], gives [ 'a', { b: null } ]"],
    ]);
  });

  it('is found if it throws, cannot be imported, or never reaches the statement', async () => {
    const [thrown, missing, unreached, late, right] = await issuesOf(
      "throw new Error('no');",
      "import '@ably-auth/none';",
      'if (1 > 2) console.log(1); // 1',
      "await new Promise((resolve) => setTimeout(() => { resolve(1); throw new Error('late'); }));",
      '1 + 1; // 2',
    );
    expect(thrown).toEqual([expect.stringContaining('Error: no')]);
    expect(missing).toEqual([expect.stringContaining('@ably-auth/none')]);
    expect(unreached).toEqual(['line 1: was not reached']);
    expect(late).toEqual([expect.stringContaining('Error: late')]);
    expect(right).toEqual([]);
    await expect(issuesOf('1 + 1; // two, of course')).rejects.toThrow();
  });

  it('is found if it ends the process', async () => {
    expect(await issuesOf('process.exit(3);')).toEqual([['ended with 3: ']]);
  });

  it('is not found if it is right', async () => {
    expect(
      await issuesOf(
        'const a: number = 1;\nawait Promise.resolve({ a }); // { a: 1 }\n// a comment\nlet b = 2; // no result',
        "for (const a of [1]) { console.log('%s!', a); } // 1!",
      ),
    ).toEqual([[], []]);
  });

  it('is found if its types are wrong', () => {
    writeFileSync(join(folder, 'wrong.mts'), 'export const a: string = 1;');
    expect(typeCheck(folder, {}).get('wrong.mts')).toEqual([expect.stringContaining('TS2322')]);
  });
});

it('finds the examples in docstrings and pages, with their lines', () => {
  const tree = treeOf({
    'README.md': 'text\n\n```ts\na();\n```\n\n```ts no-run\nb();\n```\n\n```sh\nnpm ci\n```\n',
    'docs/reference/T.md': '```ts\ntype T = string;\n```\n',
    'packages/core/src/a.ts': '/**\n * A.\n * @example\n * c();\n * d();\n */\nexport const a = 1;\n',
    'packages/core/src/a.test.ts': '/**\n * @example\n * e();\n */\n',
  });
  expect(blocksOf(tree)).toEqual([
    { file: 'README.md', line: 4, code: 'a();\n', isRun: true },
    { file: 'README.md', line: 8, code: 'b();\n', isRun: false },
    { file: 'packages/core/src/a.ts', line: 4, code: 'c();\nd();', isRun: true },
  ]);
});
