import { sha256 } from '@noble/hashes/sha2.js';
import { cause, type Cause } from '../cause.js';
import { percentEncoded, toBase64 } from '@ably-auth/validation/internal';
import { bytesToHex } from '@noble/hashes/utils.js';
import { fromBase64, fromHex } from '../internal/base64.js';
import { utf8, type CandidateGroup, type Evidence } from '../internal/signing.js';

// The secret: the UTF-8 octets of everything after the first colon of the key (RSA11).

const SECRET = 'Use everything after the first colon of the API key as the secret, as text, octet for octet.';
const TRIM = 'Trim the API key where it is read.';
const REACH = 'Check that the API key reaches the code that signs: a variable that is not set reads as empty.';

const secret = {
  wholeKey: cause('secret.whole-key', 'the whole API key was used as the secret', SECRET),
  keyName: cause('secret.key-name', 'the key name, or a part of it, was used as the secret', SECRET),
  withKeyId: cause('secret.with-key-id', 'the key id was used as part of the secret: `keyId:secret`', SECRET, [
    'key.split(".")[1]',
  ]),
  cutAtColon: cause(
    'secret.cut-at-colon',
    'the secret was cut at its colon',
    'Split the API key at its first colon only: a secret may hold colons.',
    ['ably-js', 'JavaScript key.split(":")[1]'],
  ),
  cutAtCharacter: cause(
    'secret.cut-at-character',
    'the secret was cut at a character that is neither letter, digit, _ nor -',
    SECRET,
    ['ably-ruby', 'a pattern such as [\\w-]+'],
  ),
  cutAtHyphen: cause('secret.cut-at-hyphen', 'the secret was cut at a `-`', SECRET, ['a pattern such as \\w+']),
  cutAtUnderscore: cause('secret.cut-at-underscore', 'the secret was cut at a `_`', SECRET, [
    'a pattern such as [A-Za-z0-9-]+',
  ]),
  cutAtBoth: cause(
    'secret.cut-at-punctuation',
    'the secret was cut at its first character that is neither letter nor digit',
    SECRET,
    ['a pattern such as [A-Za-z0-9]+'],
  ),
  firstLost: cause('secret.first-character-lost', 'the first character of the secret was missing', SECRET),
  lastLost: cause('secret.last-character-lost', 'the last character of the secret was missing', SECRET, [
    'slice(…, -1)',
    'chop',
  ]),
  paddingLost: cause('secret.padding-lost', 'the `=` at the end of the secret was missing', SECRET, [
    'environment files split at `=`',
  ]),
  twice: cause('secret.twice', 'the secret was used twice in a row, doubled', SECRET),
  extra: cause(
    'secret.extra-character',
    'a comma, semicolon, `\\n` of two characters or similar stood after the secret',
    'Take the API key without what follows it in the file.',
    ['files', 'JSON and YAML'],
  ),
  withColon: cause('secret.with-colon', 'the colon was used as part of the secret', SECRET),
  base64Decoded: cause(
    'secret.base64-decoded',
    'the secret was decoded from Base64 before use',
    'Use the secret as text: it is not Base64, though it looks like it.',
    ['Azure-like signing code', 'JWT libraries that expect Base64 keys'],
  ),
  base64Encoded: cause('secret.base64-encoded', 'the secret was encoded to Base64 before use', SECRET, [
    'Java JJWT keys',
  ]),
  alphabet: cause(
    'secret.base64-alphabet',
    'the secret had `+` and `/` in the place of `-` and `_`, or the other way round',
    SECRET,
  ),
  hex: cause('secret.hex', 'the secret was decoded from or encoded to hexadecimal before use', SECRET),
  lineEnd: cause('secret.trailing-line-end', 'a line end (line feed or carriage return) stood after the secret', TRIM, [
    'files',
    'environment files',
    'kubectl create secret from echo',
  ]),
  space: cause('secret.white-space', 'white space stood before or after the secret', TRIM, ['environment files']),
  quotes: cause('secret.quotes', 'there were quotes around the secret', 'Strip the quotes where the API key is read.', [
    'docker --env-file',
    'environment files',
  ]),
  bom: cause(
    'secret.byte-order-mark',
    'a byte order mark (BOM) stood before the secret',
    'Save the file as UTF-8 without a byte order mark.',
  ),
  printed: cause(
    'secret.optional',
    "the secret was used as a language prints it: `Optional(…)`, `Some(…)` or `b'…'`",
    'Unwrap or decode the secret before use.',
    ['Swift string interpolation', 'Rust {:?}', 'Python str() of bytes'],
  ),
  hashed: cause('secret.hashed', 'the secret was hashed (SHA-256) before use', SECRET),
  utf16: cause('secret.utf-16', 'the secret was encoded as UTF-16', 'Encode the secret as UTF-8.', [
    '.NET Encoding.Unicode',
  ]),
  case: cause('secret.case', 'the secret was used in lower case or upper case', SECRET),
  urlEncoded: cause(
    'secret.url-encoded',
    'the secret was URL-encoded or URL-decoded (percent-encoding) before use',
    SECRET,
  ),
  swapped: cause('secret.key-parts-swapped', 'name and secret of the key were joined the wrong way round', SECRET),
  empty: cause('secret.empty', 'the secret was empty', REACH, ['unset environment variables']),
  absent: cause(
    'secret.word-for-absence',
    'a word for an absent value, such as undefined, null or None, was used as the secret',
    REACH,
    ['JavaScript String(undefined)', 'Python str(None)'],
  ),
} as const;

