import { shortfall, type Goal, type Row } from './row.js';

/** Titles of the columns. */
export const TITLES = ['job', 'ours', 'rival', '', 'ratio', 'goal', 'result'] as const;

/** A row as texts, one a column. */
export function cells(row: Row): string[] {
  const { what, ours, unit, rival, goal } = row;
  return [
    what,
    amount(ours, unit),
    rival === undefined ? '–' : rival.name + (rival.recorded === true ? ' (recorded)' : ''),
    rival === undefined ? '' : amount(rival.value, unit),
    ratioText(row),
    goal === undefined ? '–' : goalText(goal, unit),
    resultText(row),
  ];
}

const SYMBOLS = { 'ns/op': ' ns/op', µs: ' µs', ms: ' ms', bytes: ' B', times: 'x' } as const;

function amount(value: number, unit: Row['unit']): string {
  return (unit === 'times' ? value.toFixed(1) : count(value)) + SYMBOLS[unit];
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en').replaceAll(',', ' ');
}

function ratioText({ rival, goal, unit }: Row): string {
  if (rival?.ratio === undefined) return '–';
  const { low, median, high } = rival.ratio;
  const quarters = low === high ? '' : ` (${low.toFixed(2)}–${high.toFixed(2)})`;
  return `${median.toFixed(2)}x ${measure(goal, unit)}${quarters}`;
}

function measure(goal: Goal | undefined, unit: Row['unit']): string {
  if (unit === 'bytes') return 'its size';
  return goal?.kind === 'time' ? 'its time' : 'its rate';
}

function goalText(goal: Goal, unit: Row['unit']): string {
  if (goal.kind === 'rate') return `≥ ${goal.atLeast}x its rate`;
  return goal.kind === 'time' ? `≤ ${goal.atMost}x its time` : `≤ ${amount(goal.atMost, unit)}`;
}

function resultText(row: Row): string {
  const missing = shortfall(row);
  if (missing === undefined) return '–';
  return missing === 0 ? 'met' : `short by ${(100 * missing).toFixed(missing < 0.1 ? 1 : 0)} %`;
}
