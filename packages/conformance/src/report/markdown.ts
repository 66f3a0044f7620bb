import { vectorText, type GeneratedRun } from '../generate/generate.js';
import type { Report } from '../report.js';
import { COLUMNS, countRows } from './counts-table.js';
import { failureLines } from './failure-lines.js';

/**
 * The report as a Markdown page.
 *
 * @param report what was run
 * @param generated how the generated tests went
 */
export function markdownReport(report: Report, generated: readonly GeneratedRun[]): string {
  const { sdk, version, language } = report.adapter;
  const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const failed = report.results.filter(({ status }) => status === 'failed');
  return [
    `# ${sdk} ${version} (${language})`,
    '',
    `${report.results.length} tests, vectors ${report.vectors.slice(0, 12)}.${report.strict ? ' Strict: code and path count.' : ''}`,
    '',
    row(COLUMNS),
    row(COLUMNS.map((_, index) => (index === 0 ? '---' : '--:'))),
    ...countRows(report).map(row),
    '',
    ...report.warnings.flatMap((warning) => [`> ${warning}`, '']),
    ...(failed.length === 0 ? [] : ['## Failed', '']),
    ...failed.flatMap((result) => [
      `### ${result.id}`,
      '',
      `${result.about} ${[...result.spec, result.basis, ...result.flags].join(', ')}`,
      '',
      ...fenced(failureLines(result, report.notes)),
    ]),
    ...generated.flatMap(({ operation, seed, counterexample, failures }) =>
      counterexample === undefined
        ? []
        : [
            `### ${operation}, generated with seed ${seed}`,
            '',
            ...fenced(failureLines({ failures, flags: [] }, {})),
            ...fenced(vectorText(counterexample).split('\n'), 'json'),
          ],
    ),
  ].join('\n');
}

/** A fence longer than any run of backticks inside. */
function fenced(lines: readonly string[], language = ''): string[] {
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return [fence + language, ...lines, fence, ''];
}
