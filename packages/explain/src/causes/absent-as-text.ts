import { cause, type Cause } from '../cause.js';
import { FIELDS, lineVariant, type Dimension, type Evidence, type Field, type Variant } from '../internal/attempt.js';

// An absent field signs as the empty string (RSA9g); many languages print absence as a word.

const asWord = cause(
  'fields.absence-as-word',
  'an absent field signed as a word for absence, such as null',
  'Sign an absent field as the empty string: its line holds nothing but the LF.',
  ['string interpolation in JavaScript, Python, Java, Go, Kotlin, Swift'],
);
const asZero = cause(
  'fields.absence-as-zero',
  'an absent field signed as 0',
  'Sign an absent field as the empty string, and leave it out of the request.',
  ['languages whose integers have no absent value', 'Go', 'Java long', '.NET', 'ably-cocoa', 'Dart', 'Rust crate ably'],
);

export const ABSENCE_CAUSES: readonly Cause[] = [asWord, asZero];

const WORDS = [
  'null',
  'undefined',
  'None',
  'nil',
  'NULL',
  '<nil>',
  'NaN',
  '(null)',
  'Optional(nil)',
  'false',
  '""',
  '-',
];

const absentFields = ({ carried }: Evidence): Field[] => FIELDS.filter((field) => (carried[field] ?? '') === '');

/** The alternatives for one absent field. */
export function absenceVariants(evidence: Evidence, field: Field): Variant[] {
  if (!absentFields(evidence).includes(field)) return [];
  return [...WORDS.map((word) => lineVariant(field, word, asWord)), lineVariant(field, '0', asZero)];
}

/** The alternatives for all absent fields at once, where there are several. */
export function absenceDimension(evidence: Evidence): Dimension {
  const absent = absentFields(evidence);
  if (absent.length < 2) return [];
  return [...WORDS, '0'].map((word) => ({
    causes: [word === '0' ? asZero : asWord],
    apply: (attempt) => ({
      ...attempt,
      lines: attempt.lines.map((line, index) => (absent.includes(FIELDS[index] as Field) ? word : line)),
    }),
  }));
}
