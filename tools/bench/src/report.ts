import { availableParallelism, cpus, release, totalmem, type as system } from 'node:os';
import { installedVersion } from './installed-version.js';
import type { Row } from './row.js';

/** All of a run. */
export type Report = {
  /** Day of the run, as `YYYY-MM-DD`. */
  readonly date: string;
  readonly machine: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly rows: readonly Row[];
};

const PACKAGES = ['ably', 'ajv', 'zod', 'canonicalize', 'jose', 'esbuild', 'typescript'];

/** The rows, and what they were measured on. */
export function report(rows: readonly Row[]): Report {
  const installed = PACKAGES.map((name) => [name, installedVersion(name) ?? 'not installed']);
  const gibibytes = Math.round(totalmem() / 2 ** 30);
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0]?.model ?? 'unknown CPU'}, ${availableParallelism()} cores, ${gibibytes} GiB, ${system()} ${release()}`,
    versions: { node: process.versions.node, v8: process.versions.v8, ...Object.fromEntries(installed) },
    rows,
  };
}
