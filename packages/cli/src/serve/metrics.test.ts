import { expect, it } from 'vitest';
import { createMetrics } from './metrics.js';

it('collects once a second at most, however often it is asked', async () => {
  let time = 0;
  const metrics = createMetrics('1.2.3', () => time);
  const dropped = async () =>
    /^ably_auth_log_lines_dropped_total (\d+)$/m.exec((await metrics.answer()).body as string)?.[1];
  expect(await dropped()).toBe('0');
  metrics.countDroppedLine();
  time = 1000;
  expect(await dropped()).toBe('0');
  time = 1001;
  expect(await dropped()).toBe('1');
});

it('says that the store is down after a failure, and up after the next answer', async () => {
  let isAway = true;
  let time = 0;
  const metrics = createMetrics('1.2.3', () => (time += 1001));
  const store = metrics.watch({
    now: () => 0,
    admit: () => {
      if (isAway) throw new Error('away');
      return { outcome: 'replayed' };
    },
    revoke: () => ({ outcome: 'future', byMs: 1 }),
    isRevoked: () => false,
    putClaims: () => undefined,
    getClaims: () => undefined,
  });
  const lines = async () =>
    ((await metrics.answer()).body as string).match(/^ably_auth_store_(?:up|duration_seconds_count).*$/gm);
  await expect(store.admit('a.b', 0, 'nonce')).rejects.toThrow('away');
  expect(await lines()).toEqual([
    'ably_auth_store_duration_seconds_count{operation="admit",outcome="failed"} 1',
    'ably_auth_store_up 0',
  ]);
  isAway = false;
  await store.admit('a.b', 0, 'nonce');
  expect(await lines()).toContain('ably_auth_store_up 1');
});
