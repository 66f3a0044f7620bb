import type { RefusalReason } from '@ably-auth/explain';
import { visible } from '@ably-auth/validation/internal';
import { rowLines, wrap } from '../layout.js';
import type { Output } from '../output.js';
import type { Findings } from './findings.js';
import { explanationLines } from './explanation-lines.js';
import { unexplainedLines } from './unexplained-lines.js';

/** What was found out, for people. */
export function findingsLines({ reasons, mac, notes, notJudged }: Findings, output: Output): string[] {
  const { paint, width } = output;
  const head =
    reasons.length > 0
      ? []
      : [`${paint.green('✓')} The MAC is right, and nothing that was judged refuses this request.`];
  const blocks = reasons.flatMap((each, index) => [...(index > 0 ? [''] : []), ...reasonLines(each, output)]);
  const isOpen = mac !== undefined && !mac.matches && mac.explanations.length === 0;
  return [
    ...head,
    ...blocks,
    ...(isOpen ? ['', ...unexplainedLines(mac, output)] : []),
    ...(notes.length === 0 ? [] : ['', ...notes.flatMap((note) => rowLines([['·', note]], { width }))]),
    ...(notJudged.length === 0 ? [] : ['', ...wrap(notJudgedText(notJudged), width).map((line) => paint.dim(line))]),
  ];
}

function notJudgedText(notJudged: Findings['notJudged']): string {
  return `Not judged: ${notJudged.map(({ what, option }) => `${what} (${option})`).join(', ')}.`;
}

function reasonLines({ code, path, title, mend, explanations = [] }: RefusalReason, output: Output): string[] {
  const { paint, width } = output;
  const heads = rowLines([[`✗ ${code}`, visible(explanations.length > 0 ? 'The MAC does not match.' : title)]], {
    width,
    indent: 0,
    paint: (label) => paint.red(label),
  });
  if (explanations.length > 0)
    return [...heads, ...explanations.flatMap((each) => ['', ...explanationLines(each, output)])];
  const rows = [['at', visible(path)] as const, ['mend', mend] as const];
  return [...heads, ...rowLines(rows, { width, paint: paint.dim })];
}
