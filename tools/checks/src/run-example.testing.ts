import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { transform } from 'esbuild';
import { lineAt, parseText, walk, type Node } from './source.js';

/** A result that a trailing comment states: `f(1); // 2`. */
type Statement = { readonly line: number; readonly expected: string; readonly actual: string };

const PRELUDE = `import { format as $format, inspect as $inspect } from 'node:util';
const $text = (value) => $inspect(value, { depth: null, breakLength: Infinity, compact: true }).replaceAll('[Object: null prototype] ', '');
const $printed = (line, expected, ...values) => process.send({ line, expected, actual: $format(...values) });
const $value = (line, expected, value) => process.send({ line, expected: $text(expected), actual: $text(value) });
`;

/**
 * Runs lines of TypeScript in a process of their own, and gives back what is wrong: a fault for each stated result
 * that did not come out, or what ended the process.
 *
 * @param code the lines
 * @param file where to write the program, a path that ends in `.mjs`; what it imports is looked up from there
 */
export async function runExample(code: string, file: string): Promise<string[]> {
  const { text, lines } = instrument(code);
  const { code: program } = await transform(text, { loader: 'ts', target: 'node20', format: 'esm' });
  writeFileSync(file, PRELUDE + program);
  const { statements, ending } = await run(file);
  const wrong = statements.filter(({ expected, actual }) => expected !== actual);
  const silent = lines.filter((line) => !statements.some((statement) => statement.line === line));
  return [
    ...wrong.map(({ line, expected, actual }) => `line ${line}: says ${expected}, gives ${actual}`),
    ...(ending === '' ? silent.map((line) => `line ${line}: was not reached`) : [ending]),
  ];
}

/** Has each statement with a trailing comment report its result. */
function instrument(code: string): { text: string; lines: number[] } {
  const { body, comments } = parseText('example.ts', code);
  const edits: { start: number; end: number; text: string }[] = [];
  const lines: number[] = [];
  for (const { start, value } of comments.filter(({ type }) => type === 'Line')) {
    const statement = endingBefore(body, code, start);
    if (statement === undefined) continue;
    const { expression } = statement;
    const line = lineAt(code, start);
    const printed = argumentsOfLog(expression, code);
    const report =
      printed === undefined
        ? `$value(${line}, (${value.trim()}), (${code.slice(expression.start, expression.end)}));`
        : `$printed(${line}, ${JSON.stringify(value.trim())}, ${printed});`;
    edits.push({ start: statement.start, end: statement.end, text: report });
    lines.push(line);
  }
  const text = edits.reduceRight((rest, edit) => rest.slice(0, edit.start) + edit.text + rest.slice(edit.end), code);
  return { text, lines };
}

/** The innermost expression statement that ends on the line of a comment, right before it. */
function endingBefore(body: readonly Node[], code: string, comment: number) {
  let found: Extract<Node, { type: 'ExpressionStatement' }> | undefined;
  for (const statement of body) {
    walk(statement, (node) => {
      if (node.type === 'ExpressionStatement' && node.end <= comment && /^[ \t}]*$/.test(code.slice(node.end, comment)))
        found = node;
      return node.start < comment;
    });
  }
  return found;
}

/** What a call of console.log prints, as source text; undefined where it is something else. */
function argumentsOfLog(expression: Node, code: string): string | undefined {
  if (expression.type !== 'CallExpression') return undefined;
  const { callee, arguments: values } = expression;
  if (code.slice(callee.start, callee.end) !== 'console.log') return undefined;
  return values.map(({ start, end }) => code.slice(start, end)).join(', ');
}

async function run(file: string): Promise<{ statements: Statement[]; ending: string }> {
  return new Promise((resolve) => {
    const statements: Statement[] = [];
    let complaints = '';
    const child = fork(file, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], timeout: 20_000, execArgv: [] });
    child.stderr?.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
    child.on('message', (statement) => statements.push(statement as Statement));
    child.on('close', (code) => resolve({ statements, ending: code === 0 ? '' : `ended with ${code}: ${complaints}` }));
  });
}
