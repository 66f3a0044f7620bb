import { FEATURES } from './gen/operations.js';
import type { Hello } from './protocol.js';
import type { CaseResult } from './report.js';
import { OPERATIONS, type Vector } from './vector.js';

// What is wrong with an adapter as a whole, and would make its results look better than they are.

/** A warning for each operation and feature of the hello that nobody knows: what is misspelt is never asked. */
export function unknownNames({ operations, features }: Hello, vectors: readonly Vector[]): string[] {
  const knownOperations = new Set<string>([...OPERATIONS, ...vectors.map(({ operation }) => operation)]);
  const knownFeatures = new Set<string>([...FEATURES, ...vectors.flatMap((vector) => vector.features)]);
  return [
    ...operations
      .filter((name) => !knownOperations.has(name))
      .map((name) => unknown('operation', name, knownOperations)),
    ...features.filter((name) => !knownFeatures.has(name)).map((name) => unknown('feature', name, knownFeatures)),
  ];
}

function unknown(what: string, name: string, known: ReadonlySet<string>): string {
  const [nearest] = [...known].toSorted((a, b) => editDistance(a, name) - editDistance(b, name));
  const isNear = nearest !== undefined && editDistance(nearest, name) <= Math.max(2, name.length / 3);
  return `The adapter's hello names an unknown ${what} ${JSON.stringify(name)}, which is never asked${isNear ? `: did you mean ${JSON.stringify(nearest)}?` : '.'}`;
}

/** How many characters have to be added, removed or replaced (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [index, character] of Array.from(a).entries()) {
    const next = [index + 1];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (character === b[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** So few values that were wanted may all be refused by a real SDK. */
const FEWEST_VALUES = 3;
const NOT_COUNTED = 'not counted: the adapter refused everything of this operation, valid input too';

/**
 * Takes back the passes of an operation in which the adapter refused all valid input as well: that it refuses invalid
 * input shows nothing.
 *
 * @param results how the tests went
 * @returns the results, a warning for each such operation, and why there is no score where that is every operation
 */
export function withoutEmptyRefusals(results: readonly CaseResult[]): {
  readonly results: readonly CaseResult[];
  readonly warnings: readonly string[];
  readonly noScore?: string;
} {
  const asked = results.filter(({ status }) => status !== 'unsupported');
  const operations = [...new Set(asked.map(({ operation }) => operation))];
  const refusing = operations.filter((name) => {
    const wanted = asked.filter(({ operation, result }) => operation === name && result === 'valid');
    return wanted.length >= FEWEST_VALUES && wanted.every(isRefused);
  });
  const takenBack = (result: CaseResult): CaseResult => {
    if (result.status !== 'passed' || !refusing.includes(result.operation)) return result;
    const { code: _code, ...rest } = result;
    return { ...rest, status: 'unsupported', reason: NOT_COUNTED };
  };
  const changed = results.map(takenBack);
  const warnings = refusing.map((name) => {
    const count = results.filter((result) => result.operation === name && result.status === 'passed').length;
    const refusals = count === 0 ? '' : ` Its ${count} refusals of invalid input are not counted.`;
    return `${name}: the adapter refused everything, valid input too.${refusals}`;
  });
  const isEmpty = refusing.length > 0 && refusing.length === operations.length;
  return {
    results: changed,
    warnings,
    ...(isEmpty ? { noScore: 'the adapter refused everything that it was asked' } : {}),
  };
}

/** Whether an error came where a value was wanted. */
function isRefused({ failures = [], status }: CaseResult): boolean {
  return (
    status === 'failed' &&
    failures.every(({ path, actual }) => path === undefined && /^(?:crashed: )?refused/.test(actual))
  );
}
