import { cause, type Cause } from '../cause.js';
import {
  FIELDS,
  lineCandidate,
  type Candidate,
  type CandidateGroup,
  type Evidence,
  type Field,
} from '../internal/signing.js';

// An absent field signs as the empty string (RSA9g); many languages print absence as a word.

const EMPTY = 'Sign an absent field as the empty string: its line holds nothing but the LF.';

const asWord = cause('fields.absence-as-word', 'absent fields were signed as a word for absence, such as null', EMPTY, [
  'string interpolation in JavaScript, Python, Java, Go, Kotlin, Swift',
]);
const asZero = cause(
  'fields.absence-as-zero',
  'absent fields were signed as 0',
  'Sign an absent field as the empty string, and leave it out of the request.',
  ['languages whose integers have no absent value', 'Go', 'Java long', '.NET', 'ably-cocoa', 'Dart', 'Rust crate ably'],
);

/** The fields that may be absent (RSA5, RSA6, TK2c); the others are absent by mistake. */
const wordOf = Object.fromEntries(
  FIELDS.map((field) => [
    field,
    cause(
      `${field}.absent-as-word`,
      `the ${field} is absent, and was signed as a word for absence, such as null, or as 0`,
      EMPTY,
    ),
  ]),
) as Record<Field, Cause>;

export const ABSENCE_CAUSES: readonly Cause[] = [asWord, asZero, ...Object.values(wordOf)];

const WORDS = [
  'null',
  'undefined',
  'None',
  'nil',
  'NULL',
  '<nil>',
  '<null>',
  'Null',
  'NaN',
  'nan',
  '(null)',
  'Optional(nil)',
  'Optional.empty',
  'OptionalLong.empty',
  'false',
  'False',
  '""',
  "''",
  '-',
  ' ',
];

const absentFields = ({ carried }: Evidence): Field[] => FIELDS.filter((field) => (carried[field] ?? '') === '');

/** The candidates for one absent field. */
export function absenceCandidates(evidence: Evidence, field: Field): Candidate[] {
  if (!absentFields(evidence).includes(field)) return [];
  const frequent = new Set(['null', 'undefined', 'None', 'nil']);
  return [...WORDS, '0'].map((word) => ({
    ...lineCandidate(field, word, wordOf[field]),
    isFrequent: frequent.has(word),
  }));
}

/** The candidates for all absent fields at once, if there are several. */
export function absenceGroup(evidence: Evidence): CandidateGroup {
  const absent = absentFields(evidence);
  if (absent.length < 2) return { common: [] };
  return {
    common: [...WORDS, '0'].map((word) => ({
      causes: [word === '0' ? asZero : asWord],
      apply: (signing) => ({
        ...signing,
        lines: signing.lines.map((line, index) => (absent.includes(FIELDS[index] as Field) ? word : line)),
      }),
    })),
  };
}
