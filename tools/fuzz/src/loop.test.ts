import { expect, it } from 'vitest';
import { fuzz, type Counters } from './loop.js';
import { mutate, randomness } from './mutate.js';

/** Counts as instrumented code does, and throws once four letters are right, one after the other. */
function maze() {
  const counters: Counters = { s: { 0: 0, 1: 0, 2: 0, 3: 0 }, b: {} };
  const target = (data: Uint8Array): void => {
    const text = new TextDecoder().decode(data);
    for (const [step, letter] of Array.from('{}[]').entries()) {
      if (text[step] !== letter) return;
      counters.s[step] = (counters.s[step] ?? 0) + 1;
    }
    throw new Error('found');
  };
  return { counters, target };
}

it('finds, step by step, what chance alone would not', async () => {
  const { counters, target } = maze();
  let inputs = 0;
  const outcome = await fuzz(target, counters, [new Uint8Array()], 1, () => inputs++ > 20_000);
  expect(outcome.broken).toHaveLength(1);
  expect(new TextDecoder().decode(outcome.broken[0]?.input).startsWith('{}[]')).toBe(true);
  expect(outcome.corpus.length).toBeGreaterThan(1);
});

it('does the same again with the same seed', async () => {
  const run = async () => {
    const { counters, target } = maze();
    let inputs = 0;
    return fuzz(target, counters, [new Uint8Array()], 7, () => inputs++ > 2000);
  };
  expect((await run()).corpus).toEqual((await run()).corpus);
  const corpus = [Uint8Array.of(1, 2, 3)];
  expect(mutate(corpus, randomness(3))).toEqual(mutate(corpus, randomness(3)));
});

it('reports an input that takes too much of the processor each time', async () => {
  const slow = () => {
    const start = process.cpuUsage();
    while (process.cpuUsage(start).user < 60_000) Math.random();
  };
  const outcome = await fuzz(slow, { s: {}, b: {} }, [new Uint8Array()], 1, () => true);
  expect(outcome.broken.map(({ reason }) => reason)).toEqual(['slower than 50 ms']);
});
