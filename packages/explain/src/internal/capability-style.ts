import type { WrittenCapability } from './written-capability.js';
import { utf16 } from './orders.js';

/** How a writer of JSON writes a capability. */
export type Style = {
  /** Puts the resources in order. */
  readonly resources: (names: readonly string[]) => string[];
  /** Puts the operations in order, with or without duplicates. */
  readonly operations: (names: readonly string[]) => string[];
  /** Changes the content before it is written. */
  readonly shape: (capability: WrittenCapability) => WrittenCapability;
  /** Whether a list of one operation is written as the operation alone. */
  readonly bareSingle: boolean;
  /** Changes of each string, after the escapes that JSON demands. */
  readonly escapes: readonly ((quoted: string) => string)[];
  readonly spaces: Spaces;
  /** What stands before and after the whole text. */
  readonly ends: (text: string) => string;
};

/** What stands between the tokens; `object` and `list` are set around and between their items. */
export type Spaces = {
  readonly colon: string;
  /** Whether a list of one item stays on its line. */
  readonly inlineSingle?: boolean;
  readonly object: Brackets;
  readonly list: Brackets;
};
export type Brackets = { readonly open: string; readonly comma: string; readonly close: string };

export const distinct = <T>(items: readonly T[]): T[] => [...new Set(items)];

/** The canonical text: sorted, distinct, compact, no escape but those that JSON demands (RSA9f, RFC 8785). */
export const CANONICAL: Style = {
  resources: (names) => names.toSorted(utf16),
  operations: (names) => distinct(names).sort(utf16),
  shape: (capability) => capability,
  bareSingle: false,
  escapes: [],
  spaces: spacing(':', ','),
  ends: (text) => text,
};

/** All on one line. */
export function spacing(colon: string, comma: string, padding = ''): Spaces {
  const inside = { open: padding, comma, close: padding };
  return { colon, object: inside, list: inside };
}

/** One item a line. */
export function indented(indent: string, colon: string, end = '\n', inlineList = false): Spaces {
  const around = (depth: number): Brackets => ({
    open: end + indent.repeat(depth + 1),
    comma: `,${end}${indent.repeat(depth + 1)}`,
    close: end + indent.repeat(depth),
  });
  return { colon, object: around(0), list: inlineList ? { open: ' ', comma: ', ', close: ' ' } : around(1) };
}

/** The capability in that style. */
export function write(capability: WrittenCapability, style: Style): string {
  const quote = (text: string) => style.escapes.reduce((quoted, escape) => escape(quoted), JSON.stringify(text));
  const entries = new Map(style.shape(capability).map((entry) => [entry.resource, entry.operations]));
  const members = style.resources([...entries.keys()]).map((resource) => {
    const operations = style.operations(entries.get(resource) ?? []).map(quote);
    const value = style.bareSingle && operations.length === 1 ? String(operations[0]) : list(operations, style.spaces);
    return quote(resource) + style.spaces.colon + value;
  });
  const { open, comma, close } = style.spaces.object;
  return style.ends(members.length === 0 ? '{}' : `{${open}${members.join(comma)}${close}}`);
}

function list(items: readonly string[], { inlineSingle, list: { open, comma, close } }: Spaces): string {
  if (inlineSingle === true && items.length === 1) return `[${items[0]}]`;
  return items.length === 0 ? '[]' : `[${open}${items.join(comma)}${close}]`;
}
