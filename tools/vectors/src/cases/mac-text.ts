// Other texts of a MAC, or of the signature of a JWT.

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The first text that fits, of as many as it takes. */
export function oneOfMany(textOf: (index: number) => string, fits: (text: string) => boolean): string {
  const found = Array.from({ length: 200 }, (_, index) => textOf(index)).find(fits);
  if (found === undefined) throw new Error('none of 200 texts fits');
  return found;
}

/** The tests of texts that stand for the same 32 bytes, without padding: their two unused bits are not 0. */
export function unusedBits(text: string): readonly (readonly [name: string, about: string, text: string])[] {
  const alphabet = ALPHABET + (/[-_]/.test(text) ? '-_' : '+/');
  const last = alphabet.indexOf(text.charAt(42));
  return [1, 2, 3].map((bits) => [
    `unused-bits-${bits}`,
    `The two unused bits are ${bits}, not 0: the same 32 bytes.`,
    `${text.slice(0, 42)}${alphabet.charAt(last + bits)}`,
  ]);
}

/** The bytes with their last bit changed. */
export function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[31] = (copy[31] ?? 0) ^ 1;
  return copy;
}
