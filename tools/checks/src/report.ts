import type { Check, Findings } from './check.js';

/** What a check found, and which one it was. */
export type Result = Findings & { readonly check: string };

/** Runs checks and prints a line each, or each fault. */
export function textReport(results: readonly Result[]): string {
  return results
    .flatMap(({ check, looked, faults }) => {
      if (faults.length === 0) return [`${check}: ok, ${looked}`];
      const lines = faults.map(({ file, line, message, mend }) => `  ${file}:${line}  ${message}\n    mend: ${mend}`);
      return [`${check}: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'} in ${looked}`, ...lines];
    })
    .join('\n');
}

/** The list of checks, for the help text. */
export function listOf(checks: readonly Check[]): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  return checks.map(({ name, purpose }) => `  ${name.padEnd(width)}  ${purpose}`).join('\n');
}
