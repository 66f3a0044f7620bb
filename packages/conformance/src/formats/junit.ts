import type { CaseResult, Counts, GeneratedRun, Report } from '../report.js';
import { vectorText } from '../vector.js';
import { failureLines } from './failure-lines.js';
import { isKnown } from './outcome.js';

/** A test case: it passed unless it says why it was skipped, or how it failed. */
type TestCase = {
  readonly classname: string;
  readonly name: string;
  readonly milliseconds: number;
  /** Why it does not count. */
  readonly skipped?: string;
  readonly failure?: { readonly message: string; readonly type: string; readonly lines: readonly string[] };
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
      ...cases.map(xmlOf),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

function countsOf(cases: readonly TestCase[]): string {
  const failures = cases.filter(({ failure }) => failure !== undefined).length;
  const skipped = cases.filter((each) => each.skipped !== undefined).length;
  const seconds = cases.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000;
  return `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}" time="${seconds.toFixed(3)}"`;
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
  const tested = { classname: operation, name: id, milliseconds };
  if (status === 'passed') return tested;
  if (status === 'unsupported') return { ...tested, skipped: result.reason ?? 'unsupported' };
  const lines = failureLines(result, report.notes);
  const message = failures.find(({ cause }) => cause !== undefined)?.cause ?? lines[0] ?? 'failed';
  if (isKnown(report, id)) return { ...tested, skipped: `expected failure: ${message}` };
  const type = failures.flatMap(({ causes = [] }) => causes).join(' ') || 'difference';
  return { ...tested, failure: { message, type, lines } };
}

function generatedCase(run: GeneratedRun, report: Report): TestCase {
  const { operation, id, counterexample, failures, seed, runs } = run;
  const name = `${operation}/generated (${runs} tests, seed ${seed})`;
  const tested = { classname: operation, name, milliseconds: 0 };
  if (id === undefined || counterexample === undefined) return tested;
  if (isKnown(report, id)) return { ...tested, skipped: `expected failure: ${id}` };
  const lines = [...failureLines({ failures, flags: [] }, {}), ...vectorText(counterexample).split('\n')];
  return { ...tested, failure: { message: id, type: 'generated', lines } };
}

/** What belongs to no test: stale entries, a run that was stopped, a score that says nothing. */
function wholeCases({ expectedFailures, stopped, noScore, warnings }: Report): TestCase[] {
  const failed = (name: string, message: string, type: string, lines: readonly string[]): TestCase => {
    return { classname: 'run', name, milliseconds: 0, failure: { message, type, lines } };
  };
  const stale = (expectedFailures?.stale ?? []).map((id) =>
    failed(id, 'listed as an expected failure, and did not fail', 'stale', [`Remove the line: ${id}`]),
  );
  const stop = stopped && `${stopped.reason}; ${stopped.notRun} tests were not run`;
  return [
    ...stale,
    ...(stop === undefined ? [] : [failed('stopped', stop, 'stopped', [stop])]),
    ...(noScore === undefined ? [] : [failed('no score', noScore, 'no-score', warnings)]),
  ];
}

function xmlOf({ classname, name, milliseconds, skipped, failure }: TestCase): string {
  const head = `    <testcase classname=${attribute(classname)} name=${attribute(name)} time="${(milliseconds / 1000).toFixed(4)}"`;
  const around = (inner: string) => `${head}>\n      ${inner}\n    </testcase>`;
  if (skipped !== undefined) return around(`<skipped message=${attribute(skipped)}/>`);
  if (failure === undefined) return `${head}/>`;
  const { message, type, lines } = failure;
  return around(`<failure message=${attribute(message)} type=${attribute(type)}>${text(lines.join('\n'))}</failure>`);
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
