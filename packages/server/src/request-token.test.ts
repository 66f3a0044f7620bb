import { computeMac, signText } from '@ably-auth/core/sync';
import { AblyAuthError } from '@ably-auth/validation';
import Ably from 'ably';
import { describe, expect, it } from 'vitest';
import { createMemoryStore, hostKey } from './index.js';
import {
  basic,
  KEY,
  KEY_NAME,
  NARROW,
  NARROW_SECRET,
  NOW,
  refusal,
  REVOCABLE,
  storeWith,
  TestService,
} from './service.testing.js';

it('issues a token for a request that the ably SDK signed', async () => {
  const service = new TestService({ now: Date.now });
  const ably = new Ably.Rest({ key: KEY });
  const capability = { 'chat:*': ['subscribe', 'publish'] } as const;
  const request = await ably.auth.createTokenRequest({
    clientId: 'alice',
    ttl: 60_000,
    capability: JSON.stringify(capability),
  });
  const { status, body } = await service.requestToken(request);
  expect(status).toBe(201);
  expect(body).toEqual({
    token: expect.stringMatching(/^appId\./),
    keyName: KEY_NAME,
    issued: expect.any(Number),
    expires: body.issued + 60_000,
    capability: '{"chat:*":["publish","subscribe"]}',
    clientId: 'alice',
  });
});

it('applies the defaults that are the service’s: sixty minutes and the capability of the key', async () => {
  const service = new TestService();
  const { body } = await service.requestToken(service.sign({}, NARROW));
  expect(body).toMatchObject({
    issued: NOW,
    expires: NOW + 3_600_000,
    capability: '{"chat:*":["publish","subscribe"]}',
  });
  expect(body).not.toHaveProperty('clientId');
});

it('grants the whole capability of a key that has thousands of resources', async () => {
  const capability = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`chat:${i}`, ['publish' as const]]));
  const service = new TestService({ keys: [{ key: KEY, capability }] });
  const { status, body } = await service.requestToken(service.sign());
  expect([status, JSON.parse(body.capability)]).toEqual([201, capability]);
});

it('grants by the key and by what is asked, also where either was asked before', async () => {
  const service = new TestService();
  const ask = async (capability: string, key: string) =>
    (await service.requestToken(service.sign({ capability }, key))).body.capability as string;
  const [all, chat] = ['{"*":["*"]}', '{"chat:a":["*"]}'];
  for (let i = 0; i < 2; i++) {
    expect(await ask(all, KEY)).toBe(all);
    expect(await ask(all, NARROW)).toBe('{"chat:*":["publish","subscribe"]}');
    expect(await ask(chat, KEY)).toBe(chat);
    expect(await ask(chat, NARROW)).toBe('{"chat:a":["publish","subscribe"]}');
    expect(refusal(await service.requestToken(service.sign({ capability: '{"news":["*"]}' }, NARROW)))).toEqual([
      401, 40160,
    ]);
  }
});

it('narrows what was asked to what the key has', async () => {
  const service = new TestService();
  const capability = { 'chat:room': ['*'], news: ['subscribe'] };
  const { body } = await service.requestToken(service.sign({ capability }, NARROW));
  expect(body.capability).toBe('{"chat:room":["publish","subscribe"]}');
});

it('takes an unsigned request with Basic auth of the same key, without a nonce', async () => {
  const service = new TestService();
  const { status, body } = await service.requestToken(service.unsigned({ clientId: 'alice' }), {
    authorization: basic(),
  });
  expect([status, body.clientId]).toEqual([201, 'alice']);
});

it('refuses an unsigned request that is not well-formed, or comes with another key of the same secret', async () => {
  const same = 'appId.same:keySecret';
  const service = new TestService({ keys: [{ key: KEY }, { key: same }] });
  const tooLong = await service.requestToken(service.unsigned({ ttl: 86_400_001 }), { authorization: basic() });
  expect(refusal(tooLong)).toEqual([400, 40003]);
  const undated = await service.requestToken({ keyName: KEY_NAME }, { authorization: basic() });
  expect(refusal(undated)).toEqual([400, 40003]);
  const other = await service.requestToken(service.unsigned(), { authorization: basic(same) });
  expect(refusal(other)).toEqual([401, 40101]);
});