export const SECRET_CAUSES: readonly Cause[] = Object.values(secret);

/** The secrets that may have been used. */
export function secretCandidates({ key }: Evidence): CandidateGroup {
  const own = key.secret;
  const whole = `${key.name}:${own}`;
  const [appId = '', keyId = ''] = key.name.split('.');
  const hashed = sha256(utf8(own));
  const cut = (separator: string): string[] => {
    const parts = own.split(separator);
    return parts.length === 1
      ? []
      : [
          ...parts.slice(0, 2),
          parts.at(-1) ?? '',
          own.slice(0, own.lastIndexOf(separator)),
          parts.slice(1).join(separator),
        ];
  };
  const entries: readonly (readonly [Cause, readonly (string | Uint8Array | undefined)[]])[] = [
    [secret.lineEnd, [`${own}\n`, `${own}\r\n`, `${own}\r`, `${own}\n\n`, `\n${own}`]],
    [secret.wholeKey, [whole, `${whole}\n`, `"${whole}"`, `'${whole}'`, `${whole} `]],
    [secret.base64Decoded, [fromBase64(own), lenientBase64(own)]],
    [secret.empty, ['']],
    [
      secret.absent,
      ['undefined', 'null', 'None', 'nil', 'NULL', '(null)', 'Optional(nil)', 'false', '[object Object]'],
    ],
    [secret.keyName, [key.name, keyId, appId]],
    [secret.withKeyId, [`${keyId}:${own}`]],
    [secret.cutAtColon, cut(':')],
    [secret.cutAtHyphen, cut('-')],
    [secret.cutAtUnderscore, cut('_')],
    [secret.paddingLost, [own.replace(/=+$/, ''), own.split('=')[0]]],
    [secret.cutAtCharacter, [/^[\w-]*/.exec(own)?.[0], ...['/', '+', '.', '=', '#', '$', '&', '%'].flatMap(cut)]],
    [secret.cutAtBoth, [/^[A-Za-z0-9]*/.exec(own)?.[0], /[A-Za-z0-9]*$/.exec(own)?.[0]]],
    [secret.firstLost, [own.slice(1)]],
    [secret.lastLost, [own.slice(0, -1)]],
    [secret.twice, [own + own]],
    [secret.extra, [',', ';', '\\n', '\\r\\n', '.', '=', '==', '\0', ')', ':', '}'].map((end) => own + end)],
    [secret.withColon, [`:${own}`]],
    [secret.space, [` ${own}`, `${own} `, ` ${own} `, `\t${own}`, `${own}\t`, `\u00a0${own}`]],
    [
      secret.quotes,
      [`"${own}"`, `'${own}'`, `${own}"`, `${own}'`, `“${own}”`, `‘${own}’`, `"${own}`, `'${own}`, `\`${own}\``],
    ],
    [secret.bom, [`\ufeff${own}`, `\ufeff${whole}`]],
    [
      secret.printed,
      [`Optional("${own}")`, `Optional(${own})`, `Some("${own}")`, `b'${own}'`, `b"${own}"`, `<${own}>`, `\${${own}}`],
    ],
    [
      secret.base64Encoded,
      [own, whole].flatMap((text) => [toBase64(utf8(text)), toBase64(utf8(text)).replace(/=+$/, '')]),
    ],
    [secret.alphabet, [own.replaceAll('-', '+').replaceAll('_', '/'), own.replaceAll('+', '-').replaceAll('/', '_')]],
    [secret.hex, [fromHex(own), bytesToHex(utf8(own)), bytesToHex(utf8(own)).toUpperCase()]],
    [secret.hashed, [hashed, bytesToHex(hashed), toBase64(hashed)]],
    [secret.utf16, [utf16(own, 0), utf16(own, 8)]],
    [secret.case, [own.toLowerCase(), own.toUpperCase()]],
    [secret.urlEncoded, [percentEncoded(own), formDecoded(own)]],
    [secret.swapped, [`${own}:${key.name}`]],
  ];
  const frequent = new Set([secret.lineEnd, secret.wholeKey, secret.base64Decoded, secret.empty, secret.absent]);
  return {
    isWhole: true,
    common: entries.flatMap(([why, values]) =>
      values.flatMap((value, index) => {
        if (value === undefined || (value === '' && why !== secret.empty)) return [];
        const octets = typeof value === 'string' ? utf8(value) : value;
        const isFrequent = index === 0 && frequent.has(why);
        return [{ causes: [why], isFrequent, apply: (signing) => ({ ...signing, secret: octets }) }];
      }),
    ),
  };
}

/** Decoders that skip what is not of their alphabet, and an end that is too short. */
function lenientBase64(text: string): Uint8Array | undefined {
  const kept = text.replace(/=.*$/s, '').replace(/[^\w+/-]/g, '');
  return fromBase64(kept.length % 4 === 1 ? kept.slice(0, -1) : kept);
}

function formDecoded(text: string): string {
  return new URLSearchParams(`=${text.replaceAll('&', '%26')}`).get('') ?? text;
}

function utf16(text: string, firstShift: 0 | 8): Uint8Array {
  return Uint8Array.from(
    text
      .split('')
      .flatMap((unit) => [(unit.charCodeAt(0) >> firstShift) & 0xff, (unit.charCodeAt(0) >> (8 - firstShift)) & 0xff]),
  );
}
