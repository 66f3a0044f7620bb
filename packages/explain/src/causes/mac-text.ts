import { cause, type Cause } from '../cause.js';
import { fromBase64, fromHex, toBase64 } from '../internal/base64.js';

// The MAC as text: standard base64 of 32 octets with padding, in its one canonical form (RSA9g).

const BASE64 = 'Encode the octets of the MAC as standard base64 with padding: 44 characters, the last one `=`.';

const mac = {
  hex: cause('mac.hex', 'the MAC written in hex', BASE64, [
    'PHP hash_hmac without binary: true',
    'Python hexdigest',
    'Ruby hexdigest',
  ]),
  hexInBase64: cause('mac.base64-of-hex', 'the MAC written in hex, and the hex in base64', BASE64, [
    'PHP base64_encode(hash_hmac(…)) without binary: true',
    'openssl dgst without -binary',
  ]),
  base64Twice: cause('mac.base64-twice', 'the MAC encoded to base64 twice', BASE64),
  urlAlphabet: cause('mac.base64url', 'the MAC in the URL alphabet of base64', BASE64, [
    'Node digest("base64url")',
    'Go base64.URLEncoding',
    'Python urlsafe_b64encode',
    'JWT libraries',
  ]),
  unpadded: cause('mac.no-padding', 'the MAC without the padding `=`', BASE64, [
    'Node digest("base64url")',
    'Go base64.RawStdEncoding',
    'Java withoutPadding()',
    'form decoders that split at `=`',
  ]),
  extraPadding: cause('mac.wrong-padding', 'the MAC with more padding than it needs', BASE64),
  whiteSpace: cause('mac.white-space', 'white space in the MAC', BASE64, [
    'Ruby Base64.encode64',
    'Android Base64.DEFAULT',
    'Python base64.encodebytes',
    'openssl base64',
  ]),
  plusLost: cause(
    'mac.plus-lost',
    'a space in the MAC where `+` belongs',
    'Encode `+` as %2B in forms and queries, or send JSON.',
    ['form decoding of text that was not encoded'],
  ),
  percent: cause('mac.url-encoded', 'the MAC URL-encoded', 'Send the MAC as it is: JSON needs no URL encoding.', [
    'encodeURIComponent',
  ]),
  quoted: cause('mac.quoted', 'quotes in the MAC', 'Turn the MAC into text before serialising it.', [
    "Python str() of bytes: b'…'",
    'JSON.stringify of a string',
  ]),
  unusedBits: cause(
    'mac.unused-bits',
    'the MAC with unused bits that are not zero: another text for the same octets',
    'Send the text that the encoder gave: its last character but one is one of AEIMQUYcgkosw048.',
  ),
} as const;

export const MAC_TEXT_CAUSES: readonly Cause[] = Object.values(mac);

/** Octets that a MAC text may stand for, and what is wrong with the text if it does. */
export type Reading = { readonly octets: Uint8Array; readonly causes: readonly Cause[] };

/** Every way to read the text of a MAC. */
export function readMacText(text: string): Reading[] {
  const { plain, causes } = unwrapped(text);
  const readings: Reading[] = [];
  const hex = fromHex(plain);
  if (hex !== undefined) readings.push({ octets: hex, causes: [...causes, mac.hex] });
  const octets = fromBase64(plain);
  if (octets === undefined) return readings;
  readings.push({ octets, causes: [...causes, ...faultsOfBase64(plain, octets)] });
  const inner = String.fromCharCode(...octets.subarray(0, 256)).trim();
  const innerHex = fromHex(inner);
  if (innerHex !== undefined) readings.push({ octets: innerHex, causes: [...causes, mac.hexInBase64] });
  const innerOctets = inner.length > 20 ? fromBase64(inner) : undefined;
  if (innerOctets !== undefined) readings.push({ octets: innerOctets, causes: [...causes, mac.base64Twice] });
  return readings;
}

/** Takes off what transport and printing put around the text. */
function unwrapped(text: string): { plain: string; causes: Cause[] } {
  const causes: Cause[] = [];
  let plain = text;
  const change = (changed: string, why: Cause) => {
    if (changed !== plain) causes.push(why);
    plain = changed;
  };
  change(plain.replace(/^b?(["'])(.*)\1$/s, '$2'), mac.quoted);
  change(
    plain.replace(/%(2[bf]|3d|0a)/gi, (octet) => decodeURIComponent(octet)),
    mac.percent,
  );
  change(plain.replace(/^\s+|\s+$|[\r\n\t]/g, ''), mac.whiteSpace);
  change(plain.replaceAll(' ', '+'), mac.plusLost);
  return { plain, causes };
}

function faultsOfBase64(text: string, octets: Uint8Array): Cause[] {
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
