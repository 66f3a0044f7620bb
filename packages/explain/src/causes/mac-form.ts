import { cause, type Cause } from '../cause.js';
import { toBase64 } from '@ably-auth/validation/internal';
import { fromBase64, fromHex } from '../internal/base64.js';
import { equal, utf8 } from '../internal/signing.js';

// The MAC as text: standard Base64 of 32 octets with padding, in its one canonical form (RSA9g).

const BASE64 = 'Encode the octets of the MAC as standard Base64 with padding: 44 characters, the last one `=`.';
const RAW = 'Encode the octets of the MAC as standard Base64; they are not text, and must not be decoded as text.';

const mac = {
  hex: cause('mac.hex', 'the mac is in hexadecimal', BASE64, [
    'PHP hash_hmac without binary: true',
    'Python hexdigest',
    'Ruby hexdigest',
  ]),
  hexSeparated: cause(
    'mac.hex-with-separators',
    'the mac is in hexadecimal with separators, brackets or a prefix',
    BASE64,
    ['.NET BitConverter.ToString', 'the description of NSData', 'openssl dgst -c'],
  ),
  hexInBase64: cause('mac.base64-of-hex', 'the mac was written in hexadecimal, and that text in Base64', BASE64, [
    'PHP base64_encode(hash_hmac(…)) without binary: true',
    'openssl dgst without -binary',
  ]),
  base64InHex: cause('mac.hex-of-base64', 'the mac was written in Base64, and that text in hexadecimal', BASE64),
  base64Twice: cause('mac.base64-twice', 'the mac was encoded to Base64 twice', BASE64),
  urlAlphabet: cause('mac.base64url', 'the mac is in the URL-safe alphabet of Base64 (base64url)', BASE64, [
    'Node digest("base64url")',
    'Go base64.URLEncoding',
    'Python urlsafe_b64encode',
    'JWT libraries',
  ]),
  unpadded: cause('mac.no-padding', 'the mac has no padding: the `=` at its end is missing', BASE64, [
    'Node digest("base64url")',
    'Go base64.RawStdEncoding',
    'Java withoutPadding()',
    'form decoders that split at `=`',
  ]),
  extraPadding: cause('mac.wrong-padding', 'the mac has more padding than it needs', BASE64),
  whiteSpace: cause('mac.white-space', 'there is white space or a line end in the mac', BASE64, [
    'Ruby Base64.encode64',
    'Android Base64.DEFAULT',
    'Python base64.encodebytes',
    'openssl base64',
  ]),
  plusLost: cause(
    'mac.plus-lost',
    'the mac has a space in the place of `+`, as form decoding makes it',
    'Encode `+` as %2B in forms and queries, or send JSON.',
    ['form decoding of text that was not encoded'],
  ),
  percent: cause(
    'mac.url-encoded',
    'the mac is URL-encoded (percent-encoded)',
    'Send the mac as it is: JSON needs no URL encoding.',
    ['encodeURIComponent'],
  ),
  wrapped: cause(
    'mac.quoted',
    "the mac is in quotes, or as a language prints a value: `b'…'`, `Optional(…)`, `Some(…)`",
    'Turn the mac into plain text before it is serialised.',
    ["Python str() of bytes: b'…'", 'Swift string interpolation', 'JSON.stringify of a string'],
  ),
  prefixed: cause('mac.prefixed', 'the mac has a prefix, such as `sha256=`', BASE64, ['webhook signatures']),
  unusedBits: cause(
    'mac.unused-bits',
    'the mac has unused bits that are not zero: another text for the same octets',
    'Send the text that the encoder gave: its last character but one is one of AEIMQUYcgkosw048.',
  ),
  bytes: cause('mac.list-of-bytes', 'the mac is a list of bytes', BASE64, [
    'Java Arrays.toString',
    'JSON encoders of byte arrays',
    'Node Buffer.toJSON',
    'Uint8Array.toString',
  ]),
  latin1: cause('mac.latin-1', 'the octets of the mac were read as Latin-1 or Windows-1252 characters', RAW, [
    'JavaScript "binary" strings',
    'btoa without its input as binary',
  ]),
  utf8: cause(
    'mac.decoded-as-utf-8',
    'the raw bytes of the mac were decoded as UTF-8 characters, which lost some of them',
    RAW,
    ['JavaScript Buffer.toString()', 'Java new String(bytes)'],
  ),
  truncated: cause('mac.truncated', 'the mac is cut: only its first characters or octets were sent', BASE64, [
    'columns and buffers that are too short',
  ]),
  case: cause('mac.case', 'the mac is in lower case or upper case: Base64 is case-sensitive', BASE64, [
    'header maps and databases that change case',
  ]),
} as const;

