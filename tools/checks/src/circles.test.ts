import { expect, it } from 'vitest';
import { circles } from './circles.js';
import { treeOf } from './tree.testing.js';

const faultsOf = (texts: Record<string, string>) => circles.run(treeOf(texts)).faults;
const manifest = (name: string) =>
  JSON.stringify({ name, exports: './dist/index.js', imports: { '#b': './dist/b.js' } });

it('finds a circle of modules, over types and conditions too', () => {
  const faults = faultsOf({
    'packages/core/package.json': manifest('core'),
    'packages/core/src/a.ts': "// first\nimport { b } from '#b';",
    'packages/core/src/b.ts': "export { c } from './c.js';",
    'packages/core/src/c.ts': "import type { A } from './a.js';",
    'packages/core/src/d.ts': "import './a.js';",
  });
  expect(faults).toMatchObject([
    { file: 'packages/core/src/c.ts', line: 1, message: expect.stringContaining('a.ts → packages/core/src/b.ts') },
  ]);
});

it('finds a module that imports itself', () => {
  const faults = faultsOf({ 'schemas/package.json': manifest('schemas'), 'schemas/src/a.ts': "import './a.js';" });
  expect(faults).toMatchObject([{ message: 'closes a circle: schemas/src/a.ts → schemas/src/a.ts' }]);
});

it('finds a circle of packages, but for what their tests import', () => {
  const packages = {
    'packages/one/package.json': manifest('one'),
    'packages/one/src/index.ts': "import 'two';",
    'packages/two/package.json': manifest('two'),
    'packages/two/src/index.ts': '',
  };
  expect(faultsOf({ ...packages, 'packages/two/src/a.test.ts': "import 'one';" })).toEqual([]);
  expect(faultsOf({ ...packages, 'packages/two/src/a.ts': "import 'one';" })).toMatchObject([
    { file: 'packages/two/src/a.ts', message: 'closes a circle: one → two → one' },
  ]);
});

it('lets two ways to one module pass', () => {
  const faults = faultsOf({
    'tools/x/package.json': manifest('x'),
    'tools/x/src/a.ts': "import './b.js';\nimport './c.js';",
    'tools/x/src/b.ts': "import './d.js';",
    'tools/x/src/c.ts': "import './d.js';",
    'tools/x/src/d.ts': '',
  });
  expect(faults).toEqual([]);
});
