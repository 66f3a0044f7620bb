import type { Cause, Explanation } from '@ably-auth/explain';
import { rowLines, type Row } from '../layout.js';
import type { Output } from '../output.js';

const LABEL = 8;

/** The causes of a MAC, and where the text that was signed differs from the one that belongs to the request. */
export function explanationLines({ causes, or, difference }: Explanation, output: Output): string[] {
  const { paint, width } = output;
  const layout = { width, label: LABEL, paint: paint.dim };
  const causeLines = causes.flatMap((cause, index) => [
    ...(index > 0 ? [''] : []),
    ...rowLines([[index > 0 ? 'and' : 'cause', cause.title]], { ...layout, paint: paint.bold }),
    ...rowLines(detailsOf(cause), layout),
  ]);
  // Some mistakes of different encoders have one name for people.
  const titles = new Set(or.map(titleOf));
  titles.delete(titleOf(causes));
  const others = [...titles].map((title): Row => ['or', `${title} (the same MAC)`]);
  return [
    ...causeLines,
    ...(others.length === 0 ? [] : ['', ...rowLines(others, layout)]),
    ...(difference === undefined ? [] : ['', ...differenceLines(difference, output)]),
  ];
}

function titleOf(causes: readonly Cause[]): string {
  return causes.map(({ title }) => title).join(', ');
}

function detailsOf({ seenIn, mend, id }: Cause): Row[] {
  return [...(seenIn.length === 0 ? [] : [['seen in', seenIn.join('; ')] satisfies Row]), ['mend', mend], ['id', id]];
}

/** Both texts on one line each, and a mark under the first octet that differs. They are not wrapped. */
function differenceLines(difference: NonNullable<Explanation['difference']>, { paint }: Output): string[] {
  const { octet, expectedOctet, actualOctet, expected, actual, column } = difference;
  const label = (text: string) => `  ${paint.dim(text.padEnd(LABEL))}  `;
  return [
    `${label('to sign')}${expected}`,
    `${label('signed')}${actual}`,
    `${label('')}${' '.repeat(column)}${paint.red('^')} octet ${octet}: ${octetText(actualOctet)} signed for ${octetText(expectedOctet)}`,
  ];
}

function octetText(hex: string | undefined): string {
  return hex === undefined ? 'the end' : `0x${hex}`;
}
