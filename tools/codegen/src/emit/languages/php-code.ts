import { wrapped, type LanguageFile } from './language.js';

// How Prettier lays PHP out.

const WIDTH = 120;

/** Before an arm of a match, and before an argument in a method. */
export const INSIDE = ' '.repeat(12);

/** A file with one class or enum. */
export type ClassFile = {
  readonly name: string;
  readonly source: string;
  readonly imports?: readonly string[];
  readonly about: string;
  readonly kind?: string;
  readonly members: readonly string[];
};

/** The text of a file. */
export function file({
  name,
  source,
  imports = [],
  about,
  kind = `final class ${name}`,
  members,
}: ClassFile): LanguageFile {
  const uses = imports.map((each) => `use ${each};\n`).join('');
  const head = `\ndeclare(strict_types=1);\n\nnamespace AblyAuth\\Gen;\n\n${uses}${uses === '' ? '' : '\n'}`;
  return { name: `${name}.php`, source, text: `${head}${about}${kind}\n{\n${members.join('\n')}}\n` };
}

/** A member of a class, with its documentation; its code is indented except for the first line. */
export function member(paragraphs: readonly string[], code: string): string {
  const about = paragraphs.length === 0 ? '' : comment(paragraphs, WIDTH - 4).replaceAll('\n', '\n    ');
  return `    ${about}${code}\n`;
}

/** A constant that is an array. */
export function constant(name: string, items: readonly string[]): string {
  const start = `    public const ${name} = `;
  return `${start.trimStart()}${grouping(start, items, '[]', ';')};`;
}

/** A method that is one match. */
export function matching(head: string, subject: string, arms: readonly string[]): string {
  const lines = arms.map((arm) => `${INSIDE}${arm},\n`);
  return `${head}\n    {\n        return match (${subject}) {\n${lines.join('')}        };\n    }`;
}

/** A text after another one: on the same line if it fits there, with a comma after it. */
export function separated(indent: string, before: string, text: string): string {
  return `${indent}${before} ${text},`.length <= WIDTH ? ` ${text}` : `\n${indent}    ${text}`;
}

/** Items in brackets after the start of a line: on that line if they fit there, else each on its own. */
export function grouping(start: string, items: readonly string[], brackets = '[]', end = ','): string {
  const [open = '', close = ''] = brackets;
  const line = `${open}${items.join(', ')}${close}`;
  if (`${start}${line}${end}`.length <= WIDTH && !line.includes('\n')) return line;
  const indent = ' '.repeat(start.length - start.trimStart().length);
  return `${open}\n${items.map((item) => `${indent}    ${item},\n`).join('')}${indent}${close}`;
}

/** A documentation block of these paragraphs; one that starts with `- ` is an item of a list. */
export function comment(paragraphs: readonly string[], width = WIDTH): string {
  const lines = paragraphs.flatMap((paragraph) => {
    const [first = '', ...more] = wrapped(paragraph.replaceAll('*/', '* /'), width - 5);
    return ['', first, ...more.map((line) => (paragraph.startsWith('- ') ? `  ${line}` : line))];
  });
  const [, first = '', ...more] = lines;
  if (more.length === 0) return `/** ${first} */\n`;
  return `/**\n${[first, ...more].map((line) => `${` * ${line}`.trimEnd()}\n`).join('')} */\n`;
}

/** A PHP literal in single quotes, where a backslash stands for itself but before a quote or another one. */
export function quote(text: string): string {
  return `'${text.replaceAll(/\\(?=[\\']|$)/g, '\\\\').replaceAll("'", "\\'")}'`;
}
