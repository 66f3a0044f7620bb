import { mistake, type Mistake } from './mistake.testing.js';
import { base64, FIELDS, hash, hex, utf8, type Field } from './independent/plan.testing.js';
import type { Signer } from './signer.testing.js';

const joined =
  (separator: string, after = separator): Signer['layout'] =>
  (lines) =>
    lines.join(separator) + after;

type Layout = [name: string, told: RegExp, layout: Signer['layout']];
const layouts: Layout[] = [
  ['no line feed after the last field', /last|final|trailing/, joined('\n', '')],
  ['two line feeds at the end', /line feed|twice|extra|two/, joined('\n', '\n\n')],
  ['a line feed first', /line feed|leading|begin|first/, (lines) => `\n${lines.join('\n')}\n`],
  ['CRLF', /CRLF|carriage/, joined('\r\n')],
  ['CRLF, none at the end', /CRLF|carriage/, joined('\r\n', '')],
  ['CR', /carriage|CR\b/, joined('\r')],
  ['\\n of two characters', /\\n/, joined('\\n')],
  ['\\n of two characters, none at the end', /\\n/, joined('\\n', '')],
  ['nothing between fields, none at the end', /separat|join|between|instead/, joined('', '')],
  ...(
    [
      ['spaces', ' '],
      ['commas', ','],
      ['colons', ':'],
      ['ampersands', '&'],
      ['bars', '|'],
      ['tabs', '\t'],
      ['NUL', '\0'],
      ['semicolons', ';'],
      ['points', '.'],
    ] as const
  ).flatMap(([name, separator]): Layout[] => [
    [`${name} between fields, none at the end`, /separat|join|between|instead/, joined(separator, '')],
    [`${name} after fields`, /separat|join|between|instead|after/, joined(separator)],
  ]),
  ['a space after line feeds', /indent|space/, (lines) => lines.join('\n ') + '\n'],
  ['a space before line feeds', /space/, (lines) => lines.map((line) => `${line} \n`).join('')],
  ...(
    [
      ['two spaces', '  '],
      ['four spaces', '    '],
      ['eight spaces', '        '],
      ['a tab', '\t'],
    ] as const
  ).flatMap(([name, indent]): Layout[] => [
    [`indented by ${name}`, /indent/, (lines) => lines.map((line) => `${indent}${line}\n`).join('')],
    [`indented by ${name} except for the first`, /indent/, (lines) => `${lines.join(`\n${indent}`)}\n`],
    [`indented by ${name} with CRLF`, /indent/, (lines) => lines.map((line) => `${indent}${line}\r\n`).join('')],
    [
      `indented by ${name} between line feeds`,
      /indent/,
      (lines) => `\n${lines.map((line) => `${indent}${line}\n`).join('')}`,
    ],
  ]),
  [
    'fields that are absent left out',
    /absent|empty|left out/,
    (lines) =>
      lines
        .filter((line) => line !== '')
        .map((line) => `${line}\n`)
        .join(''),
  ],
  [
    'fields that are absent left out, no line feed at the end',
    /absent|empty|left out/,
    (lines) => lines.filter((line) => line !== '').join('\n'),
  ],
  ['white space at both ends removed', /white space|trim|strip|last|final/, (lines) => lines.join('\n').trim()],
  ['names before values, =', /name/, (lines, names) => lines.map((line, at) => `${names[at]}=${line}\n`).join('')],
  ['names before values, :', /name/, (lines, names) => lines.map((line, at) => `${names[at]}: ${line}\n`).join('')],
  [
    'names and values as a query',
    /name|query|form/,
    (lines, names) => lines.map((line, at) => `${names[at]}=${line}`).join('&'),
  ],
];

const orders: [name: string, order: Field[]][] = [
  ['ttl and capability exchanged', ['keyName', 'capability', 'ttl', 'clientId', 'timestamp', 'nonce']],
  ['timestamp and nonce exchanged', ['keyName', 'ttl', 'capability', 'clientId', 'nonce', 'timestamp']],
  ['capability and clientId exchanged', ['keyName', 'ttl', 'clientId', 'capability', 'timestamp', 'nonce']],
  ['clientId before ttl', ['keyName', 'clientId', 'ttl', 'capability', 'timestamp', 'nonce']],
  ['alphabetical', ['capability', 'clientId', 'keyName', 'nonce', 'timestamp', 'ttl']],
  ['reversed', [...FIELDS].toReversed()],
  ['keyName last', ['ttl', 'capability', 'clientId', 'timestamp', 'nonce', 'keyName']],
  ['timestamp first', ['timestamp', 'keyName', 'ttl', 'capability', 'clientId', 'nonce']],
];

export const layoutMistakes: Mistake[] = [
  ...layouts.map(([name, told, layout]) =>
    mistake('layout', name, told, (signer) => {
      signer.layout = layout;
    }),
  ),
  ...orders.map(([name, order]) =>
    mistake('order', name, /order/, (signer) => {
      signer.order = [...order];
    }),
  ),
  ...FIELDS.map((field) =>
    mistake('order', `${field} left out with its line`, [new RegExp(field), /left out|line|not signed/], (signer) => {
      signer.order = FIELDS.filter((other) => other !== field);
    }),
  ),
  mistake('layout', 'the JSON text of the request', /JSON/, (signer) => {
    signer.layout = () => JSON.stringify(signer.wire);
  }),
];

const encodings: [name: string, told: RegExp, encode: Signer['encode']][] = [
  ['UTF-16LE', /UTF-16/, (text) => Buffer.from(text, 'utf16le')],
  ['UTF-16BE', /UTF-16/, (text) => Buffer.from(text, 'utf16le').swap16()],
  ['Latin-1', /Latin-1/, (text) => Buffer.from(text, 'latin1')],
  ['base64', /[bB]ase64/, (text) => utf8(base64(text))],
  ['percent-encoding', /percent|URL/, (text) => utf8(encodeURIComponent(text))],
  ['hexadecimal', /hex/, (text) => utf8(hex(text))],
  ['SHA-256 in hexadecimal', /SHA-256|hash/, (text) => utf8(hex(hash('sha256', utf8(text))))],
  ['a byte order mark', /byte order mark|BOM/, (text) => utf8(`\uFEFF${text}`)],
  ['a NUL at the end', /NUL/, (text) => utf8(`${text}\0`)],
  ['a JSON string', /JSON string/, (text) => utf8(JSON.stringify(text))],
];

export const encodingMistakes: Mistake[] = encodings.map(([name, told, encode]) =>
  mistake('encoding', name, told, (signer) => {
    signer.encode = encode;
  }),
);