describe('refuses in the order of the protocol', () => {
  // Each request has this error and every later one: the earlier error decides.
  const service = () => new TestService();
  const at = { timestamp: NOW - 121_000 };
  const resign = (request: object) => {
    const { mac: _, ...fields } = request as Parameters<typeof signText>[0] & { mac: string };
    return { ...fields, mac: computeMac(signText(fields), NARROW_SECRET) };
  };

  it('1: the body', async () => {
    for (const body of ['', '[]', '{', '"text"', '{"keyName":"appId.none","keyName":"appId.none"}', 'null']) {
      expect(refusal(await service().post('/keys/appId.none/requestToken', body)), body).toEqual([400, 40001]);
    }
  });

  it('1: the key name of body and path', async () => {
    const answer = await service().post('/keys/appId.other/requestToken', service().sign());
    expect(refusal(answer)).toEqual([400, 40001]);
  });

  it.each([
    ['a short nonce', { nonce: 'short' }, 40003],
    ['a ttl over 24 h', { ttl: 86_400_001 }, 40003],
    ['no timestamp', { timestamp: undefined }, 40003],
    ['a capability with a line feed', { capability: '{"a":["*"]}\n' }, 40000],
    ['an empty clientId', { clientId: '' }, 40012],
  ])('1: %s, before the unknown key', async (_, change, code) => {
    const request = { ...service().sign(at), keyName: 'appId.none', ...change };
    expect(refusal(await service().requestToken(request))).toEqual([400, code]);
  });

  it('3: the MAC, before a malformed capability', async () => {
    const request = { ...service().sign(at), capability: '{"a":[]}' };
    expect(refusal(await service().requestToken(request))).toEqual([401, 40101]);
  });

  it('1: a ttl over an hour for a key with revocable tokens', async () => {
    const answer = await service().requestToken({ ...service().sign({ ttl: 3_600_001 }, REVOCABLE), mac: 'wrong' });
    expect(refusal(answer)).toEqual([400, 40003]);
  });

  it.each([[{ toString: 1 }], [[3_600_001]], ['3600001'], ['x'], [3_600_001], [1e308]])(
    '1: a ttl of %j for a key with revocable tokens',
    async (ttl) => {
      const answer = await service().requestToken({ ...service().sign({}, REVOCABLE), ttl });
      expect(refusal(answer)).toEqual([400, 40003]);
    },
  );

  it('2: the key, before what the capability says', async () => {
    const request = { ...service().sign(), keyName: 'appId.none', capability: '{"a":["fly"]}' };
    expect(refusal(await service().requestToken(request))).toEqual([404, 40400]);
    const unsigned = service().unsigned({ capability: '{"a":[]}' }, 'appId.none');
    expect(refusal(await service().requestToken(unsigned, { authorization: basic() }))).toEqual([404, 40400]);
  });

  it('2: the key, before the MAC', async () => {
    const answer = await service().requestToken({ ...service().sign(at), keyName: 'appId.none', mac: 'wrong' });
    expect(refusal(answer)).toEqual([404, 40400]);
  });

  it('3: the MAC, before the timestamp', async () => {
    const request = { ...service().sign(at), clientId: 'mallory' };
    expect(refusal(await service().requestToken(request))).toEqual([401, 40101]);
  });

  it.each([
    ['none', {}],
    ['another key', { authorization: basic(NARROW) }],
    ['a wrong secret', { authorization: basic(`${KEY}x`) }],
    ['an unknown key', { authorization: basic('appId.none:keySecret') }],
    ['a token', { authorization: 'Bearer a.b' }],
  ])('3: an unsigned request with %s as credentials', async (_, headers: Record<string, string>) => {
    const answer = await service().requestToken(
      { keyName: KEY_NAME, timestamp: 1, nonce: '1234567890123456' },
      headers,
    );
    expect(refusal(answer)).toEqual([401, 40101]);
  });

  it.each(['{', '{"a":[]}', '{"a":["fly"]}'])('3: the credentials, before a capability of %s', async (capability) => {
    const unsigned = { ...service().unsigned({ capability }), ...at };
    const wrong = await service().requestToken(unsigned, { authorization: basic(`${KEY}x`) });
    expect(refusal(wrong)).toEqual([401, 40101]);
    expect(wrong.body.error.message).toContain('wrong key secret');
    expect(refusal(await service().requestToken(unsigned))).toEqual([401, 40101]);
    expect(refusal(await service().requestToken(unsigned, { authorization: basic() }))).toEqual([400, 40000]);
  });

  it('3: an unknown operation, after the MAC and before the timestamp', async () => {
    const request = { ...service().sign(at, NARROW), capability: '{"a":["fly"]}' };
    expect(refusal(await service().requestToken(request))).toEqual([401, 40101]);
    expect(refusal(await service().requestToken(resign(request)))).toEqual([400, 40000]);
  });

  it('4: the timestamp, before the capability', async () => {
    const capability = '{"other":["publish"]}';
    const request = resign({ ...service().sign({ ...at, capability }, NARROW) });
    const stale = await service().requestToken(request);
    expect(refusal(stale)).toEqual([401, 40104]);
    expect(stale.body.error.message).toContain('Timestamp not current');
    const unsigned = { keyName: 'appId.narrow', capability, ...at };
    expect(refusal(await service().requestToken(unsigned, { authorization: basic(NARROW) }))).toEqual([401, 40104]);
  });

  it('5: the capability, before the nonce, which stays unspent', async () => {
    const one = service();
    const nonce = '0123456789abcdef';
    const outside = one.sign({ capability: { other: ['publish'] }, nonce }, NARROW);
    expect(refusal(await one.requestToken(outside))).toEqual([401, 40160]);
    expect((await one.requestToken(one.sign({ nonce }, NARROW))).status).toBe(201);
    expect(refusal(await one.requestToken(outside))).toEqual([401, 40160]);
  });

  it('6: the nonce, for its key and timestamp alone', async () => {
    const one = service();
    const request = one.sign();
    expect((await one.requestToken(request)).status).toBe(201);
    expect(refusal(await one.requestToken(request))).toEqual([401, 40105]);
    expect((await one.requestToken(one.sign({ nonce: request.nonce }, NARROW))).status).toBe(201);
    const unsigned = one.unsigned({ nonce: request.nonce });
    const replayed = await one.requestToken(unsigned, { authorization: basic() });
    expect(refusal(replayed)).toEqual([401, 40105]);
    expect(replayed.body.error.message).toContain('Nonce value replayed');
    const asText = await one.requestToken({ ...request, timestamp: String(NOW) });
    expect(refusal(asText)).toEqual([401, 40105]);
    for (const timestamp of [NOW - 1, NOW + 1]) {
      expect((await one.requestToken(one.sign({ nonce: request.nonce, timestamp }))).status).toBe(201);
    }
  });
});

