import { styleText } from 'node:util';
import type { Terminal } from '../environment.js';
import type { Hello } from '../protocol.js';
import type { CaseResult, GeneratedRun, Report } from '../report.js';
import { vectorText } from '../vector.js';
import { failureLines } from './failure-lines.js';
import { COLUMNS, countRows, refusalLines, scoreLines, verdictOf } from './outcome.js';

type Format = Parameters<typeof styleText>[0];

/** How a view shows a run. */
export type ViewOptions = {
  readonly notes: Report['notes'];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Shows the totals alone. */
  readonly isQuiet?: boolean | undefined;
  /** Ids of the failures that are known, which get one line each. */
  readonly known?: readonly string[] | undefined;
};

/** What people see of a run: progress on a terminal, each failure as it comes, and the table at the end. */
export class TerminalView {
  readonly #out: Terminal;
  readonly #isLive: boolean;
  readonly #hasColour: boolean;
  readonly #isQuiet: boolean;
  readonly #notes: Report['notes'];
  readonly #known: ReadonlySet<string>;
  #tests = 0;
  #done = { passed: 0, failed: 0, unsupported: 0 };

  constructor(out: Terminal, { notes, environment, isQuiet = false, known = [] }: ViewOptions) {
    this.#out = out;
    this.#notes = notes;
    this.#isQuiet = isQuiet;
    this.#known = new Set(known);
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
    if (result.status === 'failed' && !this.#isQuiet) this.#failure(result);
    this.#progress(result.operation);
  }

  #failure({ id, about, ...result }: CaseResult): void {
    if (this.#known.has(id)) {
      this.#line(this.#styled('dim', `- ${id}  failed as expected`));
      return;
    }
    this.#line(`\n${this.#styled('red', '✗')} ${this.#styled('bold', id)}  ${this.#styled('dim', about)}`);
    for (const line of failureLines(result, this.#notes)) this.#line(`    ${line}`);
  }

  /** Text of others, such as the adapter's stderr, between the lines of the view. */
  interrupt(write: () => void): void {
    if (this.#isQuiet) return;
    this.#clear();
    write();
  }

  generated({ operation, runs, seed, counterexample, failures, known }: GeneratedRun): void {
    this.#clear();
    if (this.#isQuiet) return;
    if (counterexample === undefined) {
      const also = known.length === 0 ? '' : `, failed as expected: ${known.join(', ')}`;
      this.#line(`${this.#styled('green', '✓')} ${operation}: ${runs} generated, seed ${seed}${also}`);
      return;
    }
    this.#line(
      `\n${this.#styled('red', '✗')} ${this.#styled('bold', operation)}: generated test ${runs} failed, seed ${seed}`,
    );
    for (const line of failureLines({ failures, flags: [] }, {})) this.#line(`    ${line}`);
    this.#line(`    as a vector:\n${vectorText(counterexample).replace(/^/gm, '    ')}`);
  }

  finish(report: Report): void {
    this.#clear();
    this.#table([[...COLUMNS], ...countRows(report)]);
    this.#line('');
    for (const line of scoreLines(report)) this.#line(line);
    const refusals = this.#isQuiet ? [] : refusalLines(report);
    if (refusals.length > 0) this.#line('refusals that passed, by message:');
    for (const line of refusals) this.#line(`    ${line}`);
    for (const warning of report.warnings) this.#line(`${this.#styled('yellow', 'warning')} ${warning}`);
    const { unlisted = [], stale = [] } = report.expectedFailures ?? {};
    for (const id of unlisted) this.say(`failed, and is not listed: ${id}`, false);
    for (const id of stale) this.say(`listed, and did not fail: ${id}`, false);
    const { text, isGood } = verdictOf(report);
    this.say(text, isGood);
  }

  /** A closing line. */
  say(text: string, isGood: boolean): void {
    this.#line(this.#styled(isGood ? 'green' : 'red', text));
  }

  #table(rows: readonly (readonly string[])[]): void {
    const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
    this.#line('');
    for (const [index, row] of rows.entries()) {
      const cells = row.map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      );
      const text = cells.join('  ').trimEnd();
      this.#line(index === 0 || index === rows.length - 1 ? this.#styled('bold', text) : text);
    }
  }

  #progress(operation: string): void {
    if (!this.#isLive || this.#isQuiet) return;
    const { passed, failed, unsupported } = this.#done;
    const done = passed + failed + unsupported;
    const filled = Math.round((20 * done) / Math.max(this.#tests, 1));
    const text = `${'█'.repeat(filled)}${'░'.repeat(20 - filled)} ${done}/${this.#tests}  ${passed} passed  ${failed} failed  ${unsupported} unsupported  ${operation}`;
    this.#out.write(text.slice(0, (this.#out.columns ?? 80) - 1));
  }

  #clear(): void {
    if (this.#isLive && !this.#isQuiet) this.#out.write('\r\u001b[2K');
  }

  #line(text: string): void {
    this.#out.write(`${text}\n`);
  }

  #styled(format: Format, text: string): string {
    return this.#hasColour ? styleText(format, text, { validateStream: false }) : text;
  }
}
