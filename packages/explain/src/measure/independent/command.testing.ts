import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measure, totalsOf, type Outcome } from './measure.testing.js';
import { MISTAKES } from './mistakes.testing.js';

const HELP = `npm run explain:independent -- [--seed <number>] [--single <count>] [--pairs <count>] [--json <file>]

Asks explain about requests with one mistake and with two, and checks every sentence of its answers. The mistakes and
the checker were written without reading the causes that explain knows. Exit code 1 if a sentence is false.`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    single: { type: 'string', default: '1000' },
    pairs: { type: 'string', default: '500' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(HELP);
else await run();

async function run() {
  const first = Number(values.seed);
  const singles = await series(first, Number(values.single), 1);
  const pairs = await series(first, Number(values.pairs), 2);
  const outcomes = [...singles, ...pairs];

  console.log(`seed ${first}; ${MISTAKES.length} kinds of mistakes\n`);
  console.table({ 'one mistake': totalsOf(singles), 'two mistakes': totalsOf(pairs) });
  const missed = outcomes.filter(({ found }) => found !== 'named');
  for (const { found, sample, ids } of missed) console.log(`${found}: ${nameOf(sample)} ${JSON.stringify(ids)}`);
  for (const is of ['false', 'undecided'] as const) {
    for (const { sample, verdicts } of outcomes) {
      for (const verdict of verdicts) {
        if (verdict.is === is) console.log(`${is}: ${nameOf(sample)}\n  ${verdict.sentence}\n  ${verdict.why}`);
      }
    }
  }
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(outcomes.map(asJson), null, 2));
  if (outcomes.some(({ verdicts }) => verdicts.some(({ is }) => is === 'false'))) process.exitCode = 1;
}

async function series(seed: number, count: number, mistakes: 1 | 2): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let index = 0; index < count; index++) outcomes.push(await measure(seed + index, mistakes));
  return outcomes;
}

function nameOf({ seed, mistakes }: Outcome['sample']): string {
  return `seed ${seed}, ${mistakes.map(({ name }) => name).join(' + ')}`;
}

function asJson({ sample, verdicts, ...outcome }: Outcome) {
  const { request, key, intended, seed, mistakes } = sample;
  const names = mistakes.map(({ name }) => name);
  return {
    seed,
    mistakes: names,
    request,
    key,
    intended,
    ...outcome,
    doubts: verdicts.filter(({ is }) => is !== 'true'),
  };
}
