import type { Cause } from '../cause.js';

/** The fields that a MAC covers, in the order of the sign text (RSA9g). */
export const FIELDS = ['keyName', 'ttl', 'capability', 'clientId', 'timestamp', 'nonce'] as const;
export type Field = (typeof FIELDS)[number];

/** One way in which somebody may have come from the fields of a request to the bytes of a MAC. */
export type Attempt = {
  /** The text of each field; of text that is no sign text, its lines. */
  readonly lines: readonly string[];
  /** Makes the text of the lines. */
  readonly arrange: (lines: readonly string[]) => string;
  /** Makes the octets of the text. */
  readonly encode: (text: string) => Uint8Array;
  readonly secret: Uint8Array;
  /** Makes the MAC of the octets. */
  readonly digest: Digest;
};

export type Digest = (text: Uint8Array, secret: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/** A change of an attempt, and what somebody did wrong who really made it. */
export type Variant = {
  readonly causes: readonly Cause[];
  /** How many mistakes it counts as, where that is not one for each cause. */
  readonly weight?: number;
  /** Other mistakes that give the very same. */
  readonly or?: readonly (readonly Cause[])[];
  readonly apply: (attempt: Attempt) => Attempt;
};

/** The alternatives for one part of an attempt; two of them cannot act together. */
export type Dimension = readonly Variant[];

/** Variants that are too many to be combined with others, and so are made only when those have been tried alone. */
export type Crowd = () => Dimension;

/** What is known about the request: what the alternatives are made from. */
export type Evidence = {
  /** Each field as the request carries it; undefined where it is absent. */
  readonly carried: Readonly<Partial<Record<Field, string>>>;
  /** Each field as the signer meant it, where that is known. */
  readonly intended: Readonly<Partial<Record<Field, string>>>;
  /** The capability text that the caller gave to the signer, where that is known. */
  readonly given?: string | undefined;
  readonly key: { readonly name: string; readonly secret: string };
};

/** Puts another text in the place of one field. */
export function lineVariant(field: Field, text: string, ...causes: readonly Cause[]): Variant {
  const index = FIELDS.indexOf(field);
  return { causes, apply: (attempt) => ({ ...attempt, lines: attempt.lines.with(index, text) }) };
}

/** The protocol's own layout: each line ends in LF (RSA9g). */
export function terminated(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

const encoder = new TextEncoder();

export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}
