import { describe, expect, it } from 'vitest';
import { asyncSide, duel, side, type Side } from './measure.js';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('side', () => {
  it('runs the operation as often as it is told, each time with an input of its own', async () => {
    const seen: object[] = [];
    const competitor = side(
      'collects',
      (count) => Array.from({ length: count }, () => ({})),
      (input) => seen.push(input),
    );
    await competitor.time(1000);
    expect(seen).toHaveLength(1000);
    expect(new Set(seen).size).toBe(1000);
  });

  it('does not count the time that making the inputs takes', async () => {
    const slowInputs = (count: number) => {
      const start = process.cpuUsage();
      while (process.cpuUsage(start).user < 20_000);
      return numbers(count);
    };
    const rounds = await duel([side('slow inputs', slowInputs, (input) => input)], {
      rounds: 1,
      batchMs: 1,
      warmupMs: 0,
    });
    expect(rounds[0]?.[0]).toBeLessThan(20e6);
  });

  it('awaits a promise before it starts the next operation', async () => {
    let running = 0;
    let most = 0;
    const competitor = asyncSide('overlaps', numbers, async () => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
    });
    await competitor.time(10);
    expect([most, running]).toEqual([1, 0]);
  });
});

describe('duel', () => {
  it('alternates the sides, and the side that begins a round', async () => {
    const order: string[] = [];
    const competitor = (name: string): Side => ({
      name,
      time: (count) => {
        order.push(name);
        return Promise.resolve(count * 1e6);
      },
    });
    const rounds = await duel([competitor('A'), competitor('B')], { rounds: 4, batchMs: 3, warmupMs: 0 });
    // The first two turns warm up.
    expect(order.join('')).toBe('ABABBAABBA');
    expect(rounds).toEqual([Array(4).fill(1e6), Array(4).fill(1e6)]);
  });

  it('fills a batch with as many operations as fit', async () => {
    const counts: number[] = [];
    const competitor: Side = {
      name: '2 µs',
      time: (count) => {
        counts.push(count);
        return Promise.resolve(count * 2000);
      },
    };
    await duel([competitor], { rounds: 1, batchMs: 1, warmupMs: 10 });
    expect(counts.at(-1)).toBe(500);
  });
});
