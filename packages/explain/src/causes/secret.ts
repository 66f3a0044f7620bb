import { cause, type Cause } from '../cause.js';
import { utf8, type Dimension, type Evidence } from '../internal/attempt.js';
import { fromBase64, fromHex, toBase64, toHex } from '../internal/base64.js';

// The secret: the UTF-8 octets of everything after the first colon of the key (RSA11).

const SECRET = 'Use everything after the first colon of the key, as text, octet for octet.';

const secret = {
  wholeKey: cause('secret.whole-key', 'the whole key used as secret', SECRET),
  keyName: cause('secret.key-name', 'the key name, or a part of it, used as secret', SECRET),
  cutAtColon: cause(
    'secret.cut-at-colon',
    'the secret cut at its colon',
    'Split the key at its first colon only: a secret may hold colons.',
    ['ably-js', 'JavaScript key.split(":")[1]'],
  ),
  cutAtCharacter: cause(
    'secret.cut-at-character',
    'the secret cut at a character that is neither letter, digit, _ nor -',
    SECRET,
    ['ably-ruby', 'a pattern such as [\\w-]+'],
  ),
  withColon: cause('secret.with-colon', 'the colon used as part of the secret', SECRET),
  base64Decoded: cause(
    'secret.base64-decoded',
    'the secret decoded from base64 before use',
    'Use the secret as text: it is not base64, though it looks like it.',
    ['Azure-like signing code', 'JWT libraries that expect base64 keys'],
  ),
  base64Encoded: cause('secret.base64-encoded', 'the secret encoded to base64 before use', SECRET, ['Java JJWT keys']),
  hex: cause('secret.hex', 'the secret decoded from or encoded to hex before use', SECRET),
  lineEnd: cause('secret.trailing-line-end', 'a line end after the secret', 'Trim the key where it is read.', [
    'files',
    'environment files',
    'kubectl create secret from echo',
  ]),
  space: cause('secret.white-space', 'white space around the secret', 'Trim the key where it is read.', [
    'environment files',
  ]),
  quotes: cause('secret.quotes', 'quotes around the secret', 'Strip the quotes where the key is read.', [
    'docker --env-file',
    'environment files',
  ]),
  hashed: cause('secret.hashed', 'the secret hashed before use', SECRET),
  utf16: cause('secret.utf-16', 'the secret encoded as UTF-16', 'Encode the secret as UTF-8.', [
    '.NET Encoding.Unicode',
  ]),
  case: cause('secret.case', 'the secret in lower or upper case', SECRET),
  urlEncoded: cause('secret.url-encoded', 'the secret URL-encoded or URL-decoded', SECRET),
  reversed: cause('secret.key-parts-swapped', 'name and secret of the key joined the wrong way round', SECRET),
  empty: cause(
    'secret.empty',
    'an empty secret',
    'Check that the key reaches the signing code: a variable that is not set reads as empty.',
    ['unset environment variables'],
  ),
  absent: cause(
    'secret.word-for-absence',
    'a word for absence, such as undefined, used as secret',
    'Check that the key reaches the signing code.',
    ['JavaScript String(undefined)', 'Python str(None)'],
  ),
} as const;

export const SECRET_CAUSES: readonly Cause[] = Object.values(secret);

export function secretDimension({ key }: Evidence, hashed: Uint8Array | undefined): Dimension {
  const whole = `${key.name}:${key.secret}`;
  const [appId = '', keyId = ''] = key.name.split('.');
  const colon = key.secret.indexOf(':');
  const cut = /^[\w-]*/.exec(key.secret)?.[0] ?? '';
  const [base64, hex] = [fromBase64(key.secret), fromHex(key.secret)];
  const texts: readonly (readonly [string | Uint8Array | undefined, Cause])[] = [
    [whole, secret.wholeKey],
    [key.name, secret.keyName],
    [keyId, secret.keyName],
    [appId, secret.keyName],
    [colon < 0 ? undefined : key.secret.slice(0, colon), secret.cutAtColon],
    [colon < 0 ? undefined : key.secret.slice(key.secret.lastIndexOf(':') + 1), secret.cutAtColon],
    [cut, secret.cutAtCharacter],
    [`:${key.secret}`, secret.withColon],
    [base64, secret.base64Decoded],
    [`${key.secret}\n`, secret.lineEnd],
    [`${key.secret}\r\n`, secret.lineEnd],
    [`${whole}\n`, secret.wholeKey],
    [`${key.secret}\r`, secret.lineEnd],
    [` ${key.secret}`, secret.space],
    [`${key.secret} `, secret.space],
    [`"${key.secret}"`, secret.quotes],
    [`'${key.secret}'`, secret.quotes],
    [`${key.secret}"`, secret.quotes],
    [`${key.secret}'`, secret.quotes],
    [toBase64(utf8(key.secret)), secret.base64Encoded],
    [toBase64(utf8(whole)), secret.base64Encoded],
    [hex, secret.hex],
    [toHex(utf8(key.secret)), secret.hex],
    [hashed, secret.hashed],
    [hashed && toHex(hashed), secret.hashed],
    [utf16(key.secret), secret.utf16],
    [key.secret.toLowerCase(), secret.case],
    [key.secret.toUpperCase(), secret.case],
    [encodeURIComponent(key.secret.replace(/\p{Surrogate}/gu, '\ufffd')), secret.urlEncoded],
    [new URLSearchParams(`=${key.secret.replaceAll('&', '%26')}`).get('') ?? undefined, secret.urlEncoded],
    [`${key.secret}:${key.name}`, secret.reversed],
    ['', secret.empty],
    ...['undefined', 'null', 'None', 'nil'].map((word) => [word, secret.absent] as const),
  ];
  const secrets = texts.flatMap(([value, why]) =>
    value === undefined ? [] : [{ octets: typeof value === 'string' ? utf8(value) : value, why }],
  );
  return secrets.map(({ octets, why }) => {
    const alike = secrets.filter((other) => other.why !== why && other.octets.join() === octets.join());
    return {
      causes: [why],
      or: alike.map((other) => [other.why]),
      apply: (attempt) => ({ ...attempt, secret: octets }),
    };
  });
}

function utf16(text: string): Uint8Array {
  return Uint8Array.from(text.split('').flatMap((unit) => [unit.charCodeAt(0) & 0xff, unit.charCodeAt(0) >> 8]));
}
