import type { JsonNode } from './read-json.js';

const MAX_DEPTH = 12;
const CLOSERS: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };
const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '“': '”“"',
  '„': '“”"',
  '”': '”"',
  '‘': "’‘'",
  '’': "’'",
  '«': '»',
};
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '0': '\0' };
const ABSENT = /^(?:null|nil|None|undefined|NULL|<null>|Optional\.empty|Optional\.none)$/;

/**
 * Reads what languages print and people type for an object: JavaScript and Python literals, Swift, Kotlin, Ruby, Go
 * and Java descriptions, with quotes of any kind and commas too many. Undefined if there is no object or list at `at`.
 */
export function readLoosely(
  text: string,
  at: number,
): { node: JsonNode; end: number; oddities: Set<string> } | undefined {
  try {
    const reader = new LooseReader(text, at);
    const node = reader.value(0, false);
    return { node, end: reader.at, oddities: reader.oddities };
  } catch {
    return undefined;
  }
}

class LooseReader {
  readonly oddities = new Set<string>();
  at: number;
  readonly #text: string;

  constructor(text: string, at: number) {
    this.#text = text;
    this.at = at;
  }

  /** @param inDescription whether the value stands in `Name(field=value, …)`, whose texts have no quotes */
  value(depth: number, inDescription: boolean): JsonNode {
    if (depth > MAX_DEPTH) throw new SyntaxError('too deep');
    this.#space();
    const prefix = /[bBuUrRf@]*(?=["'“])/y;
    prefix.lastIndex = this.at;
    this.at += prefix.exec(this.#text)?.[0].length ?? 0;
    const first = this.#text[this.at] ?? '';
    if (first in QUOTES) return { kind: 'string', value: this.#string(QUOTES[first] ?? first, first) };
    if (inDescription && (first === '{' || first === '[')) return { kind: 'string', value: this.#balanced() };
    if (first === '{' || first === '[') return this.#container(depth, first === '[' ? 'list' : 'object', false);
    const name = /[A-Za-z_][\w.]*(?=[({])/y;
    name.lastIndex = this.at;
    const named = name.exec(this.#text)?.[0];
    if (named === undefined) return this.#bare(inDescription);
    this.at += named.length;
    this.oddities.add('a description that a language prints');
    const node = this.#container(depth, 'object', this.#text[this.at] === '(' || /^[A-Z]/.test(named));
    // `Optional("x")`, `Some(1)`: what is inside.
    return node.kind === 'array' && node.items.length === 1 && node.items[0] !== undefined ? node.items[0] : node;
  }

  #container(depth: number, kind: 'list' | 'object', isDescription: boolean): JsonNode {
    const closer = CLOSERS[this.#text[this.at] ?? ''] ?? '';
    this.at++;
    const members: [string, JsonNode][] = [];
    const items: JsonNode[] = [];
    for (;;) {
      this.#space();
      const mark = this.#text[this.at];
      if (mark === undefined) throw new SyntaxError('not closed');
      if (mark === ',' || mark === ';') {
        this.at++;
        this.#space();
        if (this.#text[this.at] === closer) this.oddities.add('a trailing comma');
        continue;
      }
      if (mark === closer) break;
      if (mark === '}' || mark === ']' || mark === ')') throw new SyntaxError('closed by another bracket');
      const name = this.#name(depth);
      if (name === undefined) items.push(this.value(depth + 1, isDescription));
      else members.push([name, this.value(depth + 1, isDescription)]);
    }
    this.at++;
    if (members.length > 0) return { kind: 'object', members };
    return kind === 'object' && items.length === 0 ? { kind: 'object', members: [] } : { kind: 'array', items };
  }

  /** The name of a member with its separator; undefined if no separator follows, and what stands here is an item. */
  #name(depth: number): string | undefined {
    const start = this.at;
    const bare = /:?([A-Za-z_$][\w$]*)\s*(?=:|=>?|->)/y;
    bare.lastIndex = start;
    const found = bare.exec(this.#text);
    let name = found?.[1];
    if (found !== null) {
      this.at += found[0].length;
      this.oddities.add('names without quotes');
    } else if ((this.#text[start] ?? '') in QUOTES) {
      const node = this.value(depth + 1, false);
      name = node.kind === 'string' ? node.value : undefined;
    }
    const separator = /\s*(?:=>|->|[:=])/y;
    separator.lastIndex = this.at;
    const mark = separator.exec(this.#text)?.[0];
    if (name === undefined || mark === undefined) {
      this.at = start;
      return undefined;
    }
    this.at += mark.length;
    return name;
  }

  /** A text or number without quotes, up to what ends it. */
  #bare(inDescription: boolean): JsonNode {
    const end = inDescription ? /\s*(?:,\s*\w+\s*[=:]|[)}\]]\s*(?:$|[,)}\]\n]))/g : /\s*(?:[,;)}\]\n]|$)/g;
    end.lastIndex = this.at;
    const to = end.exec(this.#text)?.index ?? this.#text.length;
    const text = this.#text.slice(this.at, to).trim();
    if (text === '' && !inDescription) throw new SyntaxError('nothing');
    this.at = to;
    if (ABSENT.test(text)) return { kind: 'literal', text: 'null' };
    if (/^(?:true|false)$/i.test(text)) return { kind: 'literal', text: text.toLowerCase() };
    const number = /^(-?(?:0|[1-9]\d*)(?:\.\d+)?)[nL]?$/.exec(text)?.[1];
    if (number !== undefined) return { kind: 'literal', text: number };
    this.oddities.add('texts without quotes');
    return { kind: 'string', value: text };
  }

  /** The text of a bracket with all that is in it. */
  #balanced(): string {
    const start = this.at;
    let depth = 0;
    for (; this.at < this.#text.length; this.at++) {
      const character = this.#text[this.at] ?? '';
      if (character === '"') this.#string('"', '"', true);
      if ('{[('.includes(character)) depth++;
      if ('}])'.includes(character) && --depth === 0) break;
    }
    this.at++;
    return this.#text.slice(start, this.at);
  }

  #string(closers: string, opener: string, stayAtEnd = false): string {
    if (opener !== '"') this.oddities.add(`quotes that JSON does not have (${opener})`);
    let value = '';
    for (this.at++; ; this.at++) {
      const character = this.#text[this.at];
      if (character === undefined) throw new SyntaxError('not closed');
      if (closers.includes(character)) break;
      if (character !== '\\') value += character;
      else {
        const escape = this.#text[++this.at] ?? '';
        const digits = escape === 'u' ? 4 : escape === 'x' ? 2 : 0;
        value +=
          digits === 0
            ? (ESCAPES[escape] ?? escape)
            : String.fromCharCode(Number.parseInt(this.#text.slice(this.at + 1, this.at + 1 + digits), 16));
        this.at += digits;
      }
    }
    if (!stayAtEnd) this.at++;
    return value;
  }

  #space(): void {
    const space = /(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/|#[^\n]*)*/y;
    space.lastIndex = this.at;
    const skipped = space.exec(this.#text)?.[0] ?? '';
    if (/[/#]/.test(skipped)) this.oddities.add('comments');
    this.at += skipped.length;
  }
}
