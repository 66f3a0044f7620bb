import { describe, expect, it } from 'vitest';
import { docstrings } from './docstrings.js';
import { treeOf } from './tree.testing.js';

const base = {
  'packages/core/package.json': JSON.stringify({
    name: 'core',
    exports: { '.': './dist/index.js', './sync': './dist/b.js' },
  }),
  'packages/core/src/index.ts':
    "export { a, type T } from './a.js';\nexport * from './b.js';\nexport type { C } from './c.js';",
  'packages/core/src/a.ts': '',
  'packages/core/src/b.ts': '',
  'packages/core/src/c.ts': '',
};

const faultsOf = (texts: Record<string, string>) =>
  docstrings
    .run(treeOf({ ...base, ...texts }))
    .faults.map(({ file, line, message }) => `${file.slice('packages/core/'.length)}:${line} ${message}`);

const doc = (...lines: string[]) => `/**\n${lines.map((line) => ` * ${line}\n`).join('')} */\n`;
const example = ['@example', 'a(1);'];

describe('docstrings', () => {
  it('lets whole ones pass', () => {
    const whole = doc('Does it.', '', '@param x what to do, in ms', '@throws {Error} if not', ...example);
    expect(
      faultsOf({
        'packages/core/src/a.ts': `${whole}export function a(x = 1): void {\n  if (x) throw new Error();\n}`,
      }),
    ).toEqual([]);
    expect(docstrings.run(treeOf(base))).toEqual({ looked: '0 exports', faults: [] });
  });

  it('finds an export without one, whatever it is', () => {
    const b =
      'export const x = 1;\n/** Twice. */\n\nexport type Y = 1;\n// no\nexport interface Z {}\nexport class K {}\n/** One */\nexport let o = 1;';
    const faults = faultsOf({ 'packages/core/src/b.ts': b });
    expect(faults.map((fault) => fault.split(':')[2])).toEqual(
      [' no docstring with a sentence'].concat(Array(4).fill(' no docstring with a sentence')),
    );
    expect(faults[0]).toBe('src/b.ts:1 x: no docstring with a sentence');
  });

  it('finds a parameter that is not documented, and one that is not there', () => {
    const a = (params: string, ...lines: string[]) =>
      faultsOf({
        'packages/core/src/a.ts': `${doc('Does it.', ...lines, ...example)}export const a = (${params}) => {};`,
      });
    expect(a('x, ...y', '@param x it')).toEqual(['src/a.ts:7 a: parameter y is not documented']);
    expect(a('x', '@param x')).toEqual(['src/a.ts:7 a: parameter x is not documented']);
    expect(a('x', '@param x it', '@param z it')).toEqual(['src/a.ts:8 a: documents z, which is no parameter']);
    expect(a('{ x }')).toEqual(['src/a.ts:6 a: a destructured parameter is not documented']);
    expect(a('{ x }', '@param options them')).toEqual([]);
  });

  it('finds a missing example, in hand-written code of the three packages alone', () => {
    const b = '/** Does it. */\nexport function x(): void {}';
    expect(faultsOf({ 'packages/core/src/b.ts': b })).toEqual(['src/b.ts:2 x: no @example']);
    const other = {
      'packages/jwt/package.json': JSON.stringify({ exports: './dist/index.js' }),
      'packages/jwt/src/index.ts': b,
    };
    expect(faultsOf(other)).toEqual([]);
    expect(
      faultsOf({ 'packages/core/src/b.ts': "export * from './gen/x.js';", 'packages/core/src/gen/x.ts': b }),
    ).toEqual([]);
  });

  it.each([
    ['itself', 'throw new Error();'],
    ['in a function of the module', 'helper();'],
    ['in a function that is handed on', '[1].map(helper);'],
    ['in a callback', '[1].forEach(() => { throw new Error(); });'],
    ['in another module', 'imported();'],
    ['in a constructor', 'new Strict();'],
    ['in a catch', 'try { a(); } catch { throw new Error(); }'],
  ])('finds a missing @throws: %s', (_, body) => {
    expect(faultsOf(throwing(body))).toEqual([expect.stringContaining('a: can throw, but has no @throws')]);
  });

  it.each([
    ['what it catches', 'try { helper(); } catch { return; }'],
    ['what it makes for later', 'return () => { throw new Error(); };'],
    ['itself', 'a();'],
    ['what does not throw', 'calm();'],
  ])('asks no @throws for %s', (_, body) => {
    expect(faultsOf(throwing(body))).toEqual([]);
  });

  it('looks at the constructor of a class, but not where the class is exported as a type alone', () => {
    const text = '/** It is one. */\nexport class C {\n  constructor(x: number) {}\n}';
    expect(faultsOf({ 'packages/core/src/c.ts': text })).toEqual([]);
    expect(faultsOf({ 'packages/core/src/b.ts': text }).map((fault) => fault.slice(fault.indexOf('C:')))).toEqual([
      'C: parameter x is not documented',
      'C: no @example',
    ]);
  });

  it('finds an entry of exports without a source', () => {
    const { 'packages/core/src/b.ts': _, ...rest } = base;
    expect(docstrings.run(treeOf({ ...rest, 'packages/core/src/index.ts': '' })).faults).toMatchObject([
      { file: 'packages/core/package.json', message: 'exports ./sync, which has no source' },
    ]);
  });
});

function throwing(body: string): Record<string, string> {
  return {
    'packages/core/src/a.ts': `import { imported } from './d.js';
function helper() { throw new Error(); }
function calm() {}
class Strict { constructor() { throw new Error(); } }
${doc('Does it.', ...example)}export function a() { ${body} }`,
    'packages/core/src/d.ts': 'export const imported = () => { throw new Error(); };',
  };
}
