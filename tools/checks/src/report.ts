import type { Check, Findings } from './check.js';

/** The findings of one check. */
export type Result = Findings & { readonly check: string };

/** One line per check, and the issues that it found. */
export function textReport(results: readonly Result[]): string {
  return results
    .flatMap(({ check, checked, issues }) => {
      if (issues.length === 0) return [`${check}: ok, ${checked}`];
      const lines = issues.map(
        ({ file, line, message, remediation }) => `  ${file}:${line}  ${message}\n    ${remediation}`,
      );
      return [`${check}: ${issues.length} found in ${checked}`, ...lines];
    })
    .join('\n');
}

/** The list of checks, for the help text. */
export function listOf(checks: readonly Check[]): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  return checks.map(({ name, purpose }) => `  ${name.padEnd(width)}  ${purpose}`).join('\n');
}
