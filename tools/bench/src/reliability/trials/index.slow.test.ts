import { describeWithRedis } from '@ably-auth/redis-process/vitest';
import { expect, it } from 'vitest';
import { page } from '../page.js';
import type { Outcome } from '../trial.js';
import { trials } from './index.js';

// The trials of `npm run reliability`, at a twentieth of their size.

describeWithRedis('the invariants', () => {
  it.each(trials.map((trial) => [trial.name, trial] as const))('%s', async (_, { run, size }) => {
    const { invariants } = await run(size / 20);
    expect(invariants.length).toBeGreaterThan(1);
    expect(invariants.filter(([, count]) => count !== 0)).toEqual([]);
  });
});

it('the page says which invariant did not hold', () => {
  const outcome = (title: string, count: number): Outcome => ({
    title,
    did: 'Something was done.',
    figures: [['requests sent', 12_345]],
    invariants: [['nonces taken twice', count]],
  });
  const well = page([outcome('One', 0)], '7.0.15');
  expect(well).toContain('Every invariant below held.');
  expect(well).toContain('| requests sent | 12 345 |');
  const broken = page([outcome('One', 0), outcome('Two', 1)], '7.0.15');
  expect(broken).toContain('**Broken: Two.**');
  expect(broken).toMatch(/must be 0 \| \*\*and is not\*\*/);
});
