import { specPoints as registry } from '@ably-auth/schemas/spec-points';
import type { Check, Issue } from './check.js';
import { lineAt, parseSource, walk, type Node, type Source } from './source.js';
import type { Tree } from './tree.js';

// TypeScript, pages and examples; other JSON is data, where a MAC may hold anything.
const PLACES = /^(packages|tools|schemas|examples)\/.*\.ts$|\.md$|\bexamples\/.*\.json$/;
/** Lists the cases of Ably's own test specification, with points that this project has no part in. */
const UTS_COVERAGE = 'docs/uts-coverage.md';
const known: ReadonlySet<string> = new Set(Object.keys(registry));
const families = new Set([...known].map((point) => point.replace(/\d.*$/, '')));
// RS… and RT… are Ably's REST and Realtime points: one of a family that the registry lacks is found as well.
const POINT = new RegExp(`\\b(?:${[...families].join('|')}|R[ST][A-Z])\\d+[a-z\\d]*\\b`, 'g');

/** A stretch of text that may name spec points. */
type Stretch = { readonly text: string; readonly start: number };

/** A point that a comment, a test title, an example or a page names is one that the registry explains. */
export const specPoints: Check = {
  name: 'spec-points',
  purpose: 'every spec point that is named is in schemas/src/spec-points.ts',
  run(tree) {
    const issues: Issue[] = [];
    let count = 0;
    for (const file of tree.files.filter((path) => PLACES.test(path) && path !== UTS_COVERAGE)) {
      for (const { text, start } of stretches(tree, file)) {
        for (const { 0: point, index } of text.matchAll(POINT)) {
          count++;
          if (known.has(point)) continue;
          const line = lineAt(tree.read(file), start + index);
          const remediation = 'Correct it, or add the point to schemas/src/spec-points.ts.';
          issues.push({ file, line, message: `${point} is not in the registry of spec points`, remediation });
        }
      }
    }
    return { checked: `${count} mentions`, issues };
  },
};

function stretches(tree: Tree, file: string): Stretch[] {
  if (!file.endsWith('.ts')) return [{ text: tree.read(file), start: 0 }];
  const source = parseSource(tree, file);
  const comments = source.comments.map(({ start, end }) => ({ text: source.text.slice(start, end), start }));
  return [...comments, ...titles(source)];
}

/** The first argument of `it`, `test`, `describe` and of what hangs on them: `it.each(…)(title, …)`. */
function titles(source: Source): Stretch[] {
  const found: Stretch[] = [];
  for (const statement of source.body) {
    walk(statement, (node) => {
      if (node.type === 'CallExpression' && /^(it|test|describe)$/.test(rootName(node.callee))) {
        const [title] = node.arguments;
        if (title?.type === 'Literal' || title?.type === 'TemplateLiteral') {
          found.push({ text: source.text.slice(title.start, title.end), start: title.start });
        }
      }
      return true;
    });
  }
  return found;
}

function rootName(callee: Node): string {
  switch (callee.type) {
    case 'Identifier':
      return callee.name;
    case 'MemberExpression':
      return rootName(callee.object);
    case 'CallExpression':
      return rootName(callee.callee);
    default:
      return '';
  }
}
