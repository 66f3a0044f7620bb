import type { MacExplanation, SignTextLine } from '@ably-auth/explain';
import { rowLines, wrap, type Row } from '../layout.js';
import type { Output } from '../output.js';

/** More octets of one field than this fill the screen and help nobody; --json has all. */
const MOST_OCTETS = 256;
const LABEL = 10;

/** What helps where no known mistake gives the MAC: the sign text, the right MAC, what to compare. */
export function unexplainedLines(mac: MacExplanation, { paint, width }: Output): string[] {
  const layout = { width, label: LABEL, paint: paint.dim };
  const macs: Row[] = [
    ['received', mac.receivedMac],
    ['expected', mac.expectedMac],
  ];
  return [
    ...wrap(
      `None of ${mac.tried} known ways to be wrong gives this MAC. The text that it must cover, octet by octet:`,
      width,
    ),
    '',
    ...mac.octets.flatMap((line) => [
      ...rowLines([[line.field ?? '', line.text]], layout),
      ...rowLines([['', octetsOf(line)]], { ...layout, paint: String }).map((text) => paint.dim(text)),
    ]),
    '',
    'Its MAC:',
    '',
    ...rowLines(macs, layout),
    '',
    'What to compare next:',
    '',
    ...rowLines(
      mac.next.map((text, index) => [`${index + 1}.`, text] as const),
      { width },
    ),
  ];
}

function octetsOf({ octets }: SignTextLine): string {
  const all = octets.split(' ');
  const more = all.length - MOST_OCTETS;
  return more > 0 ? `${all.slice(0, MOST_OCTETS).join(' ')} and ${more} more (--json)` : octets;
}
