import type { CaseResult, Report } from '../report.js';
import { vectorText } from '../vector.js';
import { failureLines } from './failure-lines.js';
import { COLUMNS, countRows, failedGenerated, failedOf, scoreLines, verdictOf } from './outcome.js';

/**
 * The report as a Markdown page.
 *
 * @param report what was run
 */
export function markdownReport(report: Report): string {
  const { sdk, version, language } = report.adapter;
  const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const { fresh, known } = failedOf(report);
  const stale = report.expectedFailures?.stale ?? [];
  return [
    `# ${sdk} ${version} (${language})`,
    '',
    ...scoreLines(report).map((line) => `- ${line}`),
    '',
    `${report.results.length} tests, vectors ${report.vectors.slice(0, 12)}.${report.strict ? ' Strict: code and path count.' : ''} Result: ${verdictOf(report).text}.`,
    '',
    row(COLUMNS),
    row(COLUMNS.map((_, index) => (index === 0 ? '---' : '--:'))),
    ...countRows(report).map(row),
    '',
    ...report.warnings.flatMap((warning) => [`> ${warning}`, '']),
    ...(fresh.length === 0 ? [] : ['## Failed', '']),
    ...fresh.flatMap((result) => section(result, report)),
    ...failedGenerated(report).flatMap(({ operation, seed, counterexample, failures }) => [
      `### ${operation}, generated with seed ${seed}`,
      '',
      ...fenced(failureLines({ failures, flags: [] }, {})),
      ...(counterexample === undefined ? [] : fenced(vectorText(counterexample).split('\n'), 'json')),
    ]),
    ...(stale.length === 0 ? [] : ['## Listed, and did not fail', '', ...stale.map((id) => `- ${id}`), '']),
    ...(known.length === 0 ? [] : ['## Failed as expected', '']),
    ...known.flatMap((result) => section(result, report)),
  ].join('\n');
}

function section(result: CaseResult, { notes }: Report): string[] {
  const { id, about, spec, basis, flags } = result;
  const tags = [basis, ...spec, ...flags].join(', ');
  return [`### ${id}`, '', `${about} (${tags})`, '', ...fenced(failureLines(result, notes))];
}

/** A fence longer than any run of backticks inside. */
function fenced(lines: readonly string[], language = ''): string[] {
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return [fence + language, ...lines, fence, ''];
}
