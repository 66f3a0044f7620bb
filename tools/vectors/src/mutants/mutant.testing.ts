import { referenceAnswer } from '@ably-auth/conformance/reference';
import type { JsonObject } from '../vector.js';

/** A JSON object that a mutant may change. */
export type Members = Record<string, unknown>;

/** Our own packages with one error. The name completes "an implementation that …". */
export type Mutant = {
  readonly name: string;
  readonly operation: string;
  /** The output for an input; every error that it throws is a refusal. */
  readonly answer: (input: JsonObject) => Promise<unknown>;
};

/** What our own packages answer to an input. */
export type Right<Input, Output> = (input: Input) => Promise<Output>;

// Most mutants ask about the inputs of the tests as they are.
const answers = new WeakMap<object, ReturnType<typeof referenceAnswer>>();

/** Makes mutants of one operation: what they answer to an input, by means of what our packages answer. */
export function mutating<Input extends object, Output extends object>(operation: string) {
  const right: Right<Input, Output> = async (input) => {
    const asked = answers.get(input) ?? referenceAnswer(operation, input as JsonObject);
    answers.set(input, asked);
    const answer = await asked;
    return 'output' in answer ? (answer.output as unknown as Output) : refuse();
  };
  return (name: string, answer: (input: Input, right: Right<Input, Output>) => unknown): Mutant => ({
    name,
    operation,
    answer: async (input) => answer(input as unknown as Input, right),
  });
}

/** Refuses an input. */
export function refuse(): never {
  throw new Error('refused');
}

/** The answer of the first, or of the second if the first refuses. */
export async function either<T>(first: () => T | Promise<T>, second: () => T | Promise<T>): Promise<T> {
  try {
    return await first();
  } catch {
    return second();
  }
}

/** The object without some members. */
export function without(object: object, ...names: readonly string[]): Members {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

/** A text as it is, anything else as JSON text. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export const SIGNED = ['keyName', 'ttl', 'capability', 'clientId', 'timestamp', 'nonce'];

/** The sign text of the members as they stand, a line feed too. */
export function signTextOf(members: Members): string {
  return SIGNED.map((name) => `${asText(members[name] ?? '')}\n`).join('');
}

/** Characters as \uXXXX. */
export function escapeUnits(text: string, units: RegExp): string {
  return text.replace(units, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export type Entries = readonly (readonly [name: string, operations: readonly string[]])[];

const STRING = '"(?:[^"\\\\]|\\\\.)*"';

/** The entries of a canonical capability text in their order, which an object would not keep. */
export function entriesOf(text: string): Entries {
  return [...text.matchAll(new RegExp(`(${STRING}):\\[((?:${STRING},?)*)\\]`, 'g'))].map(([, name, operations]) => [
    JSON.parse(name ?? '') as string,
    JSON.parse(`[${operations}]`) as string[],
  ]);
}

/** Capability text of entries, in their order. */
export function textOf(entries: Entries, [comma, colon]: readonly [string, string] = [',', ':']): string {
  const list = (operations: readonly string[]) => `[${operations.map((one) => JSON.stringify(one)).join(comma)}]`;
  return `{${entries.map(([name, operations]) => JSON.stringify(name) + colon + list(operations)).join(comma)}}`;
}

/** Every string of a JSON text, changed. */
export function mapStrings(text: string, change: (quoted: string) => string): string {
  return text.replace(new RegExp(STRING, 'g'), change);
}
