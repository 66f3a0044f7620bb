import { cause, type Cause } from '../cause.js';
import { percentEncoded, toBase64 } from '@ably-auth/validation/internal';
import { bytesToHex } from '@noble/hashes/utils.js';
import { utf8, type CandidateGroup } from '../internal/signing.js';

// The octets of the sign text: UTF-8, without a byte order mark, the characters as they are.

const UTF8 = 'Encode the sign text as UTF-8, named explicitly, without a byte order mark.';
const PLAIN = 'Sign the text itself, as UTF-8.';

const encoding = {
  latin1: cause('encoding.latin-1', 'the sign text was encoded as Latin-1 or Windows-1252', UTF8, [
    'Java getBytes() with an old default charset',
    'PHP utf8_decode',
    'JavaScript btoa and "binary" strings',
    'Windows',
  ]),
  ascii: cause(
    'encoding.ascii',
    'the sign text was encoded as ASCII: other characters were replaced by `?` or left out',
    UTF8,
    ['.NET Encoding.ASCII', 'Java US_ASCII', 'Python errors="replace" or "ignore"'],
  ),
  utf16: cause('encoding.utf-16', 'the sign text was encoded as UTF-16', UTF8, [
    '.NET Encoding.Unicode',
    'Java UTF_16',
    'Windows',
  ]),
  twice: cause('encoding.utf-8-twice', 'the UTF-8 of the sign text was read as Latin-1 and encoded again', UTF8, [
    'PHP utf8_encode of UTF-8',
    'databases with a wrong connection charset',
  ]),
  bom: cause('encoding.byte-order-mark', 'a byte order mark (BOM) stood before the sign text', UTF8, [
    '.NET StreamWriter',
    'Windows editors',
  ]),
  cesu8: cause(
    'encoding.surrogates-encoded-singly',
    'characters beyond U+FFFF were encoded as two surrogates of three octets each',
    UTF8,
    ['Java DataOutputStream.writeUTF and JNI', 'MySQL utf8', 'Oracle UTF8'],
  ),
  base64: cause('encoding.base64', 'the Base64 of the sign text was signed', PLAIN),
  hex: cause('encoding.hex', 'the hexadecimal digits of the sign text were signed', PLAIN),
  percent: cause('encoding.url-encoded', 'the sign text was URL-encoded (percent-encoded)', PLAIN),
  json: cause('encoding.json-string', 'the sign text was signed as a JSON string, escaped and in quotes', PLAIN),
  quoted: cause('encoding.quoted', 'the sign text was signed in quotes', PLAIN),
  nul: cause(
    'encoding.nul',
    'a NUL octet was signed after the sign text',
    'Pass the length of the text without its terminator.',
    ['C strings'],
  ),
  normal: cause(
    'encoding.normal-form',
    'the sign text was brought to another Unicode normal form (NFC, NFD, NFKC) than the fields that were sent',
    'Normalise text before signing, or nowhere: what is sent must be what was signed.',
    ['macOS file names', 'Swift and Objective-C', 'PRECIS and SASLprep libraries'],
  ),
} as const;

export const ENCODING_CAUSES: readonly Cause[] = Object.values(encoding);

