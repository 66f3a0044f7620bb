import { mutate, randomness } from './mutate.js';
import type { Target } from './targets.js';

/** The counters that istanbul puts into code: statements, and the ways of each branch. */
export type Counters = { readonly s: Record<string, number>; readonly b: Record<string, number[]> };

/** What a run did. */
export type Outcome = {
  readonly inputs: number;
  /** The inputs that reached something new, those it began with among them. */
  readonly corpus: readonly Uint8Array[];
  readonly broken: readonly { readonly input: Uint8Array; readonly reason: string }[];
};

/** An input may take this much of the processor, in ms, at the best of three times: collecting garbage does not count. */
const SLOW_MS = 50;

/**
 * Feeds a target with changed inputs. One that runs a statement or a way of a branch for the first time, or a number of
 * times of another magnitude, is kept, and changed further.
 *
 * @param counters read and set back after each input
 * @param isOver asked before each input
 */
export async function fuzz(
  target: Target,
  counters: Counters,
  seeds: readonly Uint8Array[],
  seed: number,
  isOver: () => boolean,
): Promise<Outcome> {
  const random = randomness(seed);
  const seen = new Set<string>();
  const corpus: Uint8Array[] = [];
  const broken: Outcome['broken'][number][] = [];
  const pending = [...seeds];
  let inputs = 0;
  while (pending.length > 0 || !isOver()) {
    const input = pending.pop() ?? mutate(corpus, random);
    const reason = await findingOf(target, input);
    inputs++;
    if (isNew(counters, seen)) corpus.push(input);
    if (reason !== undefined && broken.every((each) => each.reason !== reason)) broken.push({ input, reason });
  }
  return { inputs, corpus, broken };
}

async function findingOf(target: Target, input: Uint8Array): Promise<string | undefined> {
  const started = process.cpuUsage();
  try {
    await target(input);
  } catch (error) {
    return String((error as Error).stack ?? error)
      .split('\n')
      .slice(0, 3)
      .join('\n');
  }
  let fastest = msSince(started);
  for (let again = 0; fastest > SLOW_MS && again < 2; again++) {
    const begun = process.cpuUsage();
    await target(input);
    fastest = Math.min(fastest, msSince(begun));
  }
  return fastest > SLOW_MS ? `slower than ${SLOW_MS} ms` : undefined;
}

/** Time of the processor: that of the clock says how busy the machine is. */
function msSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Whether a counter has a magnitude that it had not before; sets them all back. */
function isNew({ s, b }: Counters, seen: Set<string>): boolean {
  const before = seen.size;
  for (const id in s) {
    if (s[id] === 0) continue;
    seen.add(`s${id}:${magnitude(s[id] ?? 0)}`);
    s[id] = 0;
  }
  for (const id in b) {
    b[id]?.forEach((count, way, ways) => {
      if (count === 0) return;
      seen.add(`b${id}.${way}:${magnitude(count)}`);
      ways[way] = 0;
    });
  }
  return seen.size > before;
}

function magnitude(count: number): number {
  return Math.min(8, Math.ceil(Math.log2(count)));
}
