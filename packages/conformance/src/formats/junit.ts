import type { CaseResult, Counts, GeneratedRun, Report } from '../report.js';
import { vectorText } from '../vector.js';
import { failureLines } from './failure-lines.js';
import { isKnown } from './outcome.js';

/** A test case, and how it counts. */
type TestCase = {
  readonly xml: string;
  readonly counts: 'passed' | 'failed' | 'skipped';
  readonly milliseconds: number;
};

/**
 * The report as JUnit XML, a suite for each operation. Expected failures are skipped tests, so that what is red is what
 * gives the run its exit code.
 *
 * @param report what was run
 */
export function junitReport(report: Report): string {
  const suites: [string, TestCase[]][] = Object.keys(report.operations).map((operation) => [
    operation,
    [
      ...report.results.filter((result) => result.operation === operation).map((result) => testCase(result, report)),
      ...report.generated.filter((run) => run.operation === operation).map((run) => generatedCase(run, report)),
    ],
  ]);
  const whole = wholeCases(report);
  if (whole.length > 0) suites.push(['run', whole]);
  const { sdk, version } = report.adapter;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name=${attribute(`${sdk} ${version}`)} ${countsOf(suites.flatMap(([, cases]) => cases))}>`,
    ...suites.flatMap(([name, cases]) => [
      `  <testsuite name=${attribute(name)} ${countsOf(cases)}>`,
      ...properties(report, name),
      ...cases.map(({ xml }) => xml),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

function countsOf(cases: readonly TestCase[]): string {
  const count = (wanted: TestCase['counts']) => cases.filter(({ counts }) => counts === wanted).length;
  const seconds = cases.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000;
  return `tests="${cases.length}" failures="${count('failed')}" errors="0" skipped="${count('skipped')}" time="${seconds.toFixed(3)}"`;
}

function properties({ operations }: Report, name: string): string[] {
  const totals = operations[name];
  if (totals === undefined) return [];
  const line = (basis: string, { passed, failed }: Counts) =>
    `      <property name="${basis}" value="${passed} of ${passed + failed} passed"/>`;
  return ['    <properties>', line('spec', totals.spec), line('decision', totals.decision), '    </properties>'];
}

function testCase(result: CaseResult, report: Report): TestCase {
  const { operation, id, milliseconds, status, failures = [] } = result;
  if (status === 'passed') return passedCase(operation, id, milliseconds);
  if (status === 'unsupported') return skippedCase(operation, id, milliseconds, result.reason ?? 'unsupported');
  const lines = failureLines(result, report.notes);
  const message = failures.find(({ cause }) => cause !== undefined)?.cause ?? lines[0] ?? 'failed';
  if (isKnown(report, id)) return skippedCase(operation, id, milliseconds, `expected failure: ${message}`);
  const type = failures.flatMap(({ causes = [] }) => causes).join(' ');
  return failedCase(operation, id, milliseconds, message, lines, type === '' ? 'difference' : type);
}

function generatedCase(run: GeneratedRun, report: Report): TestCase {
  const { operation, id, counterexample, failures, seed, runs } = run;
  const name = `${operation}/generated (${runs} tests, seed ${seed})`;
  if (id === undefined || counterexample === undefined) return passedCase(operation, name, 0);
  const lines = [...failureLines({ failures, flags: [] }, {}), ...vectorText(counterexample).split('\n')];
  if (isKnown(report, id)) return skippedCase(operation, name, 0, `expected failure: ${id}`);
  return failedCase(operation, name, 0, id, lines, 'generated');
}

/** What belongs to no test: stale entries, a run that was stopped, a score that says nothing. */
function wholeCases({ expectedFailures, stopped, noScore, warnings }: Report): TestCase[] {
  const stale = (expectedFailures?.stale ?? []).map((id) =>
    failedCase('run', id, 0, 'listed as an expected failure, and did not fail', [`Remove the line: ${id}`], 'stale'),
  );
  const stop = stopped && `${stopped.reason}; ${stopped.notRun} tests were not run`;
  return [
    ...stale,
    ...(stop === undefined ? [] : [failedCase('run', 'stopped', 0, stop, [stop], 'stopped')]),
    ...(noScore === undefined ? [] : [failedCase('run', 'no score', 0, noScore, warnings, 'no-score')]),
  ];
}

function head(classname: string, name: string, milliseconds: number): string {
  return `    <testcase classname=${attribute(classname)} name=${attribute(name)} time="${(milliseconds / 1000).toFixed(4)}"`;
}

function passedCase(classname: string, name: string, milliseconds: number): TestCase {
  return { xml: `${head(classname, name, milliseconds)}/>`, counts: 'passed', milliseconds };
}

function skippedCase(classname: string, name: string, milliseconds: number, message: string): TestCase {
  const xml = `${head(classname, name, milliseconds)}>\n      <skipped message=${attribute(message)}/>\n    </testcase>`;
  return { xml, counts: 'skipped', milliseconds };
}

function failedCase(
  classname: string,
  name: string,
  milliseconds: number,
  message: string,
  lines: readonly string[],
  type: string,
): TestCase {
  const failure = `<failure message=${attribute(message)} type=${attribute(type)}>${text(lines.join('\n'))}</failure>`;
  const xml = `${head(classname, name, milliseconds)}>\n      ${failure}\n    </testcase>`;
  return { xml, counts: 'failed', milliseconds };
}

function attribute(value: string): string {
  return `"${text(value).replaceAll('"', '&quot;').replaceAll('\n', '&#10;')}"`;
}

/** XML has no way to write control characters and lone surrogates, so they are shown as what they are. */
function text(value: string): string {
  return value
    .replace(
      /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\p{Surrogate}]/gu,
      (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`,
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
