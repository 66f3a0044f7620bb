import type { Json } from './vector.js';

/** A text as it is, anything else as JSON. */
export function valueText(value: Json | undefined): string {
  if (value === undefined) return '(absent)';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Two values that differ, each so that its type can be told: texts are bare only beside another text. */
export function pairTexts(expected: Json | undefined, actual: Json | undefined): readonly [string, string] {
  const areTexts = typeof expected === 'string' && typeof actual === 'string';
  if (areTexts && expected !== '' && actual !== '') return [expected, actual];
  const [left, right] = [expected, actual].map((value) => (value === undefined ? '(absent)' : JSON.stringify(value)));
  const alike = valueText(expected) === valueText(actual);
  return alike ? [`${left} (${typeOf(expected)})`, `${right} (${typeOf(actual)})`] : [left ?? '', right ?? ''];
}

function typeOf(value: Json | undefined): string {
  if (value === undefined) return 'absent';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value === 'string' ? 'text' : typeof value;
}
