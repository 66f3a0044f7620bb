import { cause, type Cause } from '../cause.js';
import { permutations } from '../internal/orders.js';
import { FIELDS, terminated, type Candidate, type CandidateGroup, type Signing } from '../internal/signing.js';

// The layout of the sign text: six fields in one order, each followed by LF, the last and the empty ones too (RSA9g).
// Order, line ends and indentation are steps of their own, and so combine.

const LAYOUT = `Sign ${FIELDS.join(', ')} in this order, each followed by one LF (0x0A).`;

const layout = {
  noFinalLf: cause('layout.no-final-line-feed', 'there was no line feed after the last field', LAYOUT, [
    'join("\\n") in any language',
  ]),
  crlf: cause('layout.crlf', 'the fields were followed by CRLF (carriage return and line feed)', LAYOUT, [
    'PHP_EOL and Environment.NewLine on Windows',
    'Java println on Windows',
    'source files with Windows line ends',
  ]),
  cr: cause('layout.cr', 'the fields were followed by CR (carriage return)', LAYOUT),
  literal: cause(
    'layout.literal-backslash-n',
    'a backslash and an n, `\\n`, stood in the place of a line feed',
    "Use a string in which \\n is a line feed: PHP and Ruby need double quotes, a shell printf or $'\\n'.",
    ['PHP and Ruby in single quotes', 'bash echo', 'environment files'],
  ),
  separator: cause(
    'layout.other-separator',
    'another separator was used between the fields instead of the line feed',
    LAYOUT,
  ),
  emptySkipped: cause('layout.empty-fields-skipped', 'the absent fields were left out, with their lines', LAYOUT, [
    'filter(Boolean) or compact before join',
  ]),
  trimmed: cause(
    'layout.trimmed',
    'the sign text was trimmed: white space at its ends, the final line feed too, was removed',
    LAYOUT,
    ['trim() and strip()'],
  ),
  extraLf: cause(
    'layout.extra-line-feed',
    'there was a line feed too many, before the first field or after the last',
    LAYOUT,
    ['echo and println of text that ends in LF', 'heredocs and template literals'],
  ),
  order: cause('layout.fields-in-another-order', 'the fields were signed in another order', LAYOUT, [
    'alphabetical order of the members',
  ]),
  indented: cause('layout.indented', 'the lines of the sign text were indented, or had spaces at their ends', LAYOUT, [
    'template literals, heredocs and text blocks',
  ]),
  named: cause('layout.names-in-sign-text', 'the names of the fields were signed with their values', LAYOUT),
  json: cause('layout.json-signed', 'the JSON text of the request was signed instead of its fields', LAYOUT, [
    'JWT-like schemes',
  ]),
} as const;

const missingOf = FIELDS.map((field) =>
  cause(`layout.${field}-missing`, `the ${field} was left out of the sign text, with its line`, LAYOUT),
);

export const LAYOUT_CAUSES: readonly Cause[] = [...Object.values(layout), ...missingOf];

type Join = Signing['join'];
type Mark = NonNullable<Signing['mark']>;

const SEPARATORS = ['', ',', ', ', '|', ':', ';', '&', ' ', '\t', '\0', '.', '-', '_', '/', '+', '\n\n', '\u2028'];
const filled = (lines: readonly string[]): string[] => lines.filter((line) => line !== '');

function joined(separator: string, end = ''): Join {
  return (lines) => lines.join(separator) + end;
}

/** Where no line is empty, nothing is left out, and this is not a mistake. */
function skipping(join: Join): readonly [Join, Cause] {
  return [(lines) => (lines.includes('') ? join(filled(lines)) : terminated(lines)), layout.emptySkipped];
}

const JOINS: readonly (readonly [Join, Cause])[] = [
  [(lines) => lines.join('\n'), layout.noFinalLf],
  [(lines) => lines.map((line) => `${line}\r\n`).join(''), layout.crlf],
  [(lines) => lines.join('\r\n'), layout.crlf],
  [(lines) => `${lines.join('\r\n')}\n`, layout.crlf],
  [(lines) => lines.map((line) => `${line}\r`).join(''), layout.cr],
  [(lines) => lines.join('\r'), layout.cr],
  [(lines) => lines.map((line) => `${line}\\n`).join(''), layout.literal],
  [(lines) => lines.join('\\n'), layout.literal],
  [(lines) => `${lines.join('\\n')}\n`, layout.literal],
  [(lines) => lines.map((line) => `${line}\\r\\n`).join(''), layout.literal],
  [(lines) => `${terminated(lines)}\n`, layout.extraLf],
  [(lines) => `\n${terminated(lines)}`, layout.extraLf],
  [(lines) => `\n${lines.join('\n')}`, layout.extraLf],
  [(lines) => `\n${terminated(lines)}\n`, layout.extraLf],
  [(lines) => `${terminated(lines)}\r\n`, layout.extraLf],
  [(lines) => `\r\n${lines.map((line) => `${line}\r\n`).join('')}`, layout.extraLf],
  [(lines) => lines.map((line) => `${line}\r\n`).join('') + '\r\n', layout.extraLf],
  [(lines) => terminated(lines).trim(), layout.trimmed],
  ...([terminated, joined('\n'), joined('\r\n', '\r\n')] as const).map(skipping),
  ...SEPARATORS.flatMap((separator): [Join, Cause][] => [
    [(lines) => lines.join(separator), layout.separator],
    [(lines) => lines.map((line) => line + separator).join(''), layout.separator],
    [(lines) => `${lines.join(separator)}\n`, layout.separator],
  ]),
  ...['|', ':', '.', ','].map((separator) => skipping(joined(separator))),
];

