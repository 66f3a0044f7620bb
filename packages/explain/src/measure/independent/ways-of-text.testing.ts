import { base64, hex, FIELDS, inLines, utf8, type Field, type Lines } from './plan.testing.js';

/** Every way to do what a sentence about the layout, the encoding, the secret, the digest or the MAC says. */
export type Ways = {
  readonly texts?: (lines: Lines, wire: Record<string, unknown>) => readonly string[];
  readonly octets?: (text: string) => readonly Uint8Array[];
  readonly secrets?: (secret: string, key: string) => readonly (string | Uint8Array)[];
  readonly digests?: (secret: Uint8Array, octets: Uint8Array) => readonly Uint8Array[];
};

const list = (lines: Lines, fields: readonly Field[] = FIELDS) => fields.map((field) => lines[field]);
const present = (lines: Lines) => FIELDS.filter((field) => lines[field] !== '');
const ended = (values: readonly string[], end = '\n') => [
  values.map((value) => value + end).join(''),
  values.join(end),
];
const ENDS = ['\n', '\r\n', '\r'];
const SEPARATORS = Array.from(':,&| ;.-_/\t\0\u2028+#\v\f\x1f~').concat('', ', ', '\\n', '%0A', '<br>', '::');

/** Claims of one step of signing, with the ways to do what each says. */
export const waysTo = <Step extends keyof Ways>(
  step: Step,
  ways: readonly (readonly [claim: RegExp, way: NonNullable<Ways[Step]>])[],
) => ways.map(([claim, way]): [claim: RegExp, ways: Ways] => [claim, { [step]: way }]);

