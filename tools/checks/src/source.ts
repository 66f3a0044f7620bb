import { parseSync, type ESTree, type ParseResult } from 'rolldown/utils';
import type { Tree } from './tree.js';

/** A node of the syntax tree. */
export type Node = ESTree.Node;

/** A TypeScript file, parsed. */
export type Source = {
  readonly path: string;
  readonly text: string;
  readonly body: readonly Node[];
  readonly comments: ParseResult['comments'];
};

const parsed = new WeakMap<Tree, Map<string, Source>>();

/** Parses a file of the tree, once. */
export function parseSource(tree: Tree, path: string): Source {
  const sources = parsed.get(tree) ?? new Map<string, Source>();
  parsed.set(tree, sources);
  let source = sources.get(path);
  if (source === undefined) {
    source = parseText(path, tree.read(path));
    sources.set(path, source);
  }
  return source;
}

/** Parses text; throws where it is not TypeScript. */
export function parseText(path: string, text: string): Source {
  const { program, comments, errors } = parseSync(path, text, { lang: 'ts', sourceType: 'module' });
  if (errors[0] !== undefined) throw new SyntaxError(`${path}: ${errors[0].message}`);
  return { path, text, body: program.body, comments };
}

/** Whether a file is run by the tests alone. */
export function isTest(path: string): boolean {
  return /\.(test|testing)\.ts$/.test(path);
}

/** Line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** Visits a node and what is under it, outside in; stays out of what is under a node where `enter` gives false. */
export function walk(node: Node, enter: (node: Node, parent: Node | undefined) => boolean, parent?: Node): void {
  if (!enter(node, parent)) return;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value as unknown]) {
      if (isNode(child)) walk(child, enter, node);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
