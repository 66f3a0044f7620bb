import type { Readable } from 'node:stream';

/**
 * A value as one line of JSON in plain ASCII: readers of lines disagree on which characters beyond it end one, U+2028
 * among them.
 */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value).replace(/[\u007f-\uffff]/g, escaped)}\n`;
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The lines of a stream of UTF-8, split at line feeds alone: `node:readline` splits at U+2028 too, from Node 24 on. */
export async function* linesOf(stream: Readable): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of stream.setEncoding('utf8')) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