/** Claims of the layout of the sign text and of its encoding. */
export const TEXT_WAYS = [
  ...waysTo('texts', [
    [/^there was no line feed after the last field$/, (lines) => ENDS.map((end) => list(lines).join(end))],
    [/^the fields were followed by CRLF/, (lines) => ended(list(lines), '\r\n')],
    [/^the fields were followed by CR \(/, (lines) => ended(list(lines), '\r')],
    [/^a backslash and an n, /, (lines) => ended(list(lines), '\\n')],
    [
      /^another separator was used/,
      (lines) =>
        SEPARATORS.flatMap((separator) => [
          ...ended(list(lines), separator),
          // The text may end in its line feed all the same.
          `${list(lines).join(separator)}\n`,
        ]),
    ],
    [
      /^the absent fields were left out, with their lines$/,
      (lines) => ENDS.flatMap((end) => ended(list(lines, present(lines)), end)),
    ],
    [/^the sign text was trimmed: /, (lines) => [inLines(lines).trim()]],
    [
      /^there was a line feed too many/,
      (lines) =>
        ENDS.flatMap((end) =>
          ended(list(lines), end).flatMap((text) => [text + end, end + text, end + text + end, text + end + end]),
        ),
    ],
    [
      /^the fields were signed in another order$/,
      (lines) => permutations(FIELDS).flatMap((order) => ended(list(lines, order))),
    ],
    [
      /^the lines of the sign text were indented/,
      (lines) => ['', '\n'].flatMap((start) => blanks().flatMap((blank) => indented(list(lines), blank, start))),
    ],
    [
      /^the names of the fields were signed with their values$/,
      (lines) =>
        [FIELDS, present(lines)].flatMap((fields) =>
          ['=', ':', ': ', ' = ', '\n'].flatMap((equals) =>
            ['\n', '&', ',', ';', ', '].flatMap((end) =>
              ended(
                fields.map((field) => field + equals + lines[field]),
                end,
              ),
            ),
          ),
        ),
    ],
    [
      /^the JSON text of the request was signed/,
      (_lines, wire) => [
        JSON.stringify(wire),
        JSON.stringify(wire, null, 2),
        JSON.stringify(Object.fromEntries(Object.entries(wire).sort(([a], [b]) => (a < b ? -1 : 1)))),
      ],
    ],
    ...FIELDS.map(
      (left) =>
        [
          new RegExp(`^the ${left} was left out of the sign text, with its line$`),
          (lines: Lines) =>
            ENDS.flatMap((end) =>
              ended(
                list(
                  lines,
                  FIELDS.filter((field) => field !== left),
                ),
                end,
              ),
            ),
        ] as const,
    ),
  ]),
  ...waysTo('octets', [
    [
      /^the sign text was encoded as Latin-1 or Windows-1252$/,
      (text) => [
        Buffer.from(text.replace(/[^\0-\xff]/gu, '?'), 'latin1'),
        Buffer.from(text.replace(/[^\0-\xff]/g, '?'), 'latin1'),
        Buffer.from(text, 'latin1'),
      ],
    ],
    [
      /^the sign text was encoded as ASCII: /,
      (text) =>
        [/[^\0-\x7f]/g, /[^\0-\x7f]/gu].flatMap((other) => [
          utf8(text.replace(other, '?')),
          utf8(text.replace(other, '')),
        ]),
    ],
    [/^the sign text was encoded as UTF-16$/, utf16],
    [
      /^the UTF-8 of the sign text was read as Latin-1 and encoded again$/,
      (text) => [utf8(Buffer.from(text).toString('latin1')), utf8(new TextDecoder('windows-1252').decode(utf8(text)))],
    ],
    [/^a byte order mark \(BOM\) stood before the sign text$/, (text) => [utf8(`\ufeff${text}`)]],
    [
      /^the Base64 of the sign text was signed$/,
      (text) => [utf8(base64(text)), utf8(`${base64(text)}\n`), utf8(Buffer.from(text).toString('base64url'))],
    ],
    [
      /^the hexadecimal digits of the sign text were signed$/,
      (text) => [utf8(hex(text)), utf8(hex(text).toUpperCase())],
    ],
    [
      /^the sign text was URL-encoded/,
      (text) => [
        utf8(encodeURIComponent(text)),
        utf8(encodeURI(text)),
        utf8(new URLSearchParams([['', text]]).toString().slice(1)),
      ],
    ],
    [
      /^the sign text was signed as a JSON string/,
      (text) => [utf8(JSON.stringify(text)), utf8(JSON.stringify(text).slice(1, -1))],
    ],
    [/^the sign text was signed in quotes$/, (text) => ['"', "'"].map((mark) => utf8(mark + text + mark))],
    [/^a NUL octet was signed after the sign text$/, (text) => [utf8(`${text}\0`)]],
    [
      /^the sign text was brought to another Unicode normal form/,
      (text) => ['NFC', 'NFD', 'NFKC', 'NFKD'].map((form) => utf8(text.normalize(form))),
    ],
  ]),
];

export function utf16(text: string): readonly Uint8Array[] {
  const little = Buffer.from(text, 'utf16le');
  const big = Buffer.from(little).swap16();
  return [little, big, Buffer.concat([Buffer.of(0xff, 0xfe), little]), Buffer.concat([Buffer.of(0xfe, 0xff), big])];
}
function blanks(): readonly string[] {
  return [...Array.from({ length: 16 }, (_, index) => ' '.repeat(index + 1)), '\t', '\t\t', '\t\t\t'];
}
function indented(values: readonly string[], blank: string, start: string): readonly string[] {
  const lines = [
    values.map((value) => blank + value),
    values.map((value, index) => (index === 0 ? value : blank + value)),
    values.map((value) => value + blank),
    values.map((value, index) => (index === 0 ? value : blank + value)).concat(blank),
  ];
  return lines.flatMap((of) =>
    ENDS.flatMap((end) => [...ended(of, end), ...ended(of, end).map((text) => text + blank)]).map(
      (text) => start + text,
    ),
  );
}
function permutations(fields: readonly Field[]): readonly (readonly Field[])[] {
  return fields.length < 2
    ? [fields]
    : fields.flatMap((first) =>
        permutations(fields.filter((field) => field !== first)).map((rest) => [first, ...rest]),
      );
}
