import { RedisProcess } from '@ably-auth/redis-process';
import { describeWithRedis } from '@ably-auth/redis-process/vitest';
import fc from 'fast-check';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMemoryNonceStore, type NonceStore } from './index.js';
import { connectRedis, createRedisStores } from './redis/index.js';
import { NOW, TestService } from './service.testing.js';

const MINUTE = 60_000;

/** Any time to either side, and often the furthest. */
const extremeOr = (most: number) => fc.oneof(fc.constantFrom(-most, most), fc.integer({ min: -most, max: most }));

/** What happens: a clock is set, time passes for all, or a request is sent. */
const steps = fc.array(
  fc.oneof(
    fc.record({ service: fc.nat(2), offset: extremeOr(5 * MINUTE) }),
    fc.record({ pass: fc.integer({ min: 0, max: 6 * MINUTE }) }),
    { weight: 4, arbitrary: fc.record({ service: fc.nat(2), request: fc.nat(3) }) },
  ),
  { minLength: 10, maxLength: 80 },
);

it('takes no nonce twice, though clocks of services on one store differ and step by ten minutes', async () => {
  const tally = { taken: 0, replayed: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(steps, fc.array(extremeOr(7 * MINUTE)), async (sequence, drawn) => {
      let time = 0;
      const nonceStore = createMemoryNonceStore({ clock: () => time });
      const offsets = [0, 0, 0];
      const services = offsets.map(
        (_, i) => new TestService({ nonceStore, now: () => NOW + time + (offsets[i] ?? 0) }),
      );
      const requests = [0, 1, 2, 3].map((i) => services[0]?.sign({ timestamp: NOW + (drawn[i] ?? 0) }));
      const taken = new Set<number>();
      for (const step of sequence) {
        if ('pass' in step) time += step.pass;
        else if ('offset' in step) offsets[step.service] = step.offset;
        else {
          const answer = await services[step.service]?.requestToken(requests[step.request] ?? {});
          const isTaken = answer?.status === 201;
          expect(isTaken && taken.has(step.request)).toBe(false);
          if (isTaken) taken.add(step.request);
          tally[isTaken ? 'taken' : answer?.body.error.code === 40105 ? 'replayed' : 'refused']++;
        }
      }
    }),
    { numRuns: 150 },
  );
  // The law would hold for a service that takes nothing, too.
  expect(Math.min(...Object.values(tally))).toBeGreaterThan(50);
});

it('takes no nonce twice to the last moment of the widest step: fast by five minutes, then slow by five', async () => {
  let time = 0;
  let offset = 5 * MINUTE;
  const nonceStore = createMemoryNonceStore({ clock: () => time });
  const service = new TestService({ nonceStore, now: () => NOW + time + offset });
  // As far ahead as the fast clock lets it be.
  const request = service.sign({ timestamp: NOW + 7 * MINUTE });
  expect((await service.requestToken(request)).status).toBe(201);
  offset = -5 * MINUTE;
  const codes = new Set<number>();
  for (; time <= 15 * MINUTE; time += 5000) codes.add((await service.requestToken(request)).body.error?.code);
  expect(codes).toEqual(new Set([40104, 40105]));
});

/** Sends every request so many times at once, in no order, to services with clocks five minutes to either side. */
async function takenOf(stores: readonly NonceStore[], count: number, copies: number): Promise<number[]> {
  const services = stores.map((nonceStore, i) => {
    const service = new TestService({ nonceStore });
    service.time += (i % 2 === 0 ? 1 : -1) * 100_000;
    return service;
  });
  const client = new TestService();
  const requests = Array.from({ length: count }, () => client.sign());
  const sends = requests.flatMap((request, i) => Array.from({ length: copies }, () => ({ request, i })));
  const taken = requests.map(() => 0);
  await Promise.all(
    shuffle(sends).map(async ({ request, i }, at) => {
      const { status, body } = (await services[at % services.length]?.requestToken(request)) ?? {};
      if (status === 201) taken[i] = (taken[i] ?? 0) + 1;
      else expect(body.error.code).toBe(40105);
    }),
  );
  return taken;
}

function shuffle<Item>(items: readonly Item[]): Item[] {
  return fc.sample(fc.shuffledSubarray([...items], { minLength: items.length }), 1)[0] ?? [];
}

it('takes each of four thousand duplicates once, with the store in memory', async () => {
  const store = createMemoryNonceStore();
  expect(await takenOf([store, store], 200, 20)).toEqual(Array.from({ length: 200 }, () => 1));
});

describeWithRedis('two services on one Redis', () => {
  let server: RedisProcess;
  let clients: readonly Redis[];
  beforeAll(async () => {
    server = await RedisProcess.start();
    clients = [await connectRedis(server.url), await connectRedis(server.url)];
  });
  afterAll(async () => {
    for (const client of clients) client.disconnect();
    await server.remove();
  });

  it('take each of four thousand duplicates once', async () => {
    const stores = clients.map((redis) => createRedisStores({ redis, timeoutMs: 60_000 }).nonceStore);
    expect(await takenOf(stores, 200, 20)).toEqual(Array.from({ length: 200 }, () => 1));
  });
});
