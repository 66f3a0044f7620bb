import type { Cause } from './cause.js';
import { absenceGroup } from './causes/absent-as-word.js';
import { RESOURCES_UNSORTED } from './causes/capability-order.js';
import { capabilityQuirks, verbatimCause } from './causes/capability-text.js';
import { FIELD_ORDERS, INDENTATIONS, LINE_ENDS } from './causes/layout.js';
import { ENCODINGS } from './causes/text-encoding.js';
import { firstDifference, type Difference } from './first-difference.js';
import { questionOfText } from './internal/mac-question.js';
import { lineGroups } from './internal/search-signing.js';
import { FIELDS, textOf, utf8, type Evidence, type Signing } from './internal/signing.js';
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
 * Compares two texts of the protocol, a capability or a sign text, and names the mistake that turns one into the other.
 *
 * @param expected the right text; of a capability that should be absent, the empty text
 * @param actual the text to compare with it
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
  const found = capabilityQuirks(expected, actual);
  const all = found === undefined ? [] : [found.causes, ...found.or];
  // A serializer that does not sort keeps the order that was given.
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
  const { base, evidence } = questionOfText({ text: expected, mac: '' }, { name: '', secret: '' });
  const lines = isSignText(actual) ? actual.slice(0, -1).split('\n') : undefined;
  const isOneLine = lines !== undefined && lines.filter((line, index) => line !== base.lines[index]).length === 1;
  // One mistake in the whole text says more than one in each of its lines.
  return (
    (isOneLine ? undefined : wholeTextCauses(evidence, base, actual)) ?? (lines && lineCauses(evidence, base, lines))
  );
}

function wholeTextCauses(evidence: Evidence, base: Signing, actual: string): readonly Cause[] | undefined {
  const wanted = utf8(actual).join();
  for (const { common, rare } of [LINE_ENDS, INDENTATIONS, ENCODINGS, absenceGroup(evidence), FIELD_ORDERS]) {
    for (const candidate of [...common, ...(rare?.() ?? [])]) {
      const signing = candidate.apply(base);
      if (signing.encode(textOf(signing)).join() === wanted) return candidate.causes;
    }
  }
  return undefined;
}

/** The causes of each line that differs; undefined if one of them has none that is known. */
function lineCauses(evidence: Evidence, base: Signing, actual: readonly string[]): Cause[] | undefined {
  const groups = lineGroups(evidence);
  const causes: Cause[] = [];
  for (const [index, field] of FIELDS.entries()) {
    const [line = '', text = ''] = [base.lines[index], actual[index]];
    if (text === line) continue;
    const { common, rare } = groups[field];
    const found =
      (field === 'capability' ? capabilityQuirks(line, text) : undefined) ??
      [...common, ...(rare?.() ?? [])].find((candidate) => candidate.apply(base).lines[index] === text);
    if (found === undefined) return undefined;
    causes.push(...found.causes);
  }
  return [...new Set(causes)];
}
