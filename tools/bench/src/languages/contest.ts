import { outputOf } from '@ably-auth/languages/commands';
import type { Adapter, Bench } from '@ably-auth/sdk-adapters/adapter';
import { prepare } from '@ably-auth/sdk-adapters/prepare';
import { compare } from '../compare.js';
import type { Settings } from '../measure.js';
import type { Row } from '../row.js';
import { threeResourcesText } from '../samples.js';
import { spread } from '../spread.js';
import { startProgram } from './program.js';

/** What starting costs: a process that loads a package and signs one request, over one that does neither. */
export type Start = { readonly ms: number; readonly bytes: number };

/** Our package of a language beside the official SDK, or why they were not run. */
export type Contest =
  | { readonly language: string; readonly sdk: string; readonly notRun: string }
  | {
      readonly language: string;
      readonly sdk: string;
      readonly rows: readonly Row[];
      readonly start: { readonly ours: Start; readonly theirs: Start };
    };

const INPUTS = {
  same: '3 resources as text, the same text each time',
  other: '3 resources as text, another text each time',
  object: '3 resources as an object',
} as const;

const STARTS = 11;
const LIMIT_MS = 600_000;

/** Installs an SDK, and measures it beside our package. */
export async function contest(adapter: Adapter, bench: Bench, settings: Settings): Promise<Contest> {
  const { language, goal, run } = bench;
  const known = { language, sdk: adapter.name };
  const prepared = await prepare(adapter, LIMIT_MS);
  if ('notRun' in prepared) return { ...known, notRun: prepared.notRun };
  for (const command of bench.build) await outputOf(command, adapter.folder, LIMIT_MS);
  const program = startProgram([...run, threeResourcesText], adapter.folder);
  const rows: Row[] = [];
  for (const [input, what] of Object.entries(INPUTS)) {
    const ours = program.side('ably-auth', 'ours', input);
    const rival = program.side(adapter.name, 'theirs', input);
    const isGoal = goal === undefined ? {} : { goal: { kind: 'rate', atLeast: goal } as const };
    rows.push(await compare(language, { what, ours, rival, ...isGoal }, settings));
  }
  program.close();
  return { ...known, rows, start: await starts(adapter, bench) };
}

async function starts({ folder }: Adapter, { run, start }: Bench): Promise<{ ours: Start; theirs: Start }> {
  const measured = { ours: [] as Start[], theirs: [] as Start[], none: [] as Start[] };
  for (let round = 0; round < STARTS; round++) {
    for (const side of ['none', 'ours', 'theirs'] as const) {
      const text = await outputOf([...(start?.[side] ?? run), threeResourcesText, side], folder, LIMIT_MS);
      const [ns = Number.NaN, bytes = Number.NaN] = text.split(' ').map(Number);
      measured[side].push({ ms: ns / 1e6, bytes });
    }
  }
  const over = (side: 'ours' | 'theirs'): Start => ({
    ms: spread(measured[side].map(({ ms }, round) => ms - (measured.none[round]?.ms ?? Number.NaN))).median,
    bytes: (measured[side][0]?.bytes ?? Number.NaN) - (measured.none[0]?.bytes ?? Number.NaN),
  });
  return { ours: over('ours'), theirs: over('theirs') };
}
