import fc from 'fast-check';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RedisProcess } from '@ably-auth/redis-process';
import { describeWithRedis } from '@ably-auth/redis-process/vitest';
import { createMemoryRevocationStore } from '../memory-stores.js';
import { mergeRevocation, type Revocation, type RevocationStore } from '../revocation-store.js';
import { connectRedis, createRedisStores } from './index.js';

// Small numbers, so that times meet and include each other often.
const time = fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 3 }));
const keyName = fc.constantFrom('a.b', 'a.c');
const targets = fc.uniqueArray(fc.constantFrom('clientId:a', 'clientId:é', 'channel:a', 'channel:{x}:y'), {
  minLength: 1,
});
const revoke = fc.record({ keyName, targets, revocation: fc.record({ issuedBefore: time, appliesAt: time }) });
const ask = fc.record({ keyName, targets, token: fc.record({ issued: time, now: time }) });

type Asked = { readonly issued: number; readonly now: number };
type Step = { keyName: string; targets: readonly string[] } & ({ token: Asked } | { revocation: Revocation });
const steps: fc.Arbitrary<Step[]> = fc.array(fc.oneof(revoke, ask), { maxLength: 60 });

async function answers(store: RevocationStore, sequence: readonly Step[]) {
  const told: boolean[] = [];
  for (const step of sequence) {
    if ('revocation' in step) await store.revoke(step.keyName, step.targets, step.revocation);
    else told.push(await store.isRevoked(step.keyName, step.targets, step.token));
  }
  return told;
}

describeWithRedis('revocations in Redis and in memory', () => {
  let server: RedisProcess;
  let client: Redis;
  beforeAll(async () => {
    server = await RedisProcess.start();
    client = await connectRedis(server.url);
  });
  afterAll(async () => {
    client.disconnect();
    await server.remove();
  });

  let prefixes = 0;
  const inRedis = () => createRedisStores({ redis: client, prefix: `${prefixes++}:` }).revocationStore;

  it('answer alike whatever they are told', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        expect(await answers(inRedis(), sequence)).toEqual(await answers(createMemoryRevocationStore(), sequence));
      }),
      { numRuns: 300 },
    );
  });

  it('told twice the same, stay', async () => {
    const store = inRedis();
    const revocation = { issuedBefore: 58, appliesAt: 1 };
    for (let i = 0; i < 2; i++) await store.revoke('a.b', ['clientId:a'], revocation);
    expect(await store.isRevoked('a.b', ['clientId:a'], { issued: 57, now: 1 })).toBe(true);
  });

  it('are kept as the memory store keeps them, and no more of them', async () => {
    const revocation = fc.record({ issuedBefore: time, appliesAt: time });
    await fc.assert(
      fc.asyncProperty(fc.array(revocation, { minLength: 1, maxLength: 80 }), async (added) => {
        const store = inRedis();
        for (const each of added) await store.revoke('a.b', ['clientId:a'], each);
        const kept = added.reduce<readonly Revocation[]>(mergeRevocation, []);
        const text = kept.map(({ issuedBefore, appliesAt }) => `${issuedBefore}:${appliesAt}`).join(',');
        expect(await client.get(`${prefixes - 1}:revoked:{a.b}:clientId:a`)).toBe(text);
      }),
      { numRuns: 100 },
    );
  });

  it('answer as a list of all revocations does, as long as no target has more than are kept', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const expected: boolean[] = [];
        for (const [i, step] of sequence.entries()) {
          if ('revocation' in step) continue;
          const before = sequence.slice(0, i);
          expected.push(
            before.some(
              (each) =>
                'revocation' in each &&
                each.keyName === step.keyName &&
                each.targets.some((target) => step.targets.includes(target)) &&
                step.token.issued < each.revocation.issuedBefore &&
                each.revocation.appliesAt <= step.token.now,
            ),
          );
        }
        expect(await answers(createMemoryRevocationStore(), sequence)).toEqual(expected);
        expect(await answers(inRedis(), sequence)).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it('answer alike past the most that are kept of a target, and never let a revoked token pass', async () => {
    // Each is issued and applies later than the one before: none includes another.
    const many = Array.from({ length: 200 }, (_, i) => ({
      keyName: 'a.b',
      targets: ['clientId:a'],
      revocation: { issuedBefore: 10 * i, appliesAt: 10 * i + 5 },
    }));
    const asked = Array.from({ length: 2000 }, (_, issued) => [issued, issued + 1, issued + 15, 2000]).flatMap(
      ([issued = 0, ...nows]) => nows.map((now) => ({ issued, now })),
    );
    const [memory, redis] = [createMemoryRevocationStore(), inRedis()];
    await answers(memory, many);
    await answers(redis, many);
    expect(await client.strlen(`${prefixes - 1}:revoked:{a.b}:clientId:a`)).toBeLessThan(500);
    for (const token of asked) {
      const isRevoked = await memory.isRevoked('a.b', ['clientId:a'], token);
      expect(await redis.isRevoked('a.b', ['clientId:a'], token)).toBe(isRevoked);
      const mustBe = many.some(({ revocation: r }) => token.issued < r.issuedBefore && r.appliesAt <= token.now);
      if (mustBe) expect(isRevoked).toBe(true);
    }
  });
});
