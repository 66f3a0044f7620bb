import { Session, type Profiler } from 'node:inspector/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Settings, Side } from './measure.js';
import type { Cost } from './row.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const BENCH = new URL('.', import.meta.url).href;
// The profiler's own work, and waiting.
const OWN = new Set(['dispatch', 'cpuUsage', '(program)', '(idle)', '(root)']);
const SHOWN = 8;

/** The functions in which a side spends its time, by V8's sampling profiler; what they call is not counted in. */
export async function hottest(side: Side, { warmupMs }: Settings): Promise<Cost[]> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 100 });
    await session.post('Profiler.start');
    for (let ns = 0; ns < 4 * warmupMs * 1e6;) ns += await side.time(1000);
    const { profile } = await session.post('Profiler.stop');
    return selfTimes(profile);
  } finally {
    session.disconnect();
  }
}

function selfTimes({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Cost[] {
  const parts = new Map(nodes.map(({ id, callFrame }) => [id, partName(callFrame)]));
  const times = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    const part = parts.get(id);
    if (part !== undefined) times.set(part, (times.get(part) ?? 0) + (timeDeltas[index] ?? 0));
  }
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  return [...times]
    .map(([part, time]) => ({ part, percent: (100 * time) / total }))
    .toSorted((a, b) => b.percent - a.percent)
    .slice(0, SHOWN);
}

/** What a function is called in the report; undefined for what belongs to the measuring itself. */
function partName({ functionName, url }: { functionName: string; url: string }): string | undefined {
  const name = functionName === '' ? '(anonymous)' : functionName;
  if (url.startsWith(BENCH) || url.startsWith('node:inspector') || OWN.has(name)) return undefined;
  if (url.startsWith('file:')) return `${name} (${relative(ROOT, fileURLToPath(url))})`;
  return url === '' ? name : `${name} (${url})`;
}
