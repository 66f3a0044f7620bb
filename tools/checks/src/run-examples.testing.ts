import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { lineAt, parseText, walk, type Node } from './source.js';

/** Lines of TypeScript, and the name of the file that they are written to. */
export type Example = { readonly name: string; readonly code: string };

/** A result that a trailing comment states: `f(1); // 2`. */
type Statement = { readonly line: number; readonly expected: string; readonly actual: string };
type Message = { readonly name: string } & (Statement | { readonly error: string });

// One process imports them all: starting one for each would take longer than all else.
const RUNNER = `import { format, inspect } from 'node:util';
const text = (value) => inspect(value, { depth: null, breakLength: Infinity, compact: true }).replaceAll('[Object: null prototype] ', '');
globalThis.$printed = (name, line, expected, ...values) => process.send({ name, line, expected, actual: format(...values) });
globalThis.$value = (name, line, expected, value) => process.send({ name, line, expected: text(expected), actual: text(value) });
let name;
const fail = (error) => process.send({ name, error: format(error) });
process.on('uncaughtException', fail);
for (name of process.argv.slice(2)) await import('./' + name + '.mjs').catch(fail);
`;

/**
 * Runs examples one after the other.
 *
 * @param examples what to run
 * @param folder where to write the programs; what they import is looked up from there
 * @returns for each example what is wrong: a stated result that did not come out, or an error
 */
export async function runExamples(examples: readonly Example[], folder: string): Promise<Map<string, string[]>> {
  const stated = new Map<string, readonly number[]>();
  for (const { name, code } of examples) {
    const { text, lines } = instrument(name, code);
    const { code: program } = await transform(text, { loader: 'ts', target: 'node20', format: 'esm' });
    writeFileSync(join(folder, `${name}.mjs`), program);
    stated.set(name, lines);
  }
  writeFileSync(join(folder, 'run.mjs'), RUNNER);
  const { messages, ending } = await run(join(folder, 'run.mjs'), [...stated.keys()]);
  return new Map(
    Array.from(stated, ([name, lines]) => {
      const own = messages.filter((message) => message.name === name);
      const errors = own.flatMap((message) => ('error' in message ? [message.error] : []));
      const results = own.flatMap((message) => ('error' in message ? [] : [message]));
      const wrong = results.filter(({ expected, actual }) => expected !== actual);
      const silent = lines.filter((line) => !results.some((result) => result.line === line));
      return [
        name,
        [
          ...errors,
          ...wrong.map(({ line, expected, actual }) => `line ${line}: says ${expected}, gives ${actual}`),
          ...(errors.length > 0 ? [] : silent.map((line) => `line ${line}: was not reached`)),
          ...ending,
        ],
      ];
    }),
  );
}

/** Has each statement with a trailing comment report its result. */
function instrument(name: string, code: string): { text: string; lines: number[] } {
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
        ? `$value('${name}', ${line}, (${value.trim()}), (${code.slice(expression.start, expression.end)}));`
        : `$printed('${name}', ${line}, ${JSON.stringify(value.trim())}, ${printed});`;
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

async function run(file: string, names: readonly string[]): Promise<{ messages: Message[]; ending: string[] }> {
  return new Promise((resolve) => {
    const messages: Message[] = [];
    let output = '';
    const child = fork(file, names, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], timeout: 60_000, execArgv: [] });
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('message', (message) => messages.push(message as Message));
    child.on('close', (code) => resolve({ messages, ending: code === 0 ? [] : [`ended with ${code}: ${output}`] }));
  });
}
