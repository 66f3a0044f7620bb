import { FIELDS, utf8, type Field } from './internal/signing.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { visible } from '@ably-auth/validation/internal';

/** One line of a sign text, octet by octet. */
export type SignTextLine = {
  /** The field of the line; undefined past the sixth. */
  readonly field: Field | undefined;
  /** The line with control characters made visible. */
  readonly text: string;
  /** Its octets in hex, with the LF that ends it. */
  readonly octets: string;
};

/**
 * A sign text octet by octet, a line for each field (RSA9g).
 *
 * @param text the sign text
 * @example
 * import { signTextOctets } from '@ably-auth/explain/internal';
 * signTextOctets('appId.keyId\n60\n')[1]; // { field: 'ttl', text: '60␊', octets: '36 30 0a' }
 */
export function signTextOctets(text: string): SignTextLine[] {
  return (text.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((line, index) => ({
    field: FIELDS[index],
    text: visible(line),
    octets: (bytesToHex(utf8(line)).match(/../g) ?? []).join(' '),
  }));
}