/** Whether a form stands for the beginning of a digest only. */
export function isCut({ causes }: MacForm): boolean {
  return causes.includes(mac.truncated);
}

export const MAC_FORM_CAUSES: readonly Cause[] = Object.values(mac);

/** What a MAC text may stand for, and what is wrong with the text if it does. */
export type MacForm = {
  /** How many octets the digest has. */
  readonly size: number;
  readonly matches: (digest: Uint8Array) => boolean;
  readonly causes: readonly Cause[];
};

const SHA_256_OCTETS = 32;
/** Fewer octets than this match by chance in a search of a hundred thousand. */
const FEWEST_OCTETS = 6;
const MOST_WRAPPINGS = 3;
const MOST_CHARACTERS = 4096;

/** Every way to decode what was sent as MAC; `isText` says that it was a string. */
export function macForms(text: string, isText: boolean): MacForm[] {
  const forms = new Map<string, MacForm>();
  if (text.length > MOST_CHARACTERS) return [];
  const visit = (plain: string, causes: readonly Cause[]): void => {
    for (const form of formsOf(plain)) {
      const all = [...causes, ...form.causes];
      const print = all.map(({ id }) => id).join();
      if (!forms.has(print)) forms.set(print, { ...form, causes: all });
    }
    if (causes.length >= MOST_WRAPPINGS) return;
    for (const [inner, why] of unwrapped(plain))
      if (inner !== plain && !causes.includes(why)) visit(inner, [...causes, why]);
  };
  if (isText) visit(text, []);
  const bytes = octetsOfList(text);
  if (bytes !== undefined) forms.set(mac.bytes.id, exact(bytes, [mac.bytes]));
  return [...forms.values()];
}

