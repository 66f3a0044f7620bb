import type { CaseResult, Report } from '../report.js';
import { failureLines } from './failure-lines.js';

/**
 * The report as JUnit XML, a suite for each operation.
 *
 * @param report what was run
 */
export function junitReport(report: Report): string {
  const suites = Object.entries(report.operations).map(([operation, counts]) => {
    const results = report.results.filter((result) => result.operation === operation);
    const seconds = results.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000;
    return [
      `  <testsuite name=${attribute(operation)} tests="${results.length}" failures="${counts.failed}" errors="0" skipped="${counts.unsupported}" time="${seconds.toFixed(3)}">`,
      ...results.map((result) => testCase(result, report)),
      '  </testsuite>',
    ].join('\n');
  });
  const { sdk, version } = report.adapter;
  const { totals, results } = report;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name=${attribute(`${sdk} ${version}`)} tests="${results.length}" failures="${totals.failed}" skipped="${totals.unsupported}">`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(result: CaseResult, report: Report): string {
  const head = `    <testcase classname=${attribute(result.operation)} name=${attribute(result.id)} time="${(result.milliseconds / 1000).toFixed(4)}"`;
  if (result.status === 'won') return `${head}/>`;
  if (result.status === 'unsupported') {
    return `${head}>\n      <skipped message=${attribute(result.reason ?? 'unsupported')}/>\n    </testcase>`;
  }
  const lines = failureLines(result, report.notes);
  const message = result.failures?.[0]?.cause ?? lines[0] ?? 'failed';
  return `${head}>\n      <failure message=${attribute(message)}>${text(lines.join('\n'))}</failure>\n    </testcase>`;
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
