import { RedisProcess } from '@ably-auth/redis-process';
import type { TokenRequest } from '@ably-auth/validation';
import { Redis } from 'ioredis';
import { setTimeout as pause } from 'node:timers/promises';
import { inParallel, isActive, sendTokenRequest } from '../client.js';
import { Tally } from '../tally.js';
import { ServiceChild } from '../service-child.js';
import { signMany } from '../setup.js';
import type { Outcome, Trial } from '../trial.js';

/** From this size on, it is waited until tokens are issued again: two minutes. */
const FULL_SIZE = 1000;

type Loss = (redis: RedisProcess, control: Redis) => Promise<void>;

/** Grants tokens at two services, makes Redis lose its memory, and sends everything again to both. */
async function afterLoss(size: number, lose: Loss, title: string, did: string): Promise<Outcome> {
  const redis = await RedisProcess.start();
  const control = new Redis(redis.port, { retryStrategy: () => 50 });
  control.on('error', () => undefined);
  const services = await Promise.all([ServiceChild.start(redis.url), ServiceChild.start(redis.url)]);
  try {
    const tally = new Tally();
    await inParallel(signMany(size), 32, async (request, i) => tally.send(services[i % 2 === 0 ? 0 : 1].url, request));
    const { granted } = tally;
    const tokens = tally.tokens.slice(0, 100);
    await lose(redis, control);
    const lostAt = performance.now();
    const codes = new Map<number, number>();
    await inParallel(granted, 32, async (request) => {
      for (const { url } of services) {
        const reply = await tally.send(url, request);
        codes.set(reply.code, (codes.get(reply.code) ?? 0) + 1);
      }
    });
    let stillActive = 0;
    for (const token of tokens) if (await isActive(services[1].url, token)) stillActive++;
    let awayMs = 0;
    if (size >= FULL_SIZE) {
      const next = async () => (await sendTokenRequest(services[0].url, signMany(1)[0] as TokenRequest)).status;
      while ((await next()) !== 201) await pause(500);
      awayMs = performance.now() - lostAt;
    }
    return {
      title,
      did: `${did} Then every granted request was sent to both services again.`,
      figures: [
        ['granted before', granted.length],
        ['sent again, refused as a replay', codes.get(40_105) ?? 0],
        ['sent again, refused with 50003', codes.get(50_003) ?? 0],
        ...(awayMs === 0 ? [] : [['from the loss to the next token', `${Math.round(awayMs / 1000)} s`] as const]),
      ],
      invariants: [
        ['nonces taken twice', tally.takenTwice.length],
        ['tokens of a revocable key from before that were still accepted', stillActive],
        ['requests that were not granted before the loss', size - granted.length],
      ],
    };
  } finally {
    control.disconnect();
    await Promise.all(services.map((service) => service.kill()));
    await redis.remove();
  }
}

export const flushed: Trial = {
  name: 'flushed',
  size: 1000,
  run: (size) =>
    afterLoss(size, async (_, control) => void (await control.flushall()), 'Redis flushed', 'Redis got FLUSHALL.'),
};

export const restartedEmpty: Trial = {
  name: 'restarted-empty',
  size: 1000,
  run: (size) =>
    afterLoss(
      size,
      async (redis) => {
        await redis.kill();
        await redis.start();
        await pause(2000);
      },
      'Redis restarted without its data',
      'A Redis that keeps nothing on disk was killed and started again.',
    ),
};

export const evicted: Trial = {
  name: 'evicted',
  size: 1000,
  run: (size) =>
    afterLoss(
      size,
      async (_, control) => {
        await control.config('SET', 'maxmemory-policy', 'allkeys-lru');
        await control.config('SET', 'maxmemory', '1');
        // Each command evicts what it can.
        for (let i = 0; i < 20; i++) await control.set(`fill:${i}`, 'x').catch(() => undefined);
        await control.config('SET', 'maxmemory', '0');
        await control.config('SET', 'maxmemory-policy', 'noeviction');
      },
      'Redis evicted keys',
      'The eviction policy of a running Redis was set to allkeys-lru, with no memory left, and back.',
    ),
};
