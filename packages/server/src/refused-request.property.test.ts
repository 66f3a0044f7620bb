import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createMemoryStore, type Store } from './index.js';
import { basic, NARROW, NOW, TestService } from './service.testing.js';

/** A store that notes what is spent. */
function watched(now: () => number = () => NOW): Store & { readonly spent: (string | undefined)[] } {
  const store = createMemoryStore({ now });
  const spent: (string | undefined)[] = [];
  return {
    ...store,
    spent,
    async admit(keyName, timestamp, nonce) {
      const admission = await store.admit(keyName, timestamp, nonce);
      if (admission.outcome === 'admitted') spent.push(nonce);
      return admission;
    },
  };
}

type Signed = ReturnType<TestService['sign']>;

// Each makes a request that must be refused from one that would be taken.
const mistakes: Record<string, (request: Signed, random: string) => object> = {
  'a changed clientId': (request, random) => ({ ...request, clientId: `${random}x` }),
  'a changed ttl': (request) => ({ ...request, ttl: (request.ttl ?? 0) + 1 }),
  'a wider capability': (request) => ({ ...request, capability: '{"*":["*"]}' }),
  'another timestamp': (request) => ({ ...request, timestamp: request.timestamp + 1 }),
  'another key': (request) => ({ ...request, keyName: 'appId.keyId' }),
  'an unknown key': (request) => ({ ...request, keyName: 'appId.none' }),
  'another MAC': (request) => ({ ...request, mac: (request.mac[0] === 'A' ? 'B' : 'A') + request.mac.slice(1) }),
  'another text for a MAC': (request, random) => ({ ...request, mac: random }),
  'no MAC': ({ mac: _, ...request }) => request,
  'no timestamp': ({ timestamp: _, ...request }) => request,
  'an unknown operation': (request) => ({ ...request, capability: '{"chat:a":["fly"]}' }),
  'a member of another type': (request) => ({ ...request, ttl: [1] }),
};

it.each(Object.entries(mistakes))('a request refused for %s spends no nonce', async (_, spoil) => {
  const store = watched();
  const service = new TestService({ store });
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (random) => {
      const request = service.sign({ ttl: 1000, clientId: 'alice', capability: { 'chat:a': ['publish'] } }, NARROW);
      const answer = await service.requestToken(spoil(request, random));
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(store.spent).not.toContain(request.nonce);
      expect((await service.requestToken(request)).status).toBe(201);
      expect(store.spent.pop()).toBe(request.nonce);
    }),
    { numRuns: 50 },
  );
});

it('a request refused for its clock, its capability or its credentials spends no nonce', async () => {
  let time = NOW;
  const store = watched(() => time);
  const service = new TestService({ store });
  const outside = service.sign({ capability: { other: ['publish'] } }, NARROW);
  const early = service.sign({ timestamp: time + 120_001 });
  const unsigned = service.unsigned({ nonce: '0123456789abcdef' }, 'appId.narrow');
  expect((await service.requestToken(outside)).body.error.code).toBe(40160);
  expect((await service.requestToken(early)).body.error.code).toBe(40104);
  expect((await service.requestToken(unsigned)).body.error.code).toBe(40101);
  expect((await service.requestToken(unsigned, { authorization: basic() })).body.error.code).toBe(40101);
  expect(store.spent).toEqual([]);
  time += 1;
  expect((await service.requestToken(early)).status).toBe(201);
});
