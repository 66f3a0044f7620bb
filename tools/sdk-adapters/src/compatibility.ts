import { existsSync, readFileSync } from 'node:fs';
import type { Vector } from '@ably-auth/conformance';
import type { WorstDifference } from './adapter.js';

/** One place in which an SDK differs from the vectors. */
export interface Difference {
  /** JSONPath in the output; null where the verdict itself is otherwise: accepted for refused, or refused for accepted. */
  readonly path: string | null;
  readonly expected: string;
  readonly actual: string;
  /** Why, in words; null where nobody knows. */
  readonly cause: string | null;
}

/** How an SDK did in one test; the differences of a failed one. */
export type Outcome = 'passed' | 'unsupported' | readonly Difference[];

/** The last run of one SDK. */
export interface SdkResult {
  readonly name: string;
  readonly package: string;
  readonly version: string;
  /** Language and its version, as the adapter told them. */
  readonly language: string;
  /** Day of the run, as YYYY-MM-DD. */
  readonly date: string;
  /** SHA-256 of the vectors that it ran, in hex. */
  readonly vectors: string;
  readonly notes: readonly string[];
  readonly worst: readonly WorstDifference[];
  /** Whether it is a package of this repository. */
  readonly own?: boolean;
  /** By basis of the tests: what Ably's specification says, and what is a decision of this project. */
  readonly totals: Readonly<Record<Vector['basis'], Count>>;
  /** By test id, which begins with the operation; the tests of operations that the SDK does not offer are left out. */
  readonly tests: Readonly<Record<string, Outcome>>;
}

/** The content of docs/compatibility.json. */
export interface Compatibility {
  readonly sdks: readonly SdkResult[];
}

export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly unsupported: number;
}

/** Operation that a test belongs to. */
export const operationOf = (id: string): string => id.slice(0, id.indexOf('/'));

/** Counts the outcomes of each operation, in the order of the tests. */
export function countByOperation(tests: SdkResult['tests']): Record<string, Count> {
  return countBy(tests, operationOf);
}

/** Counts the outcomes of each basis. */
export function countByBasis(
  tests: SdkResult['tests'],
  basisOf: (id: string) => Vector['basis'],
): Record<Vector['basis'], Count> {
  const none = { passed: 0, failed: 0, unsupported: 0 };
  return { spec: none, decision: none, ...countBy(tests, basisOf) };
}

function countBy(tests: SdkResult['tests'], nameOf: (id: string) => string): Record<string, Count> {
  const counts: Record<string, { passed: number; failed: number; unsupported: number }> = {};
  for (const [id, outcome] of Object.entries(tests)) {
    const count = (counts[nameOf(id)] ??= { passed: 0, failed: 0, unsupported: 0 });
    count[typeof outcome === 'string' ? outcome : 'failed'] += 1;
  }
  return counts;
}

/**
 * Reads the committed results; none when the file does not exist.
 * @param file Path of docs/compatibility.json.
 */
export function readCompatibility(file: string): Compatibility {
  if (!existsSync(file)) return { sdks: [] };
  const { sdks } = JSON.parse(readFileSync(file, 'utf8')) as { sdks: (SdkResult & { operations: unknown })[] };
  return { sdks: sdks.map(({ operations: _, ...sdk }) => sdk) };
}

/** Text of docs/compatibility.json: the results, with their counts for readers that want no more, and one line per test. */
export function compatibilityText({ sdks }: Compatibility): string {
  return `{\n"sdks": [\n${sdks.map(sdkText).join(',\n')}\n]\n}\n`;
}

function sdkText({ tests, ...sdk }: SdkResult): string {
  const operations = membersText(countByOperation(tests));
  const head = Object.entries(sdk).map(([name, value]) => `"${name}": ${JSON.stringify(value)},\n`);
  return `{\n${head.join('')}"operations": ${operations},\n"tests": ${membersText(tests)}\n}`;
}

function membersText(members: object): string {
  const lines = Object.entries(members).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return `{\n${lines.join(',\n')}\n}`;
}

/** The committed results with those of this run in place of the older ones, in the order of their names; our own come last. */
export function withResults({ sdks }: Compatibility, results: readonly SdkResult[]): Compatibility {
  const ran = new Set(results.map(({ name }) => name));
  const kept = sdks.filter(({ name }) => !ran.has(name));
  const place = ({ own = false, name }: SdkResult) => `${Number(own)}${name}`;
  return { sdks: [...kept, ...results].sort((a, b) => (place(a) < place(b) ? -1 : 1)) };
}
