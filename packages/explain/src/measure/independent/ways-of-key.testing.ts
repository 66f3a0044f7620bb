import { base64, hash, hex, hmac, utf8 } from './plan.testing.js';
import { utf16, waysTo, type Ways } from './ways-of-text.testing.js';

const HASHES = ['sha256', 'sha1', 'sha512', 'md5', 'sha384', 'sha224'];
const changes =
  (change: (text: string) => string): NonNullable<Ways['secrets']> =>
  (secret) =>
    change(secret) === secret ? [] : [change(secret)];
const ENDS = ['\n', '\r\n', '\r'];
const wrapped = (text: string) => [
  `b'${text}'`,
  `b"${text}"`,
  `Optional("${text}")`,
  `Optional(${text})`,
  `Some("${text}")`,
  `Some(${text})`,
  `Optional[${text}]`,
];

/** Claims of the secret and of the digest. */
export const KEY_WAYS = [
  ...waysTo('secrets', [
    [/^the whole API key was used as the secret$/, (_secret, key) => [key]],
    [
      /^the key name, or a part of it, was used as the secret$/,
      (_secret, key) => [key.split(':')[0] ?? '', ...(key.split(':')[0] ?? '').split('.')],
    ],
    [/^the key id was used as part of the secret/, (_secret, key) => [key.slice(key.indexOf('.') + 1)]],
    [
      /^the secret was cut at its colon$/,
      (secret) =>
        secret.includes(':')
          ? [
              secret.split(':')[0] ?? '',
              secret.split(':').at(-1) ?? '',
              secret.slice(0, secret.lastIndexOf(':')),
              secret.slice(secret.indexOf(':') + 1),
            ]
          : [],
    ],
    [/^the secret was cut at a character that is neither letter, digit, _ nor -$/, (secret) => cutAt(/[^\w-]/)(secret)],
    [/^the secret was cut at a `-`$/, cutAt(/-/)],
    [/^the secret was cut at a `_`$/, cutAt(/_/)],
    [
      /^the secret was cut at its first character that is neither letter nor digit$/,
      (secret) => cutAt(/[^a-z0-9]/i)(secret),
    ],
    [/^the first character of the secret was missing$/, changes((secret) => secret.slice(1))],
    [/^the last character of the secret was missing$/, changes((secret) => secret.slice(0, -1))],
    [/^the `=` at the end of the secret was missing$/, changes((secret) => secret.replace(/=+$/, ''))],
    [/^the secret was used twice in a row, doubled$/, (secret) => [secret + secret]],
    [
      /^a comma, semicolon, `\\n` of two characters or similar stood after the secret$/,
      (secret) =>
        Array.from(',;.\\/:\'"%=&|`)]}>')
          .map((last) => secret + last)
          .concat(`${secret}\\n`, `${secret}\\r\\n`, `${secret}\0`),
    ],
    [/^the colon was used as part of the secret$/, (secret) => [`:${secret}`]],
    [/^the secret was decoded from Base64 before use$/, (secret) => decodings(secret)],
    [
      /^the secret was encoded to Base64 before use$/,
      (secret, key) =>
        [secret, key].flatMap((text) => [base64(text), Buffer.from(text).toString('base64url'), `${base64(text)}\n`]),
    ],
    [
      /^the secret had `\+` and `\/` in the place of `-` and `_`/,
      (secret) =>
        [
          changes((text) => text.replaceAll('-', '+').replaceAll('_', '/')),
          changes((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
        ].flatMap((change) => change(secret, '')),
    ],
    [
      /^the secret was decoded from or encoded to hexadecimal before use$/,
      (secret) => [hex(secret), hex(secret).toUpperCase(), Buffer.from(secret, 'hex')],
    ],
    [/^a line end .* stood after the secret$/, (secret) => ENDS.map((end) => secret + end)],
    [
      /^white space stood before or after the secret$/,
      (secret) =>
        [' ', '\t', '  ', '\u00a0', '\n', '\r\n'].flatMap((blank) => [
          blank + secret,
          secret + blank,
          blank + secret + blank,
        ]),
    ],
    [
      /^there were quotes around the secret$/,
      (secret) => ['""', "''", '``', '“”', '‘’', '«»'].map((pair) => pair.charAt(0) + secret + pair.charAt(1)),
    ],
    [/^a byte order mark \(BOM\) stood before the secret$/, (secret) => [`\ufeff${secret}`]],
    [/^the secret was used as a language prints it/, (secret) => wrapped(secret)],
    [
      /^the secret was hashed \(SHA-256\) before use$/,
      (secret) => [
        hash('sha256', utf8(secret)),
        hex(hash('sha256', utf8(secret))),
        base64(hash('sha256', utf8(secret))),
      ],
    ],
    [/^the secret was encoded as UTF-16$/, utf16],
    [
      /^the secret was used in lower case or upper case$/,
      (secret) => [secret.toLowerCase(), secret.toUpperCase()].filter((text) => text !== secret),
    ],
    [
      /^the secret was URL-encoded or URL-decoded/,
      (secret) =>
        [
          encodeURIComponent(secret),
          secret.replaceAll('+', ' '),
          new URLSearchParams([['', secret]]).toString().slice(1),
        ].filter((text) => text !== secret),
    ],
    [/^the secret was empty$/, () => ['']],
    [
      /^a word for an absent value, such as undefined, null or None, was used as the secret$/,
      () => ['undefined', 'null', 'None', 'nil', 'NULL', '<nil>', '(null)', 'Null'],
    ],
  ]),
  ...waysTo('digests', [
    ...['SHA-1', 'SHA-224', 'SHA-384', 'SHA-512', 'MD5'].map(
      (name) =>
        [
          new RegExp(`^HMAC-${name} was used instead of HMAC-SHA-256$`),
          (key: Uint8Array, octets: Uint8Array) => [hmac(name.toLowerCase().replace('-', ''), key, octets)],
        ] as const,
    ),
    [
      /^a plain hash \(SHA-256 or the like\) was used instead of an HMAC$/,
      (key, octets) =>
        HASHES.flatMap((name) =>
          [
            [octets],
            [key, octets],
            [octets, key],
            [key, utf8(':'), octets],
            [octets, utf8(':'), key],
            [key, octets, key],
          ].map((parts) => hash(name, ...parts)),
        ),
    ],
    [/^secret and text were swapped/, (key, octets) => [hmac('sha256', octets, key)]],
    [
      /^the sign text was hashed \(SHA-256\) before the HMAC$/,
      (key, octets) =>
        [hash('sha256', octets)].flatMap((hashed) =>
          [hashed, utf8(hex(hashed)), utf8(base64(hashed))].map((text) => hmac('sha256', key, text)),
        ),
    ],
    [
      /^the HMAC was hashed again \(SHA-256\)$/,
      (key, octets) =>
        [hmac('sha256', key, octets)].flatMap((once) => [
          hash('sha256', once),
          hash('sha256', utf8(hex(once))),
          hash('sha256', utf8(base64(once))),
        ]),
    ],
    [
      /^the HMAC was computed twice/,
      (key, octets) =>
        [hmac('sha256', key, octets)].flatMap((once) =>
          [once, utf8(hex(once)), utf8(base64(once))].map((text) => hmac('sha256', key, text)),
        ),
    ],
  ]),
];

function cutAt(mark: RegExp) {
  return (secret: string) =>
    Array.from(secret).flatMap((character, index) =>
      mark.test(character) ? [secret.slice(0, index), secret.slice(index + 1)] : [],
    );
}
/** Decoders differ in what they do with characters of another alphabet, and at the end. */
function decodings(secret: string): readonly Uint8Array[] {
  return [secret, secret.replace(/[^A-Za-z0-9+/].*$/, ''), secret.replace(/[^A-Za-z0-9+/]/g, '')].map((text) =>
    Buffer.from(text, 'base64'),
  );
}
