import { styleText } from 'node:util';
import { vectorText, type GeneratedRun } from '../generate/generate.js';
import type { Hello } from '../protocol.js';
import type { CaseResult, Report } from '../report.js';
import { COLUMNS, countRows } from './counts-table.js';
import { failureLines } from './failure-lines.js';

/** Where the view is written. */
export type Terminal = {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
};

type Format = Parameters<typeof styleText>[0];

/** What people see of a run: progress on a terminal, each failure as it comes, and the table at the end. */
export class TerminalView {
  readonly #out: Terminal;
  readonly #isLive: boolean;
  readonly #hasColour: boolean;
  readonly #notes: Report['notes'];
  #tests = 0;
  #done = { won: 0, failed: 0, unsupported: 0 };

  constructor(out: Terminal, notes: Report['notes'], environment: Readonly<Record<string, string | undefined>>) {
    this.#out = out;
    this.#notes = notes;
    this.#isLive = out.isTTY === true;
    // https://no-color.org: set and not empty.
    this.#hasColour = this.#isLive && (environment['NO_COLOR'] ?? '') === '';
  }

  start({ sdk, version, language, operations }: Hello, tests: number): void {
    this.#tests = tests;
    this.#line(
      `${this.#styled('bold', `${sdk} ${version}`)} (${language}), ${operations.length} operations, ${tests} tests`,
    );
  }

  result(result: CaseResult): void {
    this.#done[result.status]++;
    this.#clear();
    if (result.status === 'failed') {
      this.#line(
        `\n${this.#styled('red', '✗')} ${this.#styled('bold', result.id)}  ${this.#styled('dim', result.about)}`,
      );
      for (const line of failureLines(result, this.#notes)) this.#line(`    ${line}`);
    }
    this.#progress(result.operation);
  }

  /** Text of others, such as the adapter's stderr, between the lines of the view. */
  interrupt(write: () => void): void {
    this.#clear();
    write();
  }

  generated({ operation, runs, seed, counterexample, failures }: GeneratedRun): void {
    this.#clear();
    if (counterexample === undefined) {
      this.#line(`${this.#styled('green', '✓')} ${operation}: ${runs} generated, seed ${seed}`);
      return;
    }
    this.#line(
      `\n${this.#styled('red', '✗')} ${this.#styled('bold', operation)}: generated test ${runs} failed, seed ${seed}`,
    );
    const lines = failureLines({ failures, flags: [] }, {});
    for (const line of lines) this.#line(`    ${line}`);
    this.#line(`    as a vector:\n${vectorText(counterexample).replace(/^/gm, '    ')}`);
  }

  finish(report: Report): void {
    this.#clear();
    const rows = [[...COLUMNS], ...countRows(report)];
    const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
    this.#line('');
    for (const [index, row] of rows.entries()) {
      const cells = row.map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      );
      const text = cells.join('  ').trimEnd();
      this.#line(index === 0 || index === rows.length - 1 ? this.#styled('bold', text) : text);
    }
    for (const warning of report.warnings) this.#line(`${this.#styled('yellow', 'warning')} ${warning}`);
  }

  /** A closing line. */
  say(text: string, isGood: boolean): void {
    this.#line(this.#styled(isGood ? 'green' : 'red', text));
  }

  #progress(operation: string): void {
    if (!this.#isLive) return;
    const { won, failed, unsupported } = this.#done;
    const done = won + failed + unsupported;
    const filled = Math.round((20 * done) / Math.max(this.#tests, 1));
    const text = `${'█'.repeat(filled)}${'░'.repeat(20 - filled)} ${done}/${this.#tests}  ${won} won  ${failed} failed  ${unsupported} unsupported  ${operation}`;
    this.#out.write(text.slice(0, (this.#out.columns ?? 80) - 1));
  }

  #clear(): void {
    if (this.#isLive) this.#out.write('\r\u001b[2K');
  }

  #line(text: string): void {
    this.#out.write(`${text}\n`);
  }

  #styled(format: Format, text: string): string {
    return this.#hasColour ? styleText(format, text, { validateStream: false }) : text;
  }
}
