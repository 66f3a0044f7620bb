#!/usr/bin/env node
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ROOT, runTool, WrongUsage } from '@ably-auth/checks/tool';
import { build } from 'esbuild';
import { createInstrumenter } from 'istanbul-lib-instrument';
import { textsOf, writeSeeds } from './corpus.js';
import { fuzz, type Counters, type Outcome } from './loop.js';
import { disagreements } from './oracle.js';
import { targets, type Target } from './targets.js';

const RESULTS = join(ROOT, 'tools/fuzz/results.json');
const COUNTERS = '__counters__';
const CACHE = join(ROOT, 'node_modules/.cache/fuzz');

const HELP = `usage: npm run fuzz -- <target> [--seconds <n>] [--seed <n>] [--json]

  Feeds a reader with inputs that reach further and further into its code, beginning with those of the vectors, and
  asks the Python oracle about all that were worth keeping.

  <target>       ${Object.keys(targets).join(', ')}
  --seconds <n>  how long; 600 by default
  --seed <n>     where randomness begins; it is printed
  --json         print the result as JSON

exit codes: 0 nothing found, 1 an input broke an invariant, or the oracle disagrees, 2 wrong usage`;

/** What a run of a target found. */
type Result = {
  readonly target: string;
  readonly date: string;
  readonly seconds: number;
  readonly seed: number;
  readonly inputs: number;
  /** Inputs that reached new code, and so were kept. */
  readonly kept: number;
  readonly found: number;
  /** How many of them have been fixed since; written by hand. */
  readonly fixed?: number;
};

/** Runs a copy of a target whose code counts what it runs. */
async function run(target: string, corpus: string, seconds: number, seed: number): Promise<Outcome> {
  const module = JSON.stringify(fileURLToPath(new URL('./targets.js', import.meta.url)));
  const { outputFiles } = await build({
    stdin: { contents: `export { targets } from ${module};`, resolveDir: ROOT },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  const instrumenter = createInstrumenter({ esModules: true, coverageVariable: COUNTERS, compact: false });
  const file = join(CACHE, `${target}.mjs`);
  writeFileSync(file, instrumenter.instrumentSync(outputFiles[0]?.text ?? '', file));
  const loaded = (await import(pathToFileURL(file).href)) as { targets: Record<string, Target> };
  const counters = (globalThis as unknown as Record<string, Record<string, Counters>>)[COUNTERS]?.[file];
  const chosen = loaded.targets[target];
  if (counters === undefined || chosen === undefined)
    throw new Error(`${target}: the instrumented code does not count`);
  const seeds = readdirSync(corpus).map((name) => new Uint8Array(readFileSync(join(corpus, name))));
  const end = Date.now() + seconds * 1000;
  return fuzz(chosen, counters, seeds, seed, () => Date.now() >= end);
}

await runTool(
  HELP,
  {
    options: {
      seconds: { type: 'string', default: '600' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  },
  async ({ values, positionals }) => {
    const [target = ''] = positionals;
    const [seconds, seed] = [Number(values.seconds), Number(values.seed)];
    if (!Object.hasOwn(targets, target) || !Number.isInteger(seconds) || !Number.isInteger(seed)) {
      throw new WrongUsage(HELP);
    }
    const corpus = join(CACHE, target);
    writeSeeds(ROOT, target, corpus);
    const { inputs, corpus: kept, broken } = await run(target, corpus, seconds, seed);
    for (const { input, reason } of broken)
      console.error(`${JSON.stringify(Buffer.from(input).toString())}: ${reason}`);
    const texts = textsOf(kept);
    const differences = await disagreements(target, texts);
    for (const difference of differences) console.error(`differs: ${difference}`);
    const found = differences.length + broken.length;
    const date = new Date().toISOString().slice(0, 10);
    const result: Result = { target, date, seconds, seed, inputs, kept: kept.length, found };
    const others = (JSON.parse(readFileSync(RESULTS, 'utf8')) as Result[]).filter((each) => each.target !== target);
    writeFileSync(RESULTS, `${JSON.stringify([...others, result], undefined, 2)}\n`);
    console.log(
      values.json
        ? JSON.stringify(result)
        : `${target}: ${inputs} inputs in ${seconds} s, ${found} found, seed ${seed}`,
    );
    return found > 0 ? 1 : 0;
  },
);
