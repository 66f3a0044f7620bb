import { cause, type Cause } from '../cause.js';
import { FIELDS, terminated, type Dimension, type Variant } from '../internal/attempt.js';
import { permutations } from '../internal/orders.js';

// The layout of the sign text: six fields in one order, each followed by LF, the last and the empty ones too (RSA9g).

const LAYOUT =
  'Sign keyName, ttl, capability, clientId, timestamp, nonce in this order, each followed by one LF (0x0A).';

const layout = {
  noFinalLf: cause('layout.no-final-line-feed', 'no line feed after the last field', LAYOUT, [
    'join("\\n") in any language',
  ]),
  crlf: cause('layout.crlf', 'fields followed by CR LF', LAYOUT, [
    'PHP_EOL and Environment.NewLine on Windows',
    'Java println on Windows',
  ]),
  cr: cause('layout.cr', 'fields followed by CR', LAYOUT),
  literal: cause(
    'layout.literal-backslash-n',
    'a backslash and an n where a line feed belongs',
    "Use a string in which \\n is a line feed: PHP and Ruby need double quotes, a shell printf or $'\\n'.",
    ['PHP and Ruby in single quotes', 'bash echo', 'environment files'],
  ),
  separator: cause('layout.other-separator', 'another separator than the line feed', LAYOUT),
  emptySkipped: cause('layout.empty-fields-skipped', 'no line for the empty fields', LAYOUT, [
    'filter(Boolean) or compact before join',
  ]),
  extraLf: cause('layout.extra-line-feed', 'a line feed too many', LAYOUT, [
    'echo and println of text that ends in LF',
  ]),
  missing: cause('layout.field-missing', 'a field left out of the sign text', LAYOUT),
  order: cause('layout.fields-in-another-order', 'fields in another order', LAYOUT, [
    'alphabetical order of the members',
  ]),
  named: cause('layout.names-in-sign-text', 'names of the fields in the sign text', LAYOUT),
  json: cause('layout.json-signed', 'the JSON of the request signed', LAYOUT, ['JWT-like schemes']),
} as const;

export const LAYOUT_CAUSES: readonly Cause[] = Object.values(layout);

type Arrange = (lines: readonly string[]) => string;

const SEPARATORS = ['', ',', '|', ':', ';', '&', ' ', '\t', '\0', '.', '\n\n', '\\n'];

/** Ways to lay out any lines. */
const ANY_LINES: readonly (readonly [Arrange, Cause])[] = [
  [(lines) => lines.join('\n'), layout.noFinalLf],
  [(lines) => lines.map((line) => `${line}\r\n`).join(''), layout.crlf],
  [(lines) => lines.join('\r\n'), layout.crlf],
  [(lines) => lines.map((line) => `${line}\r`).join(''), layout.cr],
  [(lines) => lines.map((line) => `${line}\\n`).join(''), layout.literal],
  [(lines) => lines.join('\\n'), layout.literal],
  [(lines) => `${lines.join('\\n')}\n`, layout.literal],
  [(lines) => `${terminated(lines)}\n`, layout.extraLf],
  [(lines) => `\n${terminated(lines)}`, layout.extraLf],
  [(lines) => `${terminated(lines)}\r\n`, layout.extraLf],
  [(lines) => terminated(lines.filter((line) => line !== '')), layout.emptySkipped],
  [(lines) => lines.filter((line) => line !== '').join('\n'), layout.emptySkipped],
  ...SEPARATORS.flatMap((separator): [Arrange, Cause][] => [
    [(lines) => lines.join(separator), layout.separator],
    [(lines) => lines.map((line) => line + separator).join(''), layout.separator],
  ]),
];

/** Ways to lay out the six fields. */
const SIX_FIELDS: readonly (readonly [Arrange, Cause])[] = [
  ...FIELDS.flatMap((_, index): [Arrange, Cause][] => [
    [(lines) => terminated(lines.toSpliced(index, 1)), layout.missing],
    [(lines) => lines.toSpliced(index, 1).join('\n'), layout.missing],
  ]),
  [(lines) => lines.map((line, index) => `${FIELDS[index]}=${line}`).join('&'), layout.named],
  [(lines) => terminated(lines.map((line, index) => `${FIELDS[index]}=${line}`)), layout.named],
  [(lines) => terminated(lines.map((line, index) => `${FIELDS[index]}:${line}`)), layout.named],
  [(lines) => jsonOf(lines, false), layout.json],
  [(lines) => jsonOf(lines, true), layout.json],
];

/** How the lines may be laid out; `isSignText` says that they are the six fields. */
export function layoutDimension(isSignText: boolean): Dimension {
  if (!isSignText) return ANY_LINES.map(arranged);
  // Two fields swapped is a slip; what moves more is rare enough to come without another mistake.
  const swaps = ORDERS.filter((order) => order.filter((field, index) => field !== index).length === 2);
  return [...ANY_LINES, ...SIX_FIELDS, ...swaps.map(inOrder)].map(arranged);
}

/** The six fields in every order. */
export function fieldOrderCrowd(): Dimension {
  return ORDERS.map((order) => arranged(inOrder(order)));
}

const ORDERS = permutations([0, 1, 2, 3, 4, 5], FIELDS.length).slice(1);

function inOrder(order: readonly number[]): readonly [Arrange, Cause] {
  return [(lines) => terminated(order.map((index) => lines[index] ?? '')), layout.order];
}

function arranged([arrange, why]: readonly [Arrange, Cause]): Variant {
  return { causes: [why], apply: (attempt) => ({ ...attempt, arrange }) };
}

function jsonOf(lines: readonly string[], sorted: boolean): string {
  const members = FIELDS.map((name, index) => [name, lines[index] ?? ''] as const)
    .filter(([, text]) => text !== '')
    .map(([name, text]) => [name, name === 'ttl' || name === 'timestamp' ? Number(text) : text] as const);
  return JSON.stringify(Object.fromEntries(sorted ? members.toSorted(([a], [b]) => (a < b ? -1 : 1)) : members));
}