it('issues no token that it could not read back, and spends no nonce on it', async () => {
  // Patterns of this kind have every pair in common, which takes more text than both.
  const names = (write: (name: string) => string) =>
    Object.fromEntries(Array.from({ length: 60 }, (_, i) => [write(String(i).repeat(50)), ['publish']]));
  const service = new TestService({ keys: [{ key: KEY, capability: names((name) => `*:${name}`) }] });
  const nonce = '0123456789abcdef';
  const request = service.sign({ capability: names((name) => `${name}:*`), nonce });
  expect(refusal(await service.requestToken(request))).toEqual([400, 40000]);
  expect((await service.requestToken(service.sign({ nonce }))).status).toBe(201);
  const large = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`channel-with-a-name:${i}`, ['*']]));
  expect(() => hostKey({ key: KEY, capability: large })).toThrow(/131072 bytes/);
});

it('remembers a nonce as long as its timestamp could be accepted again, and ten minutes for steps of the clock', async () => {
  for (const [ahead, keptMs] of [
    [-120_000, 600_000],
    [0, 720_000],
    [120_000, 840_000],
  ] as const) {
    let passed = 0;
    const service = new TestService({ store: createMemoryStore({ now: () => NOW, clock: () => passed }) });
    const request = service.sign({ timestamp: NOW + ahead });
    expect((await service.requestToken(request)).status).toBe(201);
    passed = keptMs;
    expect(refusal(await service.requestToken(request))).toEqual([401, 40105]);
    // Entries leave by slots of ten seconds.
    passed += 20_000;
    expect((await service.requestToken(request)).status).toBe(201);
  }
});

it('refuses with 50003 where a store or the directory of keys fails, and says so without the reason', async () => {
  const broken = async (): Promise<never> => {
    throw new Error('redis://:password@host is away');
  };
  const services = [
    new TestService({ store: storeWith({ admit: broken }) }),
    new TestService({ keys: { find: broken, hosts: () => true } }),
    new TestService({
      keys: {
        find: () => {
          throw new Error('password');
        },
        hosts: () => true,
      },
    }),
  ];
  for (const service of services) {
    const answer = await service.requestToken(service.sign());
    expect(refusal(answer)).toEqual([503, 50003]);
    expect(JSON.stringify(answer.body)).not.toContain('password');
  }
});

it('finds keys in a directory that answers later', async () => {
  const key = hostKey({ key: KEY });
  const service = new TestService({
    keys: { find: async (name) => (name === KEY_NAME ? key : undefined), hosts: async (appId) => appId === 'appId' },
  });
  expect((await service.requestToken(service.sign())).status).toBe(201);
});

it('refuses to start with a list of keys that is wrong', () => {
  expect(() => new TestService({ keys: [] })).toThrow(TypeError);
  expect(() => new TestService({ keys: [{ key: KEY }, { key: KEY }] })).toThrow(AblyAuthError);
  expect(() => new TestService({ keys: [{ key: KEY, capability: {} }] })).toThrow(/empty/);
});
