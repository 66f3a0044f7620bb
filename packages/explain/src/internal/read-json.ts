/** JSON text as it is written: order and duplicates of members are kept, and numbers as their own text. */
export type JsonNode =
  | { readonly kind: 'object'; readonly members: readonly (readonly [name: string, value: JsonNode])[] }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string'; readonly value: string }
  /** A number, `true`, `false` or `null`. */
  | { readonly kind: 'literal'; readonly text: string };

const MAX_DEPTH = 16;
const LITERAL = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Reads JSON text; undefined for any other text, or one that nests too deep. */
export function readJson(text: string): JsonNode | undefined {
  try {
    const reader = new Reader(text);
    const node = reader.value(0);
    return reader.atEnd() ? node : undefined;
  } catch {
    return undefined;
  }
}

/** Where JSON text stops being JSON: the index of the first character that cannot stand there. */
export function jsonErrorAt(text: string): number {
  const reader = new Reader(text);
  try {
    reader.value(0);
    reader.atEnd();
  } catch {
    // The reader stands where it failed.
  }
  return reader.at;
}

class Reader {
  readonly #text: string;
  at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    this.#space();
    return this.at === this.#text.length;
  }

  value(depth: number): JsonNode {
    if (depth > MAX_DEPTH) throw new SyntaxError('too deep');
    this.#space();
    const first = this.#text[this.at];
    if (first === '"') return { kind: 'string', value: this.#string() };
    if (first === '{') return { kind: 'object', members: this.#list('}', () => this.#member(depth)) };
    if (first === '[') return { kind: 'array', items: this.#list(']', () => this.value(depth + 1)) };
    LITERAL.lastIndex = this.at;
    const literal = LITERAL.exec(this.#text)?.[0];
    if (literal === undefined) throw new SyntaxError('not JSON');
    this.at += literal.length;
    return { kind: 'literal', text: literal };
  }

  #member(depth: number): [string, JsonNode] {
    this.#space();
    const name = this.#string();
    this.#space();
    this.#expect(':');
    return [name, this.value(depth + 1)];
  }

  #list<T>(end: string, item: () => T): T[] {
    this.at++;
    const items: T[] = [];
    this.#space();
    while (this.#text[this.at] !== end) {
      if (items.length > 0) this.#expect(',');
      items.push(item());
      this.#space();
    }
    this.at++;
    return items;
  }

  #string(): string {
    const start = this.at;
    if (this.#text[start] !== '"') throw new SyntaxError('not JSON');
    let end = start + 1;
    while (this.#text[end] !== '"') {
      if (end >= this.#text.length) throw new SyntaxError('not JSON');
      end += this.#text[end] === '\\' ? 2 : 1;
    }
    this.at = end + 1;
    return JSON.parse(this.#text.slice(start, end + 1)) as string;
  }

  #expect(character: string): void {
    if (this.#text[this.at] !== character) throw new SyntaxError('not JSON');
    this.at++;
  }

  #space(): void {
    while (' \t\n\r'.includes(this.#text[this.at] ?? 'x')) this.at++;
  }
}
