import { cells, TITLES } from './cells.js';
import type { Report } from './report.js';
import { missesGoal } from './row.js';

/** The report for a terminal. */
export function table({ rows }: Report): string {
  const lines = rows.map(cells);
  const widths = TITLES.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  // Times stand right, so that their digits line up.
  const print = (line: readonly string[]) =>
    line
      .map((cell, column) =>
        column === 1 || column === 3 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  const missed = rows.filter(missesGoal);
  const goals = rows.filter(({ goal }) => goal !== undefined);
  return [
    print(TITLES),
    print(widths.map((width) => '─'.repeat(width))),
    ...lines.map(print),
    ...missed.flatMap(({ what, costs = [] }) =>
      costs.length === 0
        ? []
        : [
            `\nWhere it goes: ${what}`,
            ...costs.map(({ part, percent }) => `  ${percent.toFixed(1).padStart(5)} %  ${part}`),
          ].join('\n'),
    ),
    `\n${goals.length - missed.length} of ${goals.length} goals met`,
  ].join('\n');
}
