import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Difference, SdkResult } from './compatibility.js';

/** What `causes.json` beside an adapter says: why the SDK differs, as found in its source. */
export interface KnownCause {
  /** Pattern of test ids, in which `*` stands for any characters. */
  readonly tests: string;
  /** The same for the path of the difference; without it the verdict itself has to differ. */
  readonly path?: string;
  readonly cause: string;
}

/** Reads the known causes of an adapter; none where it has no causes.json. */
export function readCauses(folder: string): KnownCause[] {
  const file = join(folder, 'causes.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as KnownCause[]) : [];
}

/**
 * The first known cause for a difference, else the one that came with it.
 * @param causes Known causes of the SDK.
 * @param id Id of the test.
 * @param difference What the runner found.
 */
export function causeOf(causes: readonly KnownCause[], id: string, difference: Difference): string | null {
  return causes.find((known) => applies(known, id, difference))?.cause ?? difference.cause;
}

/** Says in a line each which known causes explain nothing that the SDK does any more. */
export function staleCauses(causes: readonly KnownCause[], { name, tests }: SdkResult): string[] {
  const used = new Set<KnownCause | undefined>();
  for (const [id, outcome] of Object.entries(tests)) {
    if (typeof outcome === 'string') continue;
    for (const difference of outcome) used.add(causes.find((known) => applies(known, id, difference)));
  }
  return causes
    .filter((known) => !used.has(known))
    .map(({ tests: ids, path }) => `${name}/causes.json explains what does not differ: ${ids} ${path ?? '(verdict)'}`);
}

/** Says in a line each which of the worst differences of an SDK no test shows any more. */
export function staleWorst({ name, worst, tests }: SdkResult): string[] {
  const failed = Object.keys(tests).filter((id) => typeof tests[id] !== 'string');
  return worst
    .filter(({ tests: pattern }) => !failed.some((id) => matches(pattern, id)))
    .map(({ tests: pattern }) => `${name}/adapter.json names a difference that no test shows: ${pattern}`);
}

function applies({ tests, path }: KnownCause, id: string, difference: Difference): boolean {
  if (!matches(tests, id)) return false;
  return path === undefined ? difference.path === null : difference.path !== null && matches(path, difference.path);
}

function matches(pattern: string, text: string): boolean {
  const literal = (part: string) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${pattern.split('*').map(literal).join('.*')}$`, 's').test(text);
}
