import { capabilityText, entriesOf, type Entries } from './independent/requests.testing.js';
import { mistake, type Mistake } from './mistake.testing.js';
import { signAbsent, type Signer } from './signer.testing.js';

/** Text as `JSON.stringify` of any language: separators, order and escapes are what differs. */
function text(all: Entries, comma = ',', colon = ':', escape = (quoted: string): string => quoted): string {
  return capabilityText(all, colon, comma, (value) => escape(JSON.stringify(value)));
}

const unicode = (upper: boolean, characters: RegExp) => (quoted: string) =>
  quoted.replace(characters, (unit) => {
    const code = unit.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${upper ? code.toUpperCase() : code}`;
  });

function indented(resources: Entries, indent: string, end = '\n'): string {
  return JSON.stringify(Object.fromEntries(resources), null, indent).replaceAll('\n', end);
}

/** The text that is signed differs from the text that is sent. */
const signedAs: [name: string, told: RegExp, rewrite: (resources: Entries) => string | undefined][] = [
  ['spaces after separators', /space/, (all) => text(all, ', ', ': ')],
  ['a space after colons', /space/, (all) => text(all, ',', ': ')],
  ['a space after commas', /space/, (all) => text(all, ', ', ':')],
  ['two spaces of indentation', /indent|pretty/, (all) => indented(all, '  ')],
  ['four spaces of indentation', /indent|pretty/, (all) => indented(all, '    ')],
  ['a tab of indentation', /indent|pretty/, (all) => indented(all, '\t')],
  ['two spaces of indentation and CRLF', /indent|pretty/, (all) => indented(all, '  ', '\r\n')],
  ['resources reversed', /order/, (all) => (all.length > 1 ? text(all.toReversed()) : undefined)],
  ['operations reversed', /order/, (all) => text(all.map(([name, list]) => [name, list.toReversed()]))],
  [
    'resources and operations reversed',
    /order/,
    (all) => text(all.toReversed().map(([name, list]) => [name, list.toReversed()])),
  ],
  [
    'resources and operations in another order, spaced',
    /order/,
    (all) =>
      text(
        all.toReversed().map(([name, list]) => [name, list.toReversed()]),
        ', ',
        ': ',
      ),
  ],
  ['integer-like names first', /integer|number|digits/, (all) => text(integersFirst(all))],
  ['/ as \\/', /\\\/|slash/, (all) => text(all, ',', ':', (quoted) => quoted.replaceAll('/', '\\/'))],
  ['\\u escapes', /\\u/, (all) => text(all, ',', ':', unicode(false, /[^\0-\x7f]/g))],
  ['\\u escapes in upper case', /\\u/, (all) => text(all, ',', ':', unicode(true, /[^\0-\x7f]/g))],
  [
    '\\/ and \\u escapes',
    /\\u/,
    (all) => text(all, ',', ':', (quoted) => unicode(false, /[^\0-\x7f]/g)(quoted).replaceAll('/', '\\/')),
  ],
  ['\\u escapes and spaces', /\\u/, (all) => text(all, ', ', ': ', unicode(false, /[^\0-\x7f]/g))],
  ['< > & escaped as Go does', /\\u/, (all) => text(all, ',', ':', unicode(false, /[<>&\u2028\u2029]/g))],
  ["< > & = ' escaped as Gson does", /\\u/, (all) => text(all, ',', ':', unicode(false, /[<>&='\u2028\u2029]/g))],
  ['single quotes', /quot|repr/, (all) => text(all, ', ', ': ').replaceAll('"', "'")],
  ['single quotes, compact', /quot|repr/, (all) => text(all).replaceAll('"', "'")],
  ['escaped quotes', /quot|escape/, (all) => text(all).replaceAll('"', '\\"')],
  ['Ruby inspect', /inspect|=>/, (all) => `{${all.map(([name, list]) => `"${name}"=>${spaced(list)}`).join(', ')}}`],
  [
    'Ruby 3.4 inspect',
    /inspect|=>/,
    (all) => `{${all.map(([name, list]) => `"${name}" => ${spaced(list)}`).join(', ')}}`,
  ],
  [
    'Swift description',
    /description|Swift/,
    (all) => `[${all.map(([name, list]) => `"${name}": ${spaced(list)}`).join(', ')}]`,
  ],
  [
    'Java toString',
    /toString|Java|Map/,
    (all) => `{${all.map(([name, list]) => `${name}=[${list.join(', ')}]`).join(', ')}}`,
  ],
  ['Go map', /map\[|Go/, (all) => `map[${all.map(([name, list]) => `${name}:[${list.join(' ')}]`).join(' ')}]`],
  ['[object Object]', /object Object/, () => '[object Object]'],
  ['Array', /Array/, () => 'Array'],
  ['{}', /\{\}/, () => '{}'],
  ['[]', /\[\]/, () => '[]'],
  ['{"*":["*"]}', /\*/, () => '{"*":["*"]}'],
  [
    'one operation without its list',
    /list|array/,
    (all) =>
      all.every(([, list]) => list.length === 1)
        ? JSON.stringify(Object.fromEntries(all.map(([name, list]) => [name, list[0]])))
        : undefined,
  ],
  [
    'operations as one comma-separated string',
    /list|array|comma/,
    (all) => JSON.stringify(Object.fromEntries(all.map(([name, list]) => [name, list.join(',')]))),
  ],
  [
    'every operation doubled',
    /twice|doubl|duplicate/,
    (all) => text(all.map(([name, list]) => [name, list.flatMap((operation) => [operation, operation])])),
  ],
  [
    'the last operation doubled',
    /twice|doubl|duplicate/,
    (all) => text(all.map(([name, list]) => [name, [...list, list.at(-1) ?? '']])),
  ],
];

function spaced(list: readonly string[]): string {
  return `[${list.map((operation) => JSON.stringify(operation)).join(', ')}]`;
}

function integersFirst(all: Entries): Entries {
  const integer = (name: string): boolean => /^(0|[1-9]\d*)$/.test(name);
  return [
    ...all.filter(([name]) => integer(name)).toSorted(([a], [b]) => Number(a) - Number(b)),
    ...all.filter(([name]) => !integer(name)),
  ];
}

/** Entries by name, in the order of the text that is sent. */
function entries({ wire }: Signer): Entries | undefined {
  return wire['capability'] === undefined ? undefined : entriesOf(wire['capability'] as string);
}

export const capabilities: Mistake[] = [
  ...signedAs.map(([name, told, rewrite]) =>
    mistake('capability', `signed with ${name}`, [/capability/, told], (signer) => {
      const all = entries(signer);
      const signed = all && rewrite(all);
      if (signed === undefined || signed === signer.signed.capability) return false;
      signer.signed.capability = signed;
      return true;
    }),
  ),
  ...(
    [
      ['spaces after separators', /space/, (all) => text(all, ', ', ': ')],
      ['resources reversed', /order/, (all) => text(all.toReversed())],
      ['operations reversed', /order/, (all) => text(all.map(([name, list]) => [name, list.toReversed()]))],
      ['two spaces of indentation', /indent|pretty/, (all) => indented(all, '  ')],
      [
        '\\/ and \\u escapes',
        /\\u|\\\//,
        (all) => text(all, ',', ':', (quoted) => unicode(false, /[^\0-\x7f]/g)(quoted).replaceAll('/', '\\/')),
      ],
    ] as [string, RegExp, (all: Entries) => string][]
  ).map(([name, told, rewrite]) =>
    mistake('capability', `sent with ${name}, signed canonically`, [/capability/, told], (signer) => {
      const all = entries(signer);
      if (all === undefined || rewrite(all) === signer.wire['capability']) return false;
      signer.wire['capability'] = rewrite(all);
      return true;
    }),
  ),
  ...['{"*":["*"]}', '{}'].map((fallback) =>
    mistake('capability', `absent, signed as ${fallback}`, [/capability/, /absent/], (signer) =>
      signAbsent(signer, 'capability', fallback),
    ),
  ),
  mistake('capability', 'an object is sent', [/capability/, /object/], (signer) => {
    if (signer.wire['capability'] === undefined) return false;
    signer.wire['capability'] = JSON.parse(signer.wire['capability'] as string);
    return true;
  }),
  ...(
    [
      ['DEL escaped', '\x7f', (quoted: string) => quoted.replaceAll('\x7f', '\\u007f')],
      ['U+2028 escaped', '\u2028', (quoted: string) => quoted.replaceAll('\u2028', '\\u2028')],
    ] as const
  ).map(([name, character, escape]) =>
    mistake('capability', name, [/capability/, /\\u/], (signer) => {
      signer.wire['capability'] = JSON.stringify({ [`a${character}b`]: ['publish'] });
      signer.signed.capability = escape(signer.wire['capability'] as string);
    }),
  ),
];