/** What stood around or between the lines. */
export const LINE_ENDS: CandidateGroup = {
  isWhole: true,
  common: [
    ...JOINS.map(([join, why], index): Candidate => ({
      causes: [why],
      isFrequent: index < 2,
      apply: (signing) => ({ ...signing, join }),
    })),
    ...[false, true].map((sorted): Candidate => ({
      causes: [layout.json],
      apply: (signing) => ({ ...signing, join: () => jsonOf(signing.lines, sorted) }),
    })),
  ],
};

const indents = ['  ', '    ', '\t', '\t\t', '        ', '      ', '            ', ' '];
const named =
  (separator: string): Mark =>
  (line, index) =>
    `${FIELDS[index] ?? ''}${separator}${line}`;

/** What stood before or after the text of each line. */
const MARKS: readonly (readonly [mark: Mark, cause: Cause])[] = [
  ...indents.map((indent) => [(line: string) => indent + line, layout.indented] as const),
  // The first line of a literal stands where the literal begins.
  ...indents.map(
    (indent) => [(line: string, index: number) => (index === 0 ? line : indent + line), layout.indented] as const,
  ),
  [(line) => `${line} `, layout.indented],
  [(line) => `${line}\t`, layout.indented],
  ...['=', ':', ': ', ' = '].map((separator) => [named(separator), layout.named] as const),
];

export const INDENTATIONS: CandidateGroup = {
  common: [
    ...MARKS.map(([mark, why]): Candidate => ({ causes: [why], apply: (signing) => ({ ...signing, mark }) })),
    ...(['', '\n'] as const).map((end): Candidate => ({
      causes: [layout.named],
      apply: (signing) => ({ ...signing, mark: named('='), join: (lines) => lines.join('&') + end }),
    })),
    // A query has a pair for what is there; of what is absent it has none.
    {
      causes: [layout.named],
      apply: (signing) => ({
        ...signing,
        mark: (line, index) => (line === '' ? '' : named('=')(line, index)),
        join: (lines) => filled(lines).join('&'),
      }),
    },
    // In a literal with one indentation, line ends and the edges of the literal come together with it.
    ...indents.flatMap((indent): Candidate[] =>
      [true, false].map((isEnded) => ({
        causes: [layout.indented, layout.extraLf],
        apply: (signing) => ({
          ...signing,
          mark: (line) => indent + line,
          join: (lines) => `\n${isEnded ? terminated(lines) : lines.join('\n')}`,
        }),
      })),
    ),
    ...indents.flatMap((indent): Candidate[] =>
      [true, false].map((isFirst) => ({
        causes: [layout.indented, layout.crlf],
        apply: (signing) => ({
          ...signing,
          mark: (line, index) => (isFirst || index > 0 ? indent + line : line),
          join: (lines) => lines.map((line) => `${line}\r\n`).join(''),
        }),
      })),
    ),
    ...indents.slice(0, 3).flatMap((indent): Candidate[] =>
      [indent, indent.slice(0, indent.length / 2)].map((last) => ({
        causes: [layout.indented, layout.extraLf],
        apply: (signing) => ({
          ...signing,
          mark: (line) => indent + line,
          join: (lines) => `\n${terminated(lines)}${last}`,
        }),
      })),
    ),
  ],
};

const SIX = FIELDS.map((_, index) => index);
const ordered =
  (order: readonly number[]): Candidate['apply'] =>
  (signing) => ({ ...signing, order });

/** Orders that arise from one slip: a field left out, moved or exchanged with another, the alphabet. */
function* slips(): Generator<number[]> {
  yield SIX.toSorted((a, b) => ((FIELDS[a] ?? '') < (FIELDS[b] ?? '') ? -1 : 1));
  yield SIX.toReversed();
  for (const from of SIX) for (const to of SIX) yield SIX.toSpliced(from, 1).toSpliced(to, 0, from);
  for (const a of SIX) for (const b of SIX) yield SIX.with(a, b).with(b, a);
}

/** Which fields were signed, in which order. */
export const FIELD_ORDERS: CandidateGroup = {
  isWhole: true,
  common: [
    ...missingOf.map((why, index) => ({ causes: [why], isFrequent: true, apply: ordered(SIX.toSpliced(index, 1)) })),
    ...Array.from(slips(), (order) => ({ causes: [layout.order], apply: ordered(order) })),
  ],
  rare: () => permutations(SIX, FIELDS.length).map((order) => ({ causes: [layout.order], apply: ordered(order) })),
};

function jsonOf(lines: readonly string[], sorted: boolean): string {
  const members = FIELDS.map((name, index) => [name, lines[index] ?? ''] as const)
    .filter(([, text]) => text !== '')
    .map(([name, text]) => [name, name === 'ttl' || name === 'timestamp' ? Number(text) : text] as const);
  return JSON.stringify(Object.fromEntries(sorted ? members.toSorted(([a], [b]) => (a < b ? -1 : 1)) : members));
}
