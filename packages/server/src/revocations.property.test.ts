import { RedisProcess } from '@ably-auth/redis-process';
import { describeWithRedis } from '@ably-auth/redis-process/vitest';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMemoryStore, type Store } from './index.js';
import { connectRedis, createRedisStore, type RedisClient } from './redis/index.js';
import { canonicalTarget, channelTarget, mergeRevocation, type Revocation } from './revocations.js';
import { basic, NOW, refusal, REVOCABLE, TestService } from './service.testing.js';

const MINUTE = 60_000;
const target = fc.constantFrom('clientId:a', 'clientId:\u00e9', 'channel:a', 'channel:{x}:y');

type Step =
  | { readonly offset: number }
  | { readonly issueAs: string }
  | { readonly revoke: readonly string[]; readonly isPostponed: boolean };

// Together less than the ten minutes that clocks are allowed, from which on a step is followed at once: each revocation
// moves the time of the store by a millisecond.
const STEP = 5 * MINUTE - 1000;

/** The clock of the store is set, up to five minutes to either side; a token is issued; tokens are revoked. */
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({ offset: fc.oneof(fc.constantFrom(-STEP, STEP), fc.integer({ min: -3, max: 3 })) }),
    { weight: 3, arbitrary: fc.record({ issueAs: target }) },
    fc.record({ revoke: fc.uniqueArray(target, { minLength: 1, maxLength: 3 }), isPostponed: fc.boolean() }),
  ),
  { maxLength: 40 },
);

/** What was issued, and how often it was revoked at once since. */
type Issued = { readonly as: string; readonly issued: number; revocations: number };

/** Does the steps on stores that share a memory, in turn, and checks every token after every step. */
async function expectEveryRevocationToHold(
  stores: readonly Store[],
  setClock: (offset: number) => Promise<void> | void,
  sequence: readonly Step[],
): Promise<void> {
  const tokens: Issued[] = [];
  for (const [i, step] of sequence.entries()) {
    const store = stores[i % stores.length];
    if (store === undefined) throw new Error('no store');
    if ('offset' in step) await setClock(step.offset);
    else if ('issueAs' in step) {
      const admission = await store.admit('a.b', store.now(), undefined);
      if (admission.outcome !== 'admitted') throw new Error(admission.outcome);
      tokens.push({ as: step.issueAs, issued: admission.issued, revocations: 0 });
    } else {
      const marginMs = step.isPostponed ? 30_000 : 0;
      expect(await store.revoke('a.b', step.revoke, { marginMs })).toMatchObject({ outcome: 'recorded' });
      if (marginMs === 0) for (const each of tokens) if (step.revoke.includes(each.as)) each.revocations++;
    }
    const asking = stores[(i + 1) % stores.length] ?? store;
    for (const { as, issued, revocations } of tokens) {
      // One that was revoked is refused; one that was not works, except for a postponed revocation whose time has come.
      if (revocations > 0) expect(await asking.isRevoked('a.b', [as], issued)).toBe(true);
    }
    const last = tokens.at(-1);
    if ('issueAs' in step && last !== undefined) {
      expect(await asking.isRevoked('a.b', [last.as], last.issued)).toBe(false);
    }
  }
}

it('no revocation is without effect, and what is issued after it works, though the clock steps: in memory', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      let offset = 0;
      let time = NOW;
      const store = createMemoryStore({ now: () => time + offset });
      const setClock = (to: number) => {
        offset = to;
        time += 1;
      };
      await expectEveryRevocationToHold([store], setClock, sequence);
    }),
    { numRuns: 400 },
  );
});

it('a merged list answers as the list of all revocations does, up to the most that are kept', () => {
  const time = fc.integer({ min: 0, max: 60 });
  const revocation = fc.record<Revocation>({ issuedBefore: time, appliesAt: time });
  const isRevoked = (list: readonly Revocation[], issued: number, now: number) =>
    list.some(({ issuedBefore, appliesAt }) => issued < issuedBefore && appliesAt <= now);
  fc.assert(
    fc.property(fc.array(revocation, { maxLength: 80 }), time, time, (all, issued, now) => {
      const kept = all.reduce<readonly Revocation[]>(mergeRevocation, []);
      expect(kept.length).toBeLessThanOrEqual(32);
      const expected = isRevoked(all, issued, now);
      // Past the most that are kept a token may be refused a little earlier, and never accepted.
      if (expected || new Set(all.map(({ appliesAt }) => appliesAt)).size <= 32) {
        expect(isRevoked(kept, issued, now)).toBe(expected);
      }
    }),
    { numRuns: 500 },
  );
});

