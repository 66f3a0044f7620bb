import { visible } from '@ably-auth/validation/internal';
import type { Failure } from '../check-reply.js';
import type { CaseResult, Report } from '../report.js';

/** A text up to this length is shown whole. */
const LONG = 300;
const STDERR_LINES = 8;

/** What a failed test shows, line by line, for people. */
export function failureLines(
  { failures = [], flags }: Pick<CaseResult, 'failures' | 'flags'>,
  notes: Report['notes'],
): string[] {
  const isExplained = failures.some(({ cause, stderr }) => cause !== undefined || stderr !== undefined);
  return [...failures.flatMap(linesOf), ...(isExplained ? [] : flags.flatMap((flag) => noteLine(flag, notes)))];
}

function linesOf(failure: Failure): string[] {
  const { path, cause, causes = [], stderr = '' } = failure;
  const ids = causes.length === 0 ? '' : ` [${causes.join(', ')}]`;
  return [
    ...(path === undefined ? [] : [`at       ${path}`]),
    ...textLines(failure),
    ...(cause === undefined ? [] : [`cause    ${cause}${ids}`]),
    ...stderr
      .split('\n')
      .filter((line) => line !== '')
      .slice(-STDERR_LINES)
      .map((line) => `stderr   ${shortened(line)}`),
  ];
}

/** Both texts, and a mark under the first octet that differs; of long ones what is around it. */
function textLines({ expected, actual, difference }: Failure): string[] {
  const isLong = Math.max(expected.length, actual.length) > LONG;
  if (difference === undefined) return [`expected ${shortened(expected)}`, `actual   ${shortened(actual)}`];
  const { octet, expectedOctet, actualOctet } = difference;
  const mark = `^ octet ${octet}: ${octetText(expectedOctet)} expected, ${octetText(actualOctet)} found`;
  const [left, right, column] = isLong
    ? [difference.expected, difference.actual, difference.column]
    : [visible(expected), visible(actual), columnOf(expected, actual)];
  return [`expected ${left}`, `actual   ${right}`, `         ${' '.repeat(column)}${mark}`];
}

function columnOf(expected: string, actual: string): number {
  const characters = Array.from(expected);
  const others = Array.from(actual);
  const same = characters.findIndex((character, index) => character !== others[index]);
  return visible(characters.slice(0, same < 0 ? characters.length : same).join('')).length;
}

function octetText(hex: string | undefined): string {
  return hex === undefined ? 'the end' : `0x${hex}`;
}

function noteLine(flag: string, notes: Report['notes']): string[] {
  const note = notes[flag];
  if (note === undefined) return [];
  const seenIn = note.seenIn === undefined || note.seenIn.length === 0 ? '' : ` (seen in ${note.seenIn.join(', ')})`;
  return [`looks for ${flag}: ${note.about}${seenIn}`];
}

/** The beginning of a long text, on one line. */
function shortened(text: string): string {
  return visible(text.length > LONG ? `${text.slice(0, LONG)}… (${text.length} characters)` : text);
}
