import { wrapped, type LanguageFile } from './language.js';

// The text of Java as google-java-format lays it out.

const WIDTH = 100;

/** A text on one line, or a call with its arguments. */
export type Expression = string | Call;

type Call = { readonly name: string; readonly args: readonly Expression[] };

export function call(name: string, args: readonly Expression[]): Expression {
  return { name, args };
}

/** A file with one class, documented. */
export function classFile(
  name: string,
  source: string,
  imports: readonly string[],
  about: string | readonly string[],
  declaration: string,
  body: readonly string[],
): LanguageFile {
  const head = imports.length === 0 ? '' : `${imports.join('\n')}\n\n`;
  const doc = javadoc(typeof about === 'string' ? [about] : about, '');
  const text = `package ablyauth;\n\n${head}${doc}${declaration} {\n${body.join('\n')}}\n`;
  return { name: `${name}.java`, source, text };
}

/** A field of a class; a value that is too long for the line begins on the next one. */
export function field(modifiers: string, type: string, name: string, value: Expression): string {
  const head = `  ${modifiers} ${type} ${name} =`;
  const line = `${head} ${flat(value)};`;
  return line.length <= WIDTH ? `${line}\n` : `${head}\n      ${broken(value, 6, 1)};\n`;
}

/** A method that returns a value; what follows a value too long for the line is indented to the statement. */
export function method(signature: string, value: Expression): string {
  const line = `    return ${flat(value)};`;
  const text = line.length <= WIDTH || typeof value === 'string' ? line : `    return ${opened(value, 4, 1)};`;
  return `  ${signature} {\n${text}\n  }\n`;
}

function flat(expression: Expression): string {
  return typeof expression === 'string' ? expression : `${expression.name}(${expression.args.map(flat).join(', ')})`;
}

/** An expression that begins in a column and is followed by so many characters: on one line where it fits. */
function broken(expression: Expression, column: number, after: number): string {
  const line = flat(expression);
  if (typeof expression === 'string' || column + line.length + after <= WIDTH) return line;
  return opened(expression, column, after);
}

/** A call whose arguments begin on the next line: all of them there where they fit, else each on a line of its own. */
function opened({ name, args }: Call, column: number, after: number): string {
  const indent = column + 4;
  const inner = args.map(flat).join(', ');
  const fits = indent + inner.length + 1 + after <= WIDTH;
  const lines = args.map((each, index) => broken(each, indent, index === args.length - 1 ? after + 1 : 1));
  return `${name}(${(fits ? [inner] : lines).map((text) => `\n${' '.repeat(indent)}${text}`).join(',')})`;
}

/** A documentation comment: on one line where it fits; tags come after the paragraphs. */
export function javadoc(paragraphs: readonly string[], indent: string, tags: readonly string[] = []): string {
  const width = WIDTH - indent.length - ' * '.length;
  const texts = paragraphs.map((text, index) => `${index === 0 ? '' : '<p>'}${markup(text)}`);
  const [only = ''] = texts;
  if (texts.length === 1 && tags.length === 0 && indent.length + only.length + '/**  */'.length <= WIDTH) {
    return `${indent}/** ${only} */\n`;
  }
  const blocks = texts.map((text) => wrapped(text, width));
  if (tags.length > 0) blocks.push(tags.flatMap((tag) => wrapped(tag, width)));
  const lines = blocks.flatMap((block) => ['', ...block]).slice(1);
  const body = lines.map((line) => `${indent} *${line === '' ? '' : ` ${line}`}\n`).join('');
  return `${indent}/**\n${body}${indent} */\n`;
}

/** Text with code in backticks, as documentation comments write it. */
function markup(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') && part.length > 1 ? `{@code ${part.slice(1, -1)}}` : escaped(part)))
    .join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('@', '&#64;');
}

/** A string literal; what JSON escapes, Java escapes likewise. */
export function stringLiteral(text: string): string {
  return JSON.stringify(text);
}
