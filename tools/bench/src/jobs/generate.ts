import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Job } from '../job.js';
import { missesGoal, type Cost, type Row } from '../row.js';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const MAX_RUNS = 5;
const start = promisify(execFile);

type Output = { readonly emitter: string; readonly state: string; readonly ms: number };
type Run = { readonly tscMs: number; readonly totalMs: number; readonly outputs: readonly Output[] };

export const generate: Job = {
  name: 'generate',
  run: async ({ rounds }) => {
    const runs: Run[] = [];
    for (let i = 0; i < Math.min(rounds, MAX_RUNS); i++) runs.push(await runOnce());
    // The fastest: other work on the machine can only slow a process down.
    const fastest = runs.reduce((best, run) => (run.totalMs < best.totalMs ? run : best));
    const row: Row = {
      job: 'generate',
      what: `generate ${fastest.outputs.length} files, all unchanged, whole processes`,
      unit: 'ms',
      ours: fastest.totalMs,
      goal: { kind: 'limit', atMost: 4000 },
    };
    return [missesGoal(row) ? { ...row, costs: costs(fastest) } : row];
  },
};

/** What `npm run generate` does, each program a process of its own. */
async function runOnce(): Promise<Run> {
  const started = performance.now();
  await start(`${ROOT}/node_modules/.bin/tsc`, ['-b', 'tools/codegen'], { cwd: ROOT });
  const tscMs = performance.now() - started;
  const { stdout } = await start(process.execPath, ['tools/codegen/dist/cli.js', 'generate', '--json'], { cwd: ROOT });
  const totalMs = performance.now() - started;
  const { outputs } = JSON.parse(stdout) as { outputs: Output[] };
  const changed = outputs.filter(({ state }) => state !== 'unchanged').length;
  if (changed > 0) throw new Error(`generate wrote ${changed} files that were out of date: measure again`);
  return { tscMs, totalMs, outputs };
}

function costs({ tscMs, totalMs, outputs }: Run): Cost[] {
  const parts = new Map([['tsc -b', tscMs]]);
  for (const { emitter, ms } of outputs) parts.set(`emitter ${emitter}`, (parts.get(`emitter ${emitter}`) ?? 0) + ms);
  const known = [...parts.values()].reduce((sum, ms) => sum + ms, 0);
  parts.set('starting Node, loading modules, converting the schemas', totalMs - known);
  return [...parts]
    .map(([part, ms]) => ({ part, percent: (100 * ms) / totalMs }))
    .toSorted((a, b) => b.percent - a.percent);
}
