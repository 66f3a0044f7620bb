import { AblyAuthError } from './ably-auth-error.js';
import { Decoding } from './internal/decoding.js';
import type { Issue, Leniency, Result } from './issue.js';
import { exceedsBytes, readJsonText } from './json-text.js';
import { JSON_SIZE } from './gen/rules.js';
import { TOKEN_TEXT_MAX_BYTES } from './gen/limits.js';

/** Reads a value of one type, once; generated from its schema. */
export type Decoder<T> = (at: Decoding, path: string, raw: unknown) => T | undefined;

/** What became of a value. */
export type Decoded<T> = {
  /** A fresh value; undefined where something is missing or of another type. */
  readonly value: T | undefined;
  /** Every rule that is broken, 64 at most. */
  readonly issues: readonly Issue[];
  /** What a lenient read tolerated. */
  readonly leniencies: readonly Leniency[];
};

const NONE: readonly never[] = Object.freeze([]);

/**
 * Decodes a value of one type: the one way in which data enters.
 *
 * @param decoder the decoder of the type
 * @param input the value; where it is lenient, also its JSON text
 * @param mode `strict` for what a caller builds; `lenient` for what arrives: null, `ttl: 0`, an empty capability,
 *   decimal text and unknown members are tolerated, and listed
 */
export function decode<T>(decoder: Decoder<T>, input: unknown, mode: 'strict' | 'lenient'): Decoded<T> {
  const at = new Decoding(mode === 'lenient');
  const raw = at.lenient && typeof input === 'string' ? readJsonText(at, '$', input) : input;
  at.unreadable = at.issues !== undefined;
  const value = at.unreadable ? undefined : decoder(at, '$', raw);
  // RSA4f: an object is bounded as its JSON text is. A unit of text takes six bytes at most, so an eighth of the bound in
  // units leaves a quarter of it, which the names and numbers of a request or of its details never fill.
  if (
    at.lenient &&
    raw === input &&
    at.units * 8 > TOKEN_TEXT_MAX_BYTES &&
    exceedsBytes(JSON.stringify(value) ?? '', TOKEN_TEXT_MAX_BYTES)
  ) {
    at.unreadable = true;
    at.breach(JSON_SIZE, '$', 'type', 'more');
  }
  return { value: at.unreadable ? undefined : value, issues: at.issues ?? NONE, leniencies: at.leniencies ?? NONE };
}

/** What the Standard Schema specification (version 1) asks of a schema's `~standard` property. */
export type StandardSchema<T> = {
  readonly version: 1;
  readonly vendor: 'ably-auth';
  readonly validate: (value: unknown) => StandardResult<T>;
  readonly types?: { readonly input: T; readonly output: T };
};

/** What `~standard.validate` returns. */
export type StandardResult<T> = { readonly value: T } | { readonly issues: readonly StandardIssue[] };

/** An issue as Standard Schema has it: the path as a list of member names and indexes. */
export type StandardIssue = { readonly message: string; readonly path: readonly (string | number)[] };

/** A validator that is also a Standard Schema: pass it to any library that takes one. */
export type Validator<T> = ((value: unknown) => Result<T>) & { readonly '~standard': StandardSchema<T> };

/** The strict face of a decoder. */
export function validator<T>(decoder: Decoder<T>): Validator<T> {
  const validate = (value: unknown): Result<T> => {
    const at = new Decoding(false);
    const decoded = decoder(at, '$', value);
    return at.issues === undefined ? { ok: true, value: decoded as T } : { ok: false, issues: at.issues };
  };
  const standard: StandardSchema<T> = {
    version: 1,
    vendor: 'ably-auth',
    validate(value) {
      const result = validate(value);
      if (result.ok) return { value: result.value };
      return { issues: result.issues.map(({ message, path }) => ({ message, path: segments(path) })) };
    },
  };
  return Object.assign(validate, { '~standard': standard });
}

/** The value of a result. @throws {AblyAuthError} with every issue, if the value is not valid */
export function valueOf<T>(result: Result<T>, name: string): T {
  if (result.ok) return result.value;
  throw AblyAuthError.from(result.issues, name);
}

/** `$.a["b c"][0]` as `['a', 'b c', 0]`. */
function segments(path: string): (string | number)[] {
  return Array.from(path.matchAll(/\.([^.[]+)|\[("(?:[^"\\]|\\.)*"|\d+)\]/g), ([, name, bracketed]) =>
    name === undefined ? (JSON.parse(bracketed ?? '""') as string | number) : name,
  );
}
