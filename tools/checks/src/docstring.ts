import type { Node, Source } from './source.js';

/** A doc comment in its parts. */
export type Docstring = {
  /** What stands before the first tag. */
  readonly description: string;
  /** Name and text of each `@param`. */
  readonly params: ReadonlyMap<string, string>;
  readonly throws: readonly string[];
  readonly examples: readonly Example[];
};

/** The code of an `@example`. */
export type Example = {
  readonly code: string;
  /** Line of the file where the code begins, from 1. */
  readonly line: number;
};

/** The doc comment right before a node. */
export function docstringOf(source: Source, node: Node): Docstring | undefined {
  const comment = source.comments.findLast(({ end }) => end <= node.start);
  const isOwn = comment?.value.startsWith('*') === true && source.text.slice(comment.end, node.start).trim() === '';
  return isOwn ? parseDocstring(source.text, comment.start, comment.end) : undefined;
}

/** Every `@example` of a file, whatever it documents. */
export function examplesOf(source: Source): Example[] {
  const docstrings = source.comments.filter(({ value }) => value.startsWith('*'));
  return docstrings.flatMap(({ start, end }) => parseDocstring(source.text, start, end).examples);
}

function parseDocstring(text: string, start: number, end: number): Docstring {
  const firstLine = text.slice(0, start).split('\n').length;
  const lines = text
    .slice(start + '/**'.length, end - '*/'.length)
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd());
  const description: string[] = [];
  const tags: { name: string; line: number; lines: string[] }[] = [];
  for (const [index, line] of lines.entries()) {
    const [, name, rest = ''] = /^@(\w+)\s*(.*)$/.exec(line.trimStart()) ?? [];
    if (name !== undefined) tags.push({ name, line: firstLine + index, lines: [rest] });
    else (tags.at(-1)?.lines ?? description).push(line);
  }
  const textsOf = (name: string) => tags.filter((tag) => tag.name === name).map((tag) => tag.lines.join(' ').trim());
  return {
    description: description.join(' ').trim(),
    params: new Map(textsOf('param').map((param) => splitParam(param))),
    throws: textsOf('throws'),
    examples: tags
      .filter(({ name }) => name === 'example')
      .map(({ line, lines: [, ...code] }) => ({ code: code.join('\n').trimEnd(), line: line + 1 })),
  };
}

function splitParam(param: string): [string, string] {
  const [, name = '', text = ''] = /^(\S*)\s*(.*)$/s.exec(param) ?? [];
  return [name, text];
}
