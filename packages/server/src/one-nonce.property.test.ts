import { RedisProcess } from '@ably-auth/redis-process';
import { describeWithRedis } from '@ably-auth/redis-process/vitest';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMemoryStore, type Store } from './index.js';
import { connectRedis, createRedisStore, type RedisClient } from './redis/index.js';
import { NOW, TestService } from './service.testing.js';

const MINUTE = 60_000;

/** Any time to either side, and often the furthest. */
const extremeOr = (most: number) => fc.oneof(fc.constantFrom(-most, most), fc.integer({ min: -most, max: most }));

/** What happens: the clock is set, time passes, or a request is sent to one of the services. */
const steps = fc.array(
  fc.oneof(fc.record({ offset: extremeOr(5 * MINUTE) }), fc.record({ pass: fc.integer({ min: 0, max: 6 * MINUTE }) }), {
    weight: 4,
    arbitrary: fc.record({ service: fc.nat(2), request: fc.nat(3) }),
  }),
  { minLength: 10, maxLength: 80 },
);

it('takes no nonce twice, though the clock of the store steps by ten minutes', async () => {
  const tally = { taken: 0, replayed: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(steps, fc.array(extremeOr(7 * MINUTE)), async (sequence, drawn) => {
      let time = 0;
      let offset = 0;
      const store = createMemoryStore({ clock: () => time, now: () => NOW + time + offset });
      const services = [0, 1, 2].map(() => new TestService({ store }));
      const requests = [0, 1, 2, 3].map((i) => services[0]?.sign({ timestamp: NOW + (drawn[i] ?? 0) }));
      const taken = new Set<number>();
      for (const step of sequence) {
        if ('pass' in step) time += step.pass;
        else if ('offset' in step) ({ offset } = step);
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
  // The invariant would hold for a service that takes nothing, too.
  expect(Math.min(...Object.values(tally))).toBeGreaterThan(50);
});

it('takes no nonce twice to the last moment of the widest step: fast by five minutes, then slow by five', async () => {
  let time = 0;
  let offset = 5 * MINUTE;
  const store = createMemoryStore({ clock: () => time, now: () => NOW + time + offset });
  const service = new TestService({ store });
  // As far ahead as the fast clock lets it be.
  const request = service.sign({ timestamp: NOW + 7 * MINUTE });
  expect((await service.requestToken(request)).status).toBe(201);
  offset = -5 * MINUTE;
  const codes = new Set<number>();
  for (; time <= 15 * MINUTE; time += 5000) codes.add((await service.requestToken(request)).body.error?.code);
  expect(codes).toEqual(new Set([40104, 40105]));
});

/** Sends every request so many times at once, in no order. */
async function takenOf(stores: readonly Store[], count: number, copies: number): Promise<number[]> {
  const services = stores.map((store) => new TestService({ store }));
  const [client = new TestService()] = services;
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

it('takes each of 200 nonces once out of 4000 requests, with the store in memory', async () => {
  const store = createMemoryStore();
  expect(await takenOf([store, store], 200, 20)).toEqual(Array.from({ length: 200 }, () => 1));
});

describeWithRedis('two services on one Redis', () => {
  let server: RedisProcess;
  let clients: readonly RedisClient[];
  beforeAll(async () => {
    server = await RedisProcess.start();
    clients = [await connectRedis(server.url), await connectRedis(server.url)];
  });
  afterAll(async () => {
    for (const client of clients) client.disconnect();
    await server.remove();
  });

  // Fewer at once: a process that is busy for seconds gives up its connection.
  it('take each of 40 nonces once out of 800 requests', async () => {
    const stores = await Promise.all(
      clients.map((redis) => createRedisStore({ redis, isNewStore: true, timeoutMs: 60_000 })),
    );
    expect(await takenOf(stores, 40, 20)).toEqual(Array.from({ length: 40 }, () => 1));
  });
});
