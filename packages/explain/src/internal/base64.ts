import { bytesOfBase64, fromUrlAlphabet } from '@ably-auth/validation/internal';

/** Octets of base64 in either alphabet, with or without padding; undefined for any other text. */
export function fromBase64(text: string): Uint8Array | undefined {
  const standard = fromUrlAlphabet(text.replace(/=+$/, ''));
  if (!/^[A-Za-z0-9+/]*$/.test(standard) || standard.length % 4 === 1) return undefined;
  return bytesOfBase64(standard);
}

/** Octets of hexadecimal digits; undefined for any other text. */
export function fromHex(text: string): Uint8Array | undefined {
  if (!/^(?:[0-9a-fA-F]{2})+$/.test(text)) return undefined;
  return Uint8Array.from(text.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
}
