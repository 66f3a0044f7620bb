import { SIGNED_FIELDS } from '@ably-auth/validation/internal';
import type { Cause } from '../cause.js';

/** The fields that a MAC covers, in the order of the sign text (RSA9g). */
export const FIELDS = SIGNED_FIELDS;
export type Field = (typeof FIELDS)[number];

export type Digest = (text: Uint8Array, secret: Uint8Array) => Uint8Array;

/** How somebody may have come from the fields of a request to the octets of a MAC, step by step. */
export type Signing = {
  /** The text of each field; of text that is not a sign text, its lines. */
  readonly lines: readonly string[];
  /** Which lines are signed, in which order; undefined: all, as they stand. */
  readonly order?: readonly number[];
  /** What a line becomes before the lines are joined: indented, named. */
  readonly mark?: ((line: string, index: number) => string) | undefined;
  readonly join: (lines: readonly string[]) => string;
  readonly encode: (text: string) => Uint8Array;
  readonly secret: Uint8Array;
  readonly digest: Digest;
};

/** One mistake: what it changes in a signing, and its names. */
export type Candidate = {
  readonly causes: readonly Cause[];
  /** Other mistakes that give the very same octets. */
  readonly or?: readonly (readonly Cause[])[] | undefined;
  /** So frequent that it is tried together with everything, rare candidates too. */
  readonly isFrequent?: boolean | undefined;
  /** Says no more than that the field differs: named where no mistake explains how. */
  readonly isGeneral?: boolean | undefined;
  readonly apply: (signing: Signing) => Signing;
};

/** The alternatives for one step of a signing. Two of one group exclude each other; candidates of different groups combine. */
export type CandidateGroup = {
  readonly common: readonly Candidate[];
  /** Too many to be combined with all others. Made when they are needed. */
  readonly rare?: (() => readonly Candidate[]) | undefined;
  /** Changes the text as a whole, or what is done with it, and no single field. */
  readonly isWhole?: boolean;
};

/** What is known about the request: what the candidates are made from. */
export type Evidence = {
  /** Each field as the request carries it; undefined if it is absent. */
  readonly carried: Readonly<Partial<Record<Field, string>>>;
  /** Each field as the signer meant it, if that is known. */
  readonly intended: Readonly<Partial<Record<Field, string>>>;
  /** The capability text that the caller gave to the signer, if that is known. */
  readonly given?: string | undefined;
  readonly key: { readonly name: string; readonly secret: string };
};

/** Puts another text in the place of one field. */
export function lineCandidate(field: Field, text: string, ...causes: readonly Cause[]): Candidate {
  const index = FIELDS.indexOf(field);
  return { causes, apply: (signing) => ({ ...signing, lines: signing.lines.with(index, text) }) };
}

/** The protocol's own layout: each line ends in LF (RSA9g). */
export function terminated(lines: readonly string[]): string {
  let text = '';
  for (const line of lines) text += `${line}\n`;
  return text;
}

export function textOf({ lines, order, mark, join }: Signing): string {
  if (order === undefined && mark === undefined) return join(lines);
  const chosen = order ?? lines.map((_, index) => index);
  return join(chosen.map((index) => mark?.(lines[index] ?? '', index) ?? lines[index] ?? ''));
}

const encoder = new TextEncoder();
let buffer = new Uint8Array(4096);

/** The octets of a signing, which the next call overwrites. */
export function sharedOctetsOf(signing: Signing): Uint8Array {
  const text = textOf(signing);
  if (signing.encode !== utf8) return signing.encode(text);
  if (text.length * 3 > buffer.length) buffer = new Uint8Array(text.length * 6);
  return buffer.subarray(0, encoder.encodeInto(text, buffer).written);
}

export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, index) => octet === b[index]);
}