it.each([
  ['room', 'channel:room'],
  ['[]room', 'channel:room'],
  ['[?x=1]room', 'channel:room'],
  ['[?x=[1]room', 'channel:room'],
  ['[meta]log', 'channel:[meta]log'],
  ['[filter=a]room', 'channel:[filter]room'],
  ['[room', 'channel:[room'],
  ['chat:*', 'channel:chat:*'],
])('%s is revoked as %s', (resource, expected) => {
  expect([channelTarget(resource), canonicalTarget(`channel:${resource}`)]).toEqual([expected, expected]);
});

it('a channel is revoked under each of its spellings, on either side', async () => {
  const spellings = ['room', '[]room', '[?x=1]room'];
  for (const granted of spellings) {
    for (const revoked of spellings) {
      const service = new TestService();
      const token = await service.token({ capability: { [granted]: ['*'] } }, REVOCABLE);
      const body = { targets: [`channel:${revoked}`] };
      const answer = await service.post('/keys/appId.revocable/revokeTokens', body, {
        authorization: basic(REVOCABLE),
      });
      expect(answer.body.results[0].target).toBe(`channel:${revoked}`);
      await expect(service.authenticate(`Bearer ${token}`)).rejects.toMatchObject({ code: 40141 });
    }
  }
});

describeWithRedis('two instances on one Redis', () => {
  let server: RedisProcess;
  let clients: readonly RedisClient[];
  beforeAll(async () => {
    server = await RedisProcess.start();
    clients = [await connectRedis(server.url), await connectRedis(server.url)];
    // A store for each run of the property.
    for (const client of clients) client.setMaxListeners(0);
  });
  afterAll(async () => {
    for (const client of clients) client.disconnect();
    await server.remove();
  });

  let prefixes = 0;
  it('no revocation is without effect, and what is issued after it works, though the clock of Redis stepped', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const prefix = `${prefixes++}:`;
        const stores = await Promise.all(clients.map((redis) => createRedisStore({ redis, prefix, isNewStore: true })));
        // The latest time that was told, as after a clock that was ahead and was set back.
        const setClock = async (offset: number) => {
          const [client] = clients;
          const told = Number(await client?.hget(`{${prefix}}state`, 'clock'));
          if (offset > 0)
            await client?.hset(`{${prefix}}state`, 'clock', Math.min(told + offset, Date.now() + 9 * MINUTE));
        };
        await expectEveryRevocationToHold(stores, setClock, sequence);
      }),
      { numRuns: 25 },
    );
  });

  it('a token is revoked at once by an instance whose own clock is ten minutes off', async () => {
    const real = Date.now;
    const stores = await Promise.all(
      clients.map((redis) => createRedisStore({ redis, prefix: 'clocks:', isNewStore: true })),
    );
    const [a, b] = stores.map((store) => new TestService({ store, sealingKeys: [SEALING] })) as [
      TestService,
      TestService,
    ];
    for (const offset of [-10 * MINUTE, 10 * MINUTE]) {
      const token = await a.token({ clientId: 'alice' }, REVOCABLE);
      Date.now = () => real() + offset;
      try {
        const body = { targets: ['clientId:alice'] };
        const answer = await b.post('/keys/appId.revocable/revokeTokens', body, { authorization: basic(REVOCABLE) });
        expect([answer.status, answer.body.successCount]).toEqual([200, 1]);
        for (const each of [a, b]) {
          await expect(each.authenticate(`Bearer ${token}`)).rejects.toMatchObject({ code: 40141 });
        }
        const next = await b.token({ clientId: 'alice' }, REVOCABLE);
        expect(await a.authenticate(`Bearer ${next}`)).toMatchObject({ clientId: 'alice' });
        // What a client signs with the time that the service told is current.
        const { body: [time = 0] = [] } = await b.send('/time');
        expect(refusal(await a.requestToken(a.sign({ timestamp: time - 121_000 })))).toEqual([401, 40104]);
        expect((await a.requestToken(a.sign({ timestamp: time }))).status).toBe(201);
      } finally {
        Date.now = real;
      }
    }
  });
});

const SEALING = { kty: 'oct', kid: 'shared', k: 'A'.repeat(43) } as const;