const ENCODERS: readonly (readonly [(text: string) => Uint8Array, Cause])[] = [
  [(text) => bytewise(text, latin1), encoding.latin1],
  [(text) => bytewise(text, windows1252), encoding.latin1],
  [(text) => bytewise(text, (unit) => (unit.codePointAt(0) ?? 0) & 0xff), encoding.latin1],
  [(text) => utf8(text.replace(/[\u0080-\uffff]/g, '?')), encoding.ascii],
  [(text) => utf8(text.replace(/[\u0080-\u{10ffff}]/gu, '?')), encoding.ascii],
  [(text) => utf8(text.replace(/[\u0080-\uffff]/g, '')), encoding.ascii],
  [(text) => utf16(text, 0, 8), encoding.utf16],
  [(text) => utf16(text, 8, 0), encoding.utf16],
  [(text) => utf16(`\ufeff${text}`, 8, 0), encoding.utf16],
  [(text) => utf16(`\ufeff${text}`, 0, 8), encoding.utf16],
  [(text) => utf8(asLatin1(text)), encoding.twice],
  [(text) => utf8(asWindows1252(text)), encoding.twice],
  [(text) => utf8(`\ufeff${text}`), encoding.bom],
  [(text) => utf8(toBase64(utf8(text))), encoding.base64],
  [(text) => utf8(bytesToHex(utf8(text))), encoding.hex],
  [(text) => utf8(bytesToHex(utf8(text)).toUpperCase()), encoding.hex],
  [(text) => utf8(percentEncoded(text)), encoding.percent],
  [(text) => utf8(new URLSearchParams([['', text]]).toString().slice(1)), encoding.percent],
  [(text) => utf8(JSON.stringify(text)), encoding.json],
  [(text) => utf8(JSON.stringify(text).slice(1, -1)), encoding.json],
  [(text) => utf8(`"${text}"`), encoding.quoted],
  [(text) => utf8(`'${text}'`), encoding.quoted],
  [(text) => utf8(`${text}\0`), encoding.nul],
  [surrogatesSingly, encoding.cesu8],
  ...(['NFC', 'NFD', 'NFKC'] as const).map(
    (form) => [(text: string) => utf8(text.normalize(form)), encoding.normal] as const,
  ),
];

/** How the sign text may have become octets. */
export const ENCODINGS: CandidateGroup = {
  isWhole: true,
  common: ENCODERS.map(([encode, why]) => ({
    causes: [why],
    apply: (signing) => ({ ...signing, encode }),
  })),
};

/** Each octet of the UTF-8 as a character of Latin-1: `é` becomes `Ã©`. */
export function asLatin1(text: string): string {
  return Array.from(utf8(text), (octet) => String.fromCharCode(octet)).join('');
}

/** The same with the characters of Windows-1252. */
export function asWindows1252(text: string): string {
  return Array.from(utf8(text), readWindows1252).join('');
}

/** The text whose UTF-8 was read as Latin-1 or Windows-1252; undefined if it was not. */
export function fromLatin1Text(text: string): string | undefined {
  const octets = Array.from(text, (character) => windows1252(character));
  if (octets.some((octet) => octet === undefined)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(octets as number[]));
  } catch {
    return undefined;
  }
}

function bytewise(text: string, octetOf: (unit: string) => number | undefined): Uint8Array {
  return Uint8Array.from(Array.from(text, (character) => octetOf(character) ?? 0x3f));
}

function latin1(character: string): number | undefined {
  const point = character.codePointAt(0) ?? 0;
  return point < 0x100 ? point : undefined;
}

/** What Windows-1252 has in the place of the control characters 0x80 to 0x9f; a space where it has nothing. */
const WINDOWS_1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

function windows1252(character: string): number | undefined {
  const index = character === ' ' ? -1 : WINDOWS_1252.indexOf(character);
  return index < 0 ? latin1(character) : 0x80 + index;
}

function readWindows1252(octet: number): string {
  const special = octet >= 0x80 && octet < 0xa0 ? WINDOWS_1252[octet - 0x80] : undefined;
  return special === undefined || special === ' ' ? String.fromCharCode(octet) : special;
}

function utf16(text: string, firstShift: number, secondShift: number): Uint8Array {
  const octets = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    octets[2 * i] = (text.charCodeAt(i) >> firstShift) & 0xff;
    octets[2 * i + 1] = (text.charCodeAt(i) >> secondShift) & 0xff;
  }
  return octets;
}

function surrogatesSingly(text: string): Uint8Array {
  const octets: number[] = [];
  for (const character of text) {
    if (character.length === 1) octets.push(...utf8(character));
    else for (const unit of character.split('')) octets.push(...threeOctets(unit.charCodeAt(0)));
  }
  return Uint8Array.from(octets);
}

function threeOctets(unit: number): number[] {
  return [0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f)];
}
