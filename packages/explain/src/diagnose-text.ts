import type { Cause } from './cause.js';
import { absenceDimension } from './causes/absent-as-text.js';
import { RESOURCES_UNSORTED } from './causes/capability-order.js';
import { capabilityHabits, verbatimCause } from './causes/capability-text.js';
import { clientIdDimension, nonceDimension } from './causes/identity.js';
import { fieldOrderCrowd, layoutDimension } from './causes/layout.js';
import { TEXT_ENCODINGS } from './causes/text-encoding.js';
import { timestampDimension } from './causes/timestamp.js';
import { ttlDimension } from './causes/ttl.js';
import { firstDifference, type Difference } from './first-difference.js';
import { FIELDS, terminated, utf8, type Attempt, type Dimension, type Evidence } from './internal/attempt.js';
import { effective } from './internal/search.js';
import { readWrittenCapability } from './internal/written-capability.js';
import { sentenceOf } from './sentence-of.js';

/** Why one text is not the other. */
export type TextDiagnosis = {
  readonly difference: Difference;
  /** The mistakes that make the actual text out of the expected one; empty if none is known. */
  readonly causes: readonly Cause[];
  /** Every known list of mistakes that makes it, that of `causes` first: who made the text tells which it was. */
  readonly alternatives: readonly (readonly Cause[])[];
  /** The causes in one sentence; undefined if none is known. */
  readonly sentence: string | undefined;
};

/**
 * Compares two texts of the protocol, a capability or a sign text, and names the mistake that makes one of the other.
 *
 * @param expected the right text; of a capability that should be absent, the empty text
 * @param actual the text that somebody made
 * @param given the capability that it was made from, where that is known: as text, or as an object in its own order
 * @returns undefined if the texts are the same
 * @example
 * import { diagnoseText } from '@ably-auth/explain';
 * const diagnosis = diagnoseText('{"a":["b"]}', '{"a": ["b"]}');
 * diagnosis?.causes[0]?.id; // 'capability.space-after-separators'
 */
export function diagnoseText(expected: string, actual: string, given?: string | object): TextDiagnosis | undefined {
  const difference = firstDifference(expected, actual);
  if (difference === undefined) return undefined;
  const alternatives = isSignText(expected)
    ? [signTextCauses(expected, actual) ?? []]
    : capabilityCauses(expected, actual, given);
  const causes = alternatives.find((list) => list.length > 0) ?? [];
  return { difference, causes, alternatives: causes.length === 0 ? [] : alternatives, sentence: sentenceOf(causes) };
}

function capabilityCauses(expected: string, actual: string, given: string | object | undefined): (readonly Cause[])[] {
  const verbatim = typeof given === 'string' ? verbatimCause(actual, given) : undefined;
  if (verbatim !== undefined) return [verbatim];
  const found = capabilityHabits(expected, actual);
  const all = found === undefined ? [] : [found.causes, ...found.or];
  // Whoever does not sort keeps the order that was given.
  const isKept = typeof given !== 'object' || sameOrder(JSON.stringify(given), actual);
  const possible = isKept ? all : all.filter((causes) => !causes.includes(RESOURCES_UNSORTED));
  return possible.length > 0 ? possible : all;
}

function sameOrder(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) =>
    readWrittenCapability(text)
      ?.map(({ resource }) => resource)
      .join('\n'),
  );
  return left === undefined || left === right;
}

function isSignText(text: string): boolean {
  return text.endsWith('\n') && text.split('\n').length === FIELDS.length + 1;
}

function signTextCauses(expected: string, actual: string): readonly Cause[] | undefined {
  const lines = expected.slice(0, -1).split('\n');
  const base: Attempt = { lines, arrange: terminated, encode: utf8, secret: new Uint8Array(), digest: (text) => text };
  const carried = Object.fromEntries(FIELDS.map((field, index) => [field, lines[index] || undefined]));
  const evidence: Evidence = { carried, intended: {}, key: { name: '', secret: '' } };

  const byLine = isSignText(actual) ? lineCauses(evidence, base, actual.slice(0, -1).split('\n')) : undefined;
  if (byLine !== undefined) return byLine;
  const whole = effective(base, [
    ...layoutDimension(true),
    ...fieldOrderCrowd(),
    ...TEXT_ENCODINGS,
    ...absenceDimension(evidence),
  ]);
  const wanted = utf8(actual).join();
  const variant = whole.find((candidate) => {
    const { lines: changed, arrange, encode } = candidate.apply(base);
    return encode(arrange(changed)).join() === wanted;
  });
  return variant?.causes;
}

/** The causes of each line that differs; undefined if one of them has none that is known. */
function lineCauses(evidence: Evidence, base: Attempt, actual: readonly string[]): Cause[] | undefined {
  const dimensions: Readonly<Record<number, Dimension>> = {
    1: ttlDimension(evidence),
    3: clientIdDimension(evidence),
    4: timestampDimension(evidence),
    5: nonceDimension(evidence),
  };
  const causes: Cause[] = [];
  for (const [index, line] of base.lines.entries()) {
    const text = actual[index] ?? '';
    if (text === line) continue;
    const found =
      index === 2
        ? capabilityHabits(line, text)
        : dimensions[index]?.find((variant) => variant.apply(base).lines[index] === text);
    if (found === undefined) return undefined;
    causes.push(...found.causes);
  }
  return [...new Set(causes)];
}
