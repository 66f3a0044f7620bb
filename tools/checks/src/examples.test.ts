import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocksOf } from './examples.testing.js';
import { runExample } from './run-example.testing.js';
import { treeOf } from './tree.testing.js';
import { openTree } from './tree.js';
import { typeCheck } from './type-check.testing.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

// Inside the workspace, so that the examples find the packages under their names, as they were built.
const cache = join(ROOT, 'node_modules/.cache');
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'examples-'));
afterAll(() => rmSync(folder, { recursive: true }));

const blocks = blocksOf(openTree(ROOT)).map((block, index) => ({ ...block, name: `example-${index}` }));

describe.concurrent('what the documentation shows', () => {
  let messages = new Map<string, string[]>();
  beforeAll(() => {
    for (const { name, code } of blocks) writeFileSync(join(folder, `${name}.mts`), `${code}\nexport {};\n`);
    messages = typeCheck(folder, { types: ['node'], lib: ['ES2023'], skipLibCheck: true });
  }, 60_000);

  for (const { file, line, name, code, isRun } of blocks) {
    it(`${file}:${line}`, async () => {
      expect(messages.get(`${name}.mts`) ?? []).toEqual([]);
      if (isRun) expect(await runExample(code, join(folder, `${name}.mjs`))).toEqual([]);
    });
  }
});

describe('an example that is wrong', () => {
  const faults = (code: string) => runExample(code, join(folder, 'wrong.mjs'));

  it('is found where a stated value is another', async () => {
    expect(await faults('const one = 1;\none + 1; // 3')).toEqual(['line 2: says 3, gives 2']);
    expect(await faults("console.log('a', 1); // a 2")).toEqual(['line 1: says a 2, gives a 1']);
    expect(await faults("['a', { b: null }]; // ['a', { b: 1 }]")).toEqual([
      "line 1: says [ 'a', { b: 1 } ], gives [ 'a', { b: null } ]",
    ]);
  });

  it('is found where it throws, cannot be imported, or never comes to the statement', async () => {
    expect((await faults("throw new Error('no');"))[0]).toContain('Error: no');
    expect((await faults("import '@ably-auth/none';"))[0]).toContain('@ably-auth/none');
    expect(await faults('if (1 > 2) console.log(1); // 1')).toEqual(['line 1: was not reached']);
    await expect(faults('1 + 1; // two, of course')).rejects.toThrow();
  });

  it('passes where it is right', async () => {
    expect(
      await faults(
        'const a: number = 1;\nawait Promise.resolve({ a }); // { a: 1 }\n// a comment\nlet b = 2; // no result',
      ),
    ).toEqual([]);
    expect(await faults("for (const a of [1]) { console.log('%s!', a); } // 1!")).toEqual([]);
  });

  it('is found where its types are wrong', () => {
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
