import { utf8 } from './internal/signing.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { visible } from '@ably-auth/validation/internal';

/** The first place where two texts differ. */
export type Difference = {
  /** How many octets of UTF-8 are the same before it. */
  readonly octet: number;
  /** The octet there in hex; undefined where the text has ended. */
  readonly expectedOctet: string | undefined;
  readonly actualOctet: string | undefined;
  /** The text around it on one line, control characters made visible. */
  readonly expected: string;
  readonly actual: string;
  /** How many characters of both contexts are the same: where a mark under them belongs. */
  readonly column: number;
};

/** Characters of context on either side. */
const AROUND = 24;

/**
 * The first octet in which two texts differ, with the text around it.
 *
 * @param expected the right text
 * @param actual the text to compare with it
 * @returns undefined if the texts are the same
 * @example
 * import { firstDifference } from '@ably-auth/explain/internal';
 * const difference = firstDifference('{"a":["b"]}', '{"a": ["b"]}');
 * difference?.octet; // 5
 * difference?.actualOctet; // '20'
 */
export function firstDifference(expected: string, actual: string): Difference | undefined {
  if (expected === actual) return undefined;
  const [left, right] = [Array.from(expected), Array.from(actual)];
  let at = 0;
  while (at < left.length && left[at] === right[at]) at++;
  const common = utf8(left.slice(0, at).join(''));
  const [expectedRest, actualRest] = [utf8(left[at] ?? ''), utf8(right[at] ?? '')];
  // Two characters may begin with the same octets.
  let within = 0;
  while (within < expectedRest.length && expectedRest[within] === actualRest[within]) within++;
  const before = (at > AROUND ? '…' : '') + visible(left.slice(Math.max(at - AROUND, 0), at).join(''));
  return {
    octet: common.length + within,
    expectedOctet: octetAt(expectedRest, within),
    actualOctet: octetAt(actualRest, within),
    expected: before + after(left, at),
    actual: before + after(right, at),
    column: before.length,
  };
}

function after(characters: readonly string[], at: number): string {
  return visible(characters.slice(at, at + AROUND).join('')) + (characters.length > at + AROUND ? '…' : '');
}

function octetAt(octets: Uint8Array, index: number): string | undefined {
  return index < octets.length ? bytesToHex(octets.subarray(index, index + 1)) : undefined;
}
