import type { RefusalReason } from '@ably-auth/explain';
import { visible } from '@ably-auth/validation/internal';
import { rowLines, wrap } from '../layout.js';
import type { Output } from '../output.js';
import type { Findings } from './findings.js';
import { explanationLines, octetLines, unexplainedLines } from './mac-lines.js';

/** What was found out, for people: a secret that was sent first, then the reasons with their fixes, then the rest. */
export function findingsLines(findings: Findings, output: Output, withOctets: boolean): string[] {
  const { exposures, reasons, mac, leniencies, taken, next, notes, notChecked } = findings;
  const { paint, width } = output;
  const blocks: string[][] = [
    ...exposures.map(({ message, remediation }) => [
      ...rowLines([['!', visible(message)]], { width, indent: 0, paint: paint.red }),
      ...rowLines([['fix', remediation]], { width, paint: paint.bold }),
    ]),
    ...(reasons.length > 0 ? [] : [headOf(findings, output)]),
    ...reasons.flatMap((each) => reasonBlocks(each, output)),
    ...(mac !== undefined && !mac.matches && mac.explanations.length === 0 && !isOfAnotherKey(reasons)
      ? [unexplainedLines(mac, output)]
      : []),
    ...(mac !== undefined && withOctets ? [octetLines(mac, output)] : []),
    rowLines(
      leniencies.map(({ message }) => ['tolerated', visible(message)] as const),
      { width },
    ),
    rowLines(
      next.map((text, index) => [`${index + 1}.`, text] as const),
      { width },
    ),
    rowLines(
      [...taken.map((what) => `Taken off or read leniently: ${visible(what)}.`), ...notes].map(
        (note) => ['·', note] as const,
      ),
      { width },
    ),
    notChecked.length === 0 ? [] : wrap(notCheckedText(notChecked), width).map((line) => paint.dim(line)),
  ];
  return blocks.filter((lines) => lines.length > 0).flatMap((lines, index) => (index > 0 ? ['', ...lines] : lines));
}

function headOf({ mac }: Findings, { paint }: Output): string[] {
  const known = mac === undefined ? '' : 'The MAC matches, and n';
  return [`${paint.green('✓')} ${known === '' ? 'N' : known}othing that was checked refuses this request.`];
}

/** The MAC of another key says nothing of this one. */
function isOfAnotherKey(reasons: readonly RefusalReason[]): boolean {
  return reasons.some(({ path, code }) => path === '$.keyName' && code === 40400);
}

function notCheckedText(notChecked: Findings['notChecked']): string {
  return `Not checked: ${notChecked.map(({ what, option }) => `${what} (${option})`).join(', ')}.`;
}

function reasonBlocks(
  { code, path, message, remediation, explanations = [] }: RefusalReason,
  output: Output,
): string[][] {
  const { paint, width } = output;
  const isExplained = explanations.length > 0;
  const head = rowLines([[`✗ ${code}`, isExplained ? 'The MAC does not match.' : visible(message)]], {
    width,
    indent: 0,
    paint: paint.red,
  });
  if (isExplained) return [head, ...explanations.map((each) => explanationLines(each, output))];
  return [
    [
      ...head,
      ...rowLines(
        [
          ['fix', remediation],
          ['at', visible(path)],
        ],
        { width, paint: paint.dim },
      ),
    ],
  ];
}
