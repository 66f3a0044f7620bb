import type { Generated } from './generate.js';

/** What became of an output. */
export type State = 'written' | 'unchanged' | 'removed';

/** A row of the report. */
export type Row = Generated & { readonly state: State; readonly bytes: number };

/** Prints a table: a line an output, and the totals at the end. */
export function table(rows: readonly Row[], removed: readonly string[], totalMs: number): string {
  const cells = rows.map(({ subject, path, bytes, state, ms }, index) => [
    subject === rows[index - 1]?.subject ? '' : subject,
    path,
    String(bytes),
    state,
    `${ms.toFixed(1)} ms`,
  ]);
  const header = ['schema', 'output', 'bytes', 'state', 'time'];
  const widths = header.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 2 || column === 4 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  const written = rows.filter(({ state }) => state === 'written').length;
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
  return [
    line(header),
    line(widths.map((width) => '─'.repeat(width))),
    ...cells.map(line),
    ...removed.map((path) => `removed ${path}`),
    `${rows.length} outputs, ${bytes} bytes: ${written} written, ${rows.length - written} unchanged, ` +
      `${removed.length} removed, in ${(totalMs / 1000).toFixed(2)} s`,
  ].join('\n');
}
