import { base64, hex, textOf } from './plan.testing.js';

/** What a sentence says of the form of the MAC: whether the one that was sent is this form of these octets. */
export type Form = (sent: unknown, octets: Uint8Array) => boolean;

const isText =
  (of: (sent: string, right: string, octets: Uint8Array) => boolean): Form =>
  (sent, octets) =>
    typeof sent === 'string' && sent !== base64(octets) && of(sent, base64(octets), octets);
const url = (text: string) => text.replaceAll('+', '-').replaceAll('/', '_');
const bare = (text: string) => text.replace(/=+$/, '');
const numbers = (sent: unknown) =>
  (typeof sent === 'string' ? sent : textOf(sent)).match(/-?\d+/g)?.map((value) => Number(value) & 255) ?? [];

const FORMS: readonly (readonly [claim: RegExp, form: Form])[] = [
  [/^the mac is in hexadecimal$/, isText((sent, _right, octets) => sent.toLowerCase() === hex(octets))],
  [
    /^the mac is in hexadecimal with separators, brackets or a prefix$/,
    isText(
      (sent, _right, octets) =>
        sent.toLowerCase() !== hex(octets) && sent.toLowerCase().replace(/0x|\\x|[^0-9a-f]/g, '') === hex(octets),
    ),
  ],
  [
    /^the mac was written in hexadecimal, and that text in Base64$/,
    isText((sent, _right, octets) => Buffer.from(sent, 'base64').toString().toLowerCase() === hex(octets)),
  ],
  [
    /^the mac was written in Base64, and that text in hexadecimal$/,
    isText((sent, right) => sent.toLowerCase() === hex(right)),
  ],
  [
    /^the mac was encoded to Base64 twice$/,
    isText((sent, right) => Buffer.from(sent, 'base64').toString().trim() === right),
  ],
  [
    /^the mac is in the URL-safe alphabet of Base64/,
    isText((sent, right) => bare(sent) === bare(url(right)) && /[-_]/.test(sent)),
  ],
  [/^the mac has no padding: /, isText((sent, right) => !sent.endsWith('=') && bare(url(sent)) === bare(url(right)))],
  [
    /^the mac has more padding than it needs$/,
    isText((sent, right) => sent.startsWith(right) && /^=+$/.test(sent.slice(right.length))),
  ],
  [
    /^there is white space or a line end in the mac$/,
    isText((sent, right) => /\s/.test(sent) && sent.replace(/\s/g, '') === right),
  ],
  [/^the mac has a space in the place of `\+`/, isText((sent, right) => sent === right.replaceAll('+', ' '))],
  [/^the mac is URL-encoded/, isText((sent, right) => decodeURIComponent(sent) === right)],
  [
    /^the mac is in quotes, or as a language prints a value/,
    isText((sent, right) => sent.includes(right) && /^(b['"]|['"`]|Optional\(|Some\()/.test(sent)),
  ],
  [
    /^the mac has a prefix, such as /,
    isText(
      (sent, right, octets) => (sent.endsWith(right) || sent.toLowerCase().endsWith(hex(octets))) && sent !== right,
    ),
  ],
  [
    /^the mac has unused bits that are not zero/,
    isText((sent, _right, octets) => Buffer.compare(Buffer.from(sent, 'base64'), octets) === 0),
  ],
  [/^the mac is a list of bytes$/, (sent, octets) => numbers(sent).join() === [...octets].join()],
  [
    /^the octets of the mac were read as Latin-1 or Windows-1252/,
    isText(
      (sent, _right, octets) =>
        sent === Buffer.from(octets).toString('latin1') || sent === new TextDecoder('windows-1252').decode(octets),
    ),
  ],
  [
    /^the raw bytes of the mac were decoded as UTF-8/,
    isText(
      (sent, _right, octets) =>
        sent.replaceAll('\ufffd', '') === Buffer.from(octets).toString('utf8').replaceAll('\ufffd', ''),
    ),
  ],
  [
    /^the mac is cut: /,
    isText(
      (sent, right, octets) =>
        sent.length >= 8 &&
        sent.length < 44 &&
        (right.startsWith(bare(sent)) ||
          bare(base64(octets.subarray(0, Buffer.from(sent, 'base64').length))) === bare(sent)),
    ),
  ],
  [
    /^the mac is in lower case or upper case/,
    isText((sent, right) => [right.toLowerCase(), right.toUpperCase()].includes(sent)),
  ],
];

export const formOf = (claim: string) => FORMS.find(([pattern]) => pattern.test(claim))?.[1];
export const rightForm: Form = (sent, octets) => sent === base64(octets);
