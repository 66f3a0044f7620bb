import { cause, type Cause } from '../cause.js';
import { utf8, type Dimension } from '../internal/attempt.js';

// The octets of the sign text: UTF-8, without a byte order mark, the characters as they are.

const UTF8 = 'Encode the sign text as UTF-8, named explicitly, without a byte order mark.';
const NORMAL = 'Normalise text before signing, or nowhere: what is sent must be what was signed.';

const encoding = {
  latin1: cause('encoding.latin-1', 'text encoded as Latin-1 or Windows-1252', UTF8, [
    'Java getBytes() with an old default charset',
    'PHP utf8_decode',
    'JavaScript btoa and "binary" strings',
    'Windows',
  ]),
  ascii: cause('encoding.ascii', 'non-ASCII characters lost: encoded as ASCII', UTF8, [
    '.NET Encoding.ASCII',
    'Java US_ASCII',
    'Python errors="replace" or "ignore"',
  ]),
  utf16: cause('encoding.utf-16', 'text encoded as UTF-16', UTF8, ['.NET Encoding.Unicode', 'Java UTF_16', 'Windows']),
  twice: cause('encoding.utf-8-twice', 'UTF-8 read as Latin-1 and encoded again', UTF8, [
    'PHP utf8_encode of UTF-8',
    'databases with a wrong connection charset',
  ]),
  bom: cause('encoding.byte-order-mark', 'a byte order mark before the text', UTF8, [
    '.NET StreamWriter',
    'Windows editors',
  ]),
  cesu8: cause(
    'encoding.surrogates-encoded-singly',
    'characters beyond U+FFFF encoded as two surrogates of three octets each',
    UTF8,
    ['Java DataOutputStream.writeUTF and JNI', 'MySQL utf8', 'Oracle UTF8'],
  ),
  nfc: cause('encoding.nfc', 'text normalised to NFC before signing or after', NORMAL, [
    'browsers and databases that normalise',
  ]),
  nfd: cause('encoding.nfd', 'text normalised to NFD before signing or after', NORMAL, [
    'macOS file names',
    'Swift and Objective-C',
  ]),
  nfkc: cause('encoding.nfkc', 'text normalised to NFKC before signing or after', NORMAL, [
    'PRECIS and SASLprep libraries',
  ]),
} as const;

export const ENCODING_CAUSES: readonly Cause[] = Object.values(encoding);

const ENCODERS: readonly (readonly [(text: string) => Uint8Array, Cause])[] = [
  [(text) => bytewise(text, latin1), encoding.latin1],
  [(text) => bytewise(text, windows1252), encoding.latin1],
  [(text) => utf8(text.replace(/[\u0080-\uffff]/g, '?')), encoding.ascii],
  [(text) => utf8(text.replace(/[\u0080-\u{10ffff}]/gu, '?')), encoding.ascii],
  [(text) => utf8(text.replace(/[\u0080-\uffff]/g, '')), encoding.ascii],
  [(text) => utf16(text, 0, 8), encoding.utf16],
  [(text) => utf16(text, 8, 0), encoding.utf16],
  [(text) => utf16(`\ufeff${text}`, 8, 0), encoding.utf16],
  [(text) => utf16(`\ufeff${text}`, 0, 8), encoding.utf16],
  [(text) => utf8(Array.from(utf8(text), (octet) => String.fromCharCode(octet)).join('')), encoding.twice],
  [(text) => utf8(Array.from(utf8(text), readWindows1252).join('')), encoding.twice],
  [(text) => utf8(`\ufeff${text}`), encoding.bom],
  [surrogatesSingly, encoding.cesu8],
  [(text) => utf8(text.normalize('NFC')), encoding.nfc],
  [(text) => utf8(text.normalize('NFD')), encoding.nfd],
  [(text) => utf8(text.normalize('NFKC')), encoding.nfkc],
];

export const TEXT_ENCODINGS: Dimension = ENCODERS.map(([encode, why]) => ({
  causes: [why],
  apply: (attempt) => ({ ...attempt, encode }),
}));

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