/** What transport and printing put around a text, taken off. */
function unwrapped(text: string): (readonly [string, Cause])[] {
  return [
    [text.replace(/^b?(["'])(.*)\1$/s, '$2'), mac.wrapped],
    [text.replace(/^(?:Optional|Some)[([]"?(.*?)"?[)\]]$/s, '$1'), mac.wrapped],
    [text.replace(/%(2[bf]|3d|0a)/gi, (octet) => decodeURIComponent(octet)), mac.percent],
    [text.replace(/^\s+|\s+$|[\r\n\t]/g, ''), mac.whiteSpace],
    [text.replaceAll(' ', '+'), mac.plusLost],
    [text.replace(/^[A-Za-z][\w-]{0,20}[=: ] ?(?=.{20})/, ''), mac.prefixed],
  ];
}

function exact(octets: Uint8Array, causes: readonly Cause[]): MacForm {
  const matches = (digest: Uint8Array): boolean => digest[0] === octets[0] && equal(digest, octets);
  return { size: octets.length, matches, causes };
}

function formsOf(text: string): MacForm[] {
  const forms: MacForm[] = [];
  const hex = fromHex(text);
  const inHex = hex && String.fromCharCode(...hex.subarray(0, 256));
  if (hex !== undefined) forms.push(exact(hex, [mac.hex]), ...cut(hex, [mac.hex]));
  else if (/^[\da-f]{13,}$/i.test(text)) forms.push(...cut(fromHex(text.slice(0, -1)), [mac.hex]));
  const base64InHex = inHex !== undefined && inHex.length > 20 ? fromBase64(inHex) : undefined;
  if (base64InHex !== undefined) forms.push(exact(base64InHex, [mac.base64InHex]));
  const separated = /^[<[{(]?\s*(?:0x|\\x)?[\da-f]{2}/i.test(text)
    ? fromHex(text.replace(/0x|\\x|[\s:<>[\](){},-]/gi, ''))
    : undefined;
  if (separated !== undefined && hex === undefined) forms.push(exact(separated, [mac.hexSeparated]));
  forms.push(...base64Forms(text), ...characterForms(text));
  return forms;
}

function base64Forms(text: string): MacForm[] {
  const octets = fromBase64(text);
  if (octets === undefined) return cut(fromBase64(text.slice(0, -1)), []);
  const forms = [exact(octets, oddities(text, octets)), ...cut(octets, [])];
  const inner = String.fromCharCode(...octets.subarray(0, 256));
  const innerHex = fromHex(inner.trim());
  if (innerHex !== undefined) forms.push(exact(innerHex, [mac.hexInBase64]));
  const innerOctets = inner.length > 20 ? fromBase64(inner.trim()) : undefined;
  if (innerOctets !== undefined) forms.push(exact(innerOctets, [mac.base64Twice]));
  if (text.length >= 43 && /[A-Z]/.test(text) !== /[a-z]/.test(text)) {
    const plain = text.replace(/=+$/, '').toLowerCase();
    const matches = (digest: Uint8Array): boolean => toBase64(digest).replace(/=+$/, '').toLowerCase() === plain;
    forms.push({ size: SHA_256_OCTETS, matches, causes: [mac.case] });
  }
  try {
    const characters = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets);
    if (characters.length < octets.length) forms.push(...characterForms(characters));
  } catch {
    // Not UTF-8: the octets are those of the MAC.
  }
  return forms;
}

/** The MAC's octets as characters of one encoding or another. */
function characterForms(text: string): MacForm[] {
  const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const size = SHA_256_OCTETS;
  // Printable ASCII throughout is Base64 or hexadecimal, or a text of its own, but no octets of a digest.
  if (/^[ -~]*$/.test(text)) return [];
  if (points.every((point) => point < 0x100)) return [exact(Uint8Array.from(points), [mac.latin1])];
  const windows = (digest: Uint8Array): boolean => windows1252.decode(digest) === text;
  const decoded = utf8(text);
  const lossy = (digest: Uint8Array): boolean => equal(utf8(lossyUtf8.decode(digest)), decoded);
  return [
    ...(text.length === size ? [{ size, matches: windows, causes: [mac.latin1] }] : []),
    ...(text.includes('\ufffd') ? [{ size, matches: lossy, causes: [mac.utf8] }] : []),
  ];
}

const windows1252 = new TextDecoder('windows-1252');
const lossyUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The first octets of a MAC. */
function cut(octets: Uint8Array | undefined, causes: readonly Cause[]): MacForm[] {
  if (octets === undefined || octets.length < FEWEST_OCTETS || octets.length >= SHA_256_OCTETS) return [];
  const matches = (digest: Uint8Array): boolean =>
    digest[0] === octets[0] && equal(digest.subarray(0, octets.length), octets);
  return [{ size: SHA_256_OCTETS, matches, causes: [...causes, mac.truncated] }];
}

/** The octets of a list of numbers from -128 to 255, as text or as JSON of an array or a Buffer. */
function octetsOfList(text: string): Uint8Array | undefined {
  const inner = text.replace(/^\{"type":"Buffer","data":(.*)\}$/, '$1').replace(/"\d+":/g, '');
  if (!/^[[{(<]?\s*-?\d{1,3}(?:[\s,]+-?\d{1,3})+\s*[\]})>]?$/.test(inner)) return undefined;
  const numbers = (inner.match(/-?\d+/g) ?? []).map(Number);
  if (numbers.length < 16 || numbers.some((number) => number < -128 || number > 255)) return undefined;
  return Uint8Array.from(numbers, (number) => number & 0xff);
}

/** What is wrong with a Base64 text that can be decoded. */
function oddities(text: string, octets: Uint8Array): Cause[] {
  const canonical = toBase64(octets);
  if (text === canonical) return [];
  const causes: Cause[] = [];
  if (/[-_]/.test(text)) causes.push(mac.urlAlphabet);
  const padding = (value: string) => /=*$/.exec(value)?.[0].length ?? 0;
  if (padding(text) !== padding(canonical)) causes.push(padding(text) === 0 ? mac.unpadded : mac.extraPadding);
  const body = (value: string) => value.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/');
  if (body(text) !== body(canonical)) causes.push(mac.unusedBits);
  return causes;
}
