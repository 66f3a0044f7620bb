import { mistake, type Mistake } from './mistake.testing.js';
import { base64, type Field } from './independent/plan.testing.js';
import { signAbsent, type Signer } from './signer.testing.js';

const absentWords = [
  'null',
  'undefined',
  'None',
  'nil',
  'NULL',
  '<null>',
  '(null)',
  'Null',
  'NaN',
  '0',
  'false',
  'nan',
];

/** A field that is absent, signed as the word that a language prints for it. */
export const absentAsWord: Mistake[] = (['ttl', 'capability', 'clientId'] as const).flatMap((field) =>
  absentWords.map((word) =>
    mistake(field, `absent, signed as ${word}`, [new RegExp(field), /absent/], (signer) =>
      signAbsent(signer, field, word),
    ),
  ),
);

/** A field that is sent, but was not yet there, or already gone, when the text was signed. */
export const notSigned: Mistake[] = (
  ['ttl', 'capability', 'clientId', 'nonce', 'timestamp', 'keyName'] as const
).flatMap((field) => [
  mistake(field, 'sent, not signed', [new RegExp(field), /empty|not signed|left out/], (signer) =>
    change(signer, field, () => ''),
  ),
  ...['null', 'undefined', 'None', 'nil'].map((word) =>
    mistake(field, `sent, signed as ${word}`, [new RegExp(field), new RegExp(word)], (signer) =>
      change(signer, field, () => word),
    ),
  ),
]);

const wrappers: [name: string, told: RegExp, wrap: (text: string) => string][] = [
  ['Optional(…) of Swift', /Optional/, (text) => `Optional(${text})`],
  ['Optional("…") of Swift', /Optional/, (text) => `Optional("${text}")`],
  ['Some(…) of Rust', /Some/, (text) => `Some(${text})`],
  ['Some("…") of Rust', /Some/, (text) => `Some("${text}")`],
  ['Optional[…] of Java', /Optional/, (text) => `Optional[${text}]`],
  ["b'…' of Python", /b'|bytes literal/, (text) => `b'${text}'`],
  ['double quotes', /quot/, (text) => `"${text}"`],
  ['single quotes', /quot/, (text) => `'${text}'`],
  ['a trailing space', /trailing|white space|space/, (text) => `${text} `],
  ['a leading space', /leading|white space|space/, (text) => ` ${text}`],
  ['a trailing line feed', /line feed|line end|trailing|white space/, (text) => `${text}\n`],
  ['a trailing CRLF', /carriage|CRLF|line end|trailing|white space/, (text) => `${text}\r\n`],
];

export const wrapped: Mistake[] = (['keyName', 'ttl', 'capability', 'clientId', 'timestamp', 'nonce'] as const).flatMap(
  (field) =>
    wrappers.map(([name, told, wrap]) =>
      mistake(field, `signed with ${name}`, [new RegExp(field), told], (signer) => change(signer, field, wrap)),
    ),
);

const rewritings: [name: string, told: RegExp, rewrite: (text: string) => string][] = [
  ['lower case', /lower/, (text) => text.toLowerCase()],
  ['upper case', /upper/, (text) => text.toUpperCase()],
  ['percent-encoding', /percent|URL/, encodeURIComponent],
  ['form encoding', /form/, (text) => new URLSearchParams({ x: text }).toString().slice(2)],
  ['base64', /[bB]ase64/, (text) => base64(text)],
  [
    'HTML escapes',
    /HTML/,
    (text) =>
      text
        .replace(/&/g, '&amp;')
        .replace(/</g, '&lt;')
        .replace(/>/g, '&gt;')
        .replace(/"/g, '&quot;')
        .replace(/'/g, '&#39;'),
  ],
  ['NFD', /NFD|decompos|normali/i, (text) => text.normalize('NFD')],
  ['a JSON string', /JSON string|quot/, (text) => JSON.stringify(text)],
  [
    '\\u escapes',
    /\\u/,
    (text) => text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  ],
  ['UTF-8 read as Latin-1', /Latin-1|ISO-8859-1|mojibake/i, (text) => Buffer.from(text).toString('latin1')],
  ['characters outside ASCII as ?', /\?/, (text) => text.replace(/[^\0-\x7f]/g, '?')],
];

export const rewritten: Mistake[] = (['keyName', 'capability', 'clientId', 'nonce'] as const).flatMap((field) =>
  rewritings.map(([name, told, rewrite]) =>
    mistake(field, `signed in ${name}`, [new RegExp(field), told], (signer) => change(signer, field, rewrite)),
  ),
);

/** Form encoding decoded on the way: what is sent has a space where a plus sign was signed. */
export const decoded: Mistake[] = [
  mistake('clientId', 'percent-decoded on the way', [/clientId/, /percent|URL/], (signer) => {
    if (signer.wire['clientId'] === undefined) return false;
    signer.signed['clientId'] = 'user%20 7';
    signer.wire['clientId'] = 'user  7';
    return true;
  }),
  mistake('clientId', '* signed', [/clientId/, /\*/], (signer) => {
    signer.signed['clientId'] = '*';
    return signer.wire['clientId'] !== '*';
  }),
  mistake('keyName', 'the whole key signed', [/keyName/, /whole (API )?key|secret/], (signer) => {
    signer.signed.keyName = `${signer.keyName}:${signer.keySecret}`;
  }),
  mistake('keyName', 'app id alone signed', [/keyName/, /app ?id/i], (signer) =>
    change(signer, 'keyName', (name) => name.split('.')[0] ?? ''),
  ),
  mistake('keyName', 'key id alone signed', [/keyName/, /key ?id/i], (signer) =>
    change(signer, 'keyName', (name) => name.split('.')[1] ?? ''),
  ),
  mistake('nonce', 'hyphens of a UUID removed', [/nonce/, /hyphen|-/], (signer) =>
    change(signer, 'nonce', (nonce) => nonce.replaceAll('-', '')),
  ),
  mistake('nonce', 'UUID in braces', [/nonce/, /brace|\{/], (signer) =>
    change(signer, 'nonce', (nonce) => `{${nonce}}`),
  ),
  mistake('nonce', 'cut to 16 characters', [/nonce/, /cut|truncated|first 16/], (signer) =>
    change(signer, 'nonce', (nonce) => nonce.slice(0, 16)),
  ),
  mistake('nonce', 'a number', [/nonce/, /number|zero/], (signer) => {
    signer.wire['nonce'] = '0012345678901234';
    signer.signed.nonce = '12345678901234';
  }),
];

export function change(signer: Signer, field: Field, rewrite: (text: string) => string): boolean {
  const before = signer.signed[field];
  if (before === '') return false;
  signer.signed[field] = rewrite(before);
  return signer.signed[field] !== before;
}
