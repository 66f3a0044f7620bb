import type { Explanation, MacExplanation, SpecificCause } from '@ably-auth/explain';
import { visible } from '@ably-auth/validation/internal';
import { rowLines, wrap, type Row } from '../layout.js';
import type { Output } from '../output.js';

/** More octets of one field than this fill the screen and help nobody; --json has all. */
const MOST_OCTETS = 256;
const LABEL = 10;
const CAUSE_LABEL = 8;

/** What was found out about the MAC of a text. */
export function macLines(mac: MacExplanation, output: Output, withOctets: boolean): string[] {
  const { matches, explanations } = mac;
  const head = matches
    ? `${output.paint.green('✓')} The MAC matches.`
    : `${output.paint.red('✗')} The MAC does not match.`;
  return [
    head,
    ...explanations.flatMap((each) => ['', ...explanationLines(each, output)]),
    ...(matches || explanations.length > 0 ? [] : ['', ...unexplainedLines(mac, output)]),
    ...(withOctets ? ['', ...octetLines(mac, output)] : []),
  ];
}

/** The causes of a MAC with their fixes, and where the text that was signed differs from the one to sign. */
export function explanationLines({ causes, or, difference }: Explanation, output: Output): string[] {
  const { paint, width } = output;
  const layout = { width, label: CAUSE_LABEL, paint: paint.dim };
  const causeLines = causes.flatMap((cause, index) => [
    ...(index > 0 ? [''] : []),
    ...rowLines([[index > 0 ? 'and' : 'cause', visible(cause.message)]], { ...layout, paint: paint.bold }),
    ...rowLines(detailsOf(cause), layout),
  ]);
  // Some mistakes of different encoders have one name for people.
  const others = new Set(or.map(messageOf));
  others.delete(messageOf(causes));
  return [
    ...causeLines,
    ...(others.size === 0
      ? []
      : [
          '',
          ...rowLines(
            [...others].map((message): Row => ['or', `${visible(message)} (the same MAC)`]),
            layout,
          ),
        ]),
    ...(difference === undefined ? [] : ['', ...differenceLines(difference, output)]),
  ];
}

function messageOf(causes: readonly SpecificCause[]): string {
  return causes.map(({ message }) => message).join(', ');
}

function detailsOf({ seenIn, remediation, id }: SpecificCause): Row[] {
  return [
    ['fix', remediation],
    ...(seenIn.length === 0 ? [] : [['seen in', seenIn.join('; ')] satisfies Row]),
    ['id', id],
  ];
}

/** Both texts on one line each, and a mark under the first octet that differs. They are not wrapped. */
export function differenceLines(difference: NonNullable<Explanation['difference']>, { paint }: Output): string[] {
  const { octet, expectedOctet, actualOctet, expected, actual, column } = difference;
  const label = (text: string) => `  ${paint.dim(text.padEnd(CAUSE_LABEL))}  `;
  const shown = (hex: string | undefined) => (hex === undefined ? 'the end' : `0x${hex}`);
  return [
    `${label('to sign')}${expected}`,
    `${label('signed')}${actual}`,
    `${label('')}${' '.repeat(column)}${paint.red('^')} octet ${octet}: expected ${shown(expectedOctet)}, got ${shown(actualOctet)}`,
  ];
}

/** What helps when no known mistake gives the MAC: what to compare, the right MAC. */
export function unexplainedLines(mac: MacExplanation, { paint, width }: Output): string[] {
  const stopped = mac.stoppedEarly
    ? ' The search stopped early, because the request is long or has many variants.'
    : '';
  return [
    ...wrap(
      mac.tried === 0
        ? 'No known mistake gives a MAC of this form. What to compare next:'
        : `None of ${mac.tried} combinations of known mistakes gives this MAC.${stopped} What to compare next:`,
      width,
    ),
    '',
    ...rowLines(
      mac.next.map((text, index) => [`${index + 1}.`, text] as const),
      { width },
    ),
    '',
    ...rowLines(
      [
        ['received', visible(mac.receivedMac)],
        ['expected', mac.expectedMac],
      ],
      { width, label: LABEL, paint: paint.dim },
    ),
  ];
}

/** The text that the MAC must cover, octet by octet. */
export function octetLines({ octets }: MacExplanation, { paint, width }: Output): string[] {
  const layout = { width, label: LABEL, paint: paint.dim };
  return [
    'The text to sign, octet by octet:',
    '',
    ...octets.flatMap((line) => {
      const all = line.octets.split(' ');
      const more = all.length - MOST_OCTETS;
      const shown = more > 0 ? `${all.slice(0, MOST_OCTETS).join(' ')} and ${more} more (--json)` : line.octets;
      return [
        ...rowLines([[line.field ?? '', line.text]], layout),
        ...rowLines([['', shown]], { ...layout, paint: String }).map((text) => paint.dim(text)),
      ];
    }),
  ];
}
