import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answer, JsonObject } from './vector.js';

const PROGRAM = fileURLToPath(new URL('../oracle/oracle.py', import.meta.url));

/** What the oracle says of one input, and the MACs that it computed on the way. */
export type OracleAnswer = Answer & {
  readonly macs: readonly { readonly text: string; readonly secret: string; readonly mac: string }[];
};

/** The programs that expected values come from, as far as this machine lacks them. */
export function missingOracles(): string[] {
  return ['python3', 'openssl'].filter(
    (program) => spawnSync(program, [program === 'openssl' ? 'version' : '--version']).status !== 0,
  );
}

/** Asks the oracle, a program in another language that shares no code with the packages. */
export function askOracle(
  questions: readonly { readonly operation: string; readonly input: JsonObject }[],
): OracleAnswer[] {
  const { status, stdout, stderr } = spawnSync('python3', ['-B', PROGRAM], {
    input: JSON.stringify(questions),
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`oracle: ${stderr}`);
  return JSON.parse(stdout) as OracleAnswer[];
}
