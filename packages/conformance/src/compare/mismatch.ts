import type { Json, JsonObject, Vector } from '../vector.js';
import { isObject } from '../protocol.js';

/** One place in which an output is not what it must be. */
export type Mismatch = {
  /** JSONPath in the output: `$.text`. */
  readonly path: string;
  /** The value that it must have there; undefined for none. */
  readonly expected: Json | undefined;
  readonly actual: Json | undefined;
  /** The cause, where comparing tells it. */
  readonly cause?: string | undefined;
};

/** Compares the output of a test with what the vector says. */
export type Compare = (
  vector: Vector & { readonly result: 'valid' },
  output: JsonObject,
) => Mismatch[] | Promise<Mismatch[]>;

/** Every place in which two values differ, by value and type; the order of members does not count. */
export function compareValues(expected: Json | undefined, actual: Json | undefined, path: string): Mismatch[] {
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    return expected.flatMap((item: Json, index) => compareValues(item, actual[index] as Json, `${path}[${index}]`));
  }
  if (isObject(expected) && isObject(actual)) {
    const names = [...new Set([...Object.keys(expected), ...Object.keys(actual)])];
    return names.flatMap((name) => compareValues(own(expected, name), own(actual, name), `${path}${member(name)}`));
  }
  return expected === actual ? [] : [{ path, expected, actual }];
}

/** The members that the expected output has; an adapter may tell more. */
export function compareMembers(expected: JsonObject, actual: JsonObject): Mismatch[] {
  return Object.keys(expected).flatMap((name) => compareValues(expected[name], own(actual, name), `$${member(name)}`));
}

export function own(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function member(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
