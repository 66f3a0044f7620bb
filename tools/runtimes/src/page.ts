import type { Outcome } from './run.js';

const BEGIN = '<!-- runtimes: written by `npm run runtimes -- --write` -->';
const END = '<!-- /runtimes -->';

/** The results as a table. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ runtime, version, passed, failed, unit }) => [
    runtime.replace(/ \d+$/, ''),
    version,
    `${passed} of ${passed + failed}`,
    `${unit.passed} of ${unit.passed + unit.failed}`,
  ]);
  const header = ['runtime', 'version', 'vectors passed', 'unit tests passed'];
  const widths = header.map((title, at) => Math.max(...[header, ...rows].map((row) => (row[at] ?? title).length)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** A page with the table between its marks. @throws {Error} if it has none */
export function withTable(page: string, table: string): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`the page has no ${BEGIN} … ${END}`);
  return `${page.slice(0, from)}${BEGIN}\n\n${table}\n\n${page.slice(to)}`;
}
