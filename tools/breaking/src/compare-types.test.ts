import { describe, expect, it } from 'vitest';
import { compareTypes } from './compare-types.js';
import type { Declarations } from './surface.js';

const BASE = `
export type Params = { ttl?: number | undefined; name: string };
export declare function create(params: Params): string;
export declare class Store { #private; get(): number; }
export type Box<T> = { readonly value: T };
`;

/** A change of the base, and the rules that tell it. */
const CASES: readonly (readonly [about: string, from: string, to: string, rules: readonly string[]])[] = [
  ['nothing of the same declarations, classes with private members among them', '', '', []],
  [
    'a name that went and one that came',
    'function create',
    'function make',
    ['export.removed create', 'export.added make'],
  ],
  [
    'a required member that values of the earlier type lack, wherever the type is used',
    'ttl?: number | undefined',
    'ttl: number | undefined',
    ['value create', 'builds Params', 'builds Again'],
  ],
  [
    'a wider member from the side of those who read it',
    'name: string',
    'name: string | number',
    ['reads Params', 'reads Again'],
  ],
  ['a wider result of a function', '): string;', '): string | undefined;', ['value create']],
  ['another result of a method', 'get(): number', 'get(): string', ['value Store', 'builds Store', 'reads Store']],
  ['nothing of a further optional parameter', '(params: Params)', '(params: Params, more?: number)', []],
  ['nothing of a further optional member', 'name: string', 'name: string; more?: string', []],
  ['a generic type by its text', 'readonly value: T', 'readonly value: T[]', ['generic Box']],
];

const packageOf = (text: string): Declarations => ({
  exports: { '.': 'dist/index.d.ts', './internal': 'dist/internal.d.ts' },
  files: { 'dist/index.d.ts': text, 'dist/internal.d.ts': text },
});
const user = (name: string): Declarations => ({
  exports: { '.': 'index.d.ts' },
  files: { 'index.d.ts': `export type { Params as Again } from '${name}';` },
});
/** Each case as a package of its own, with one that uses it: the compiler starts once. */
const world = (change: (text: string, from: string, to: string) => string) =>
  Object.fromEntries(
    CASES.flatMap(([, from, to], at) => [
      [`case-${at}`, packageOf(change(BASE, from, to))],
      [`case-${at}-user`, user(`case-${at}`)],
    ]),
  );

describe('compareTypes', () => {
  const found = compareTypes(
    world((text) => text),
    world((text, from, to) => text.replace(from, to)),
  );

  it.each(CASES.map((each, at) => [each[0], at, each[3]] as const))('tells %s', (_, at, rules) => {
    const told = found
      .filter(({ where }) => where.startsWith(`case-${at}:`) || where.startsWith(`case-${at}-user:`))
      .map(({ rule, where }) => `${rule.slice('types.'.length)} ${where.split(': ')[1]}`);
    expect(told).toEqual(rules);
  });

  it('calls all of it breaking but a name that came', () => {
    expect(found.filter(({ breaking }) => !breaking).map(({ rule }) => rule)).toEqual(['types.export.added']);
  });

  it('tells an entry that went', () => {
    const now = packageOf(BASE);
    const was = { ...now, exports: { ...now.exports, './sync': 'dist/internal.d.ts' } };
    const rules = compareTypes({ one: was }, { one: now }).map(({ rule, where }) => `${rule} ${where}`);
    expect(rules).toEqual(['types.entry.removed one/sync']);
  });
});
