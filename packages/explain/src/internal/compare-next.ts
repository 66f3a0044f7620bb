import type { Cause } from '../cause.js';
import { isCut, type MacForm } from '../causes/mac-form.js';
import { utf8, type Evidence } from './signing.js';
import { toBase64 } from '@ably-auth/validation/internal';
import { hmacSha256 } from './hmac-sha-256.js';

/** A text of no request: its MAC tells whether two sides have the same secret, and nothing else. */
const PROBE = 'ably-auth';

/** What to compare when nothing known explains a MAC, the most telling first. */
export function whatToCompareNext(
  { carried, key }: Evidence,
  forms: readonly MacForm[],
  causes: readonly Cause[],
): string[] {
  const probe = toBase64(hmacSha256(utf8(key.secret), utf8(PROBE)));
  const sizes = [...new Set(forms.filter((form) => !isCut(form)).map(({ size }) => size))];
  return [
    ...causes.map(({ message, remediation }) => `${message}: ${remediation}`),
    ...(carried.keyName === undefined || key.name === '' || carried.keyName === key.name
      ? []
      : [
          `The request names the key ${JSON.stringify(carried.keyName)}, the given key is ${JSON.stringify(key.name)}: use one key.`,
        ]),
    ...(sizes.includes(32)
      ? []
      : [
          sizes.length === 0
            ? 'The MAC is neither base64 nor hex: encode the 32 octets of the HMAC as standard base64 with padding.'
            : `The MAC stands for ${sizes.join(' or ')} octets, an HMAC-SHA-256 has 32: look whether it was cut, or which hash made it.`,
        ]),
    `The secret: where the request is signed, compute the MAC of the text "${PROBE}". If it is not ${probe}, the secret or the digest differs; if it is, the text differs.`,
    'The text: print the octets that are signed in hex, and compare them with the octets listed here, line by line.',
    'The values: look whether timestamp, nonce and clientId of the request are those that were signed, and not taken again.',
  ];
}
