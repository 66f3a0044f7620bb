import { createAblyJwt, embedToken } from '@ably-auth/jwt';
import { describe, expect, it } from 'vitest';
import { readAuthorization, refuseBasic } from './authenticate.js';
import { createSealingKey, type Admission } from './index.js';
import {
  basic,
  KEY,
  KEY_NAME,
  NARROW,
  NOW,
  REVOCABLE,
  storeWith,
  TestService,
  type Answer,
} from './service.testing.js';

// What the service says where it refuses, and where the last value stands that it takes.

const signed = (change: object, key = KEY) => {
  const service = new TestService();
  return service.requestToken({ ...service.sign({}, key), ...change });
};
const unsigned = (authorization?: string) =>
  new TestService().requestToken(new TestService().unsigned(), authorization === undefined ? {} : { authorization });
const said = ({ body }: Answer) => [body.error.message, body.error.remediation];

describe('the remediation of a refused request', () => {
  it.each<[string, string, () => Promise<Answer>]>([
    [
      'TokenRequest.keyName: expected the key name in the path',
      'Send the request to /keys/{keyName}/requestToken with the keyName that it was signed for.',
      () => new TestService().post('/keys/appId.other/requestToken', new TestService().sign()),
    ],
    [
      'TokenRequest.ttl: expected 3600000 ms at most, as the tokens of this key are revocable',
      'Ask for a ttl of one hour or less, or leave it out.',
      () => signed({ ttl: 3_600_001 }, REVOCABLE),
    ],
    [
      'Authorization header: expected Basic auth with the key, got a token',
      'Sign the request with the key: a token must not obtain another one.',
      () => unsigned('Bearer a.b'),
    ],
    [
      'TokenRequest.mac: expected a MAC or Basic auth, got neither',
      'Sign the request, or send Basic auth with the key that the path names.',
      () => unsigned(),
    ],
    [
      'Authorization header: expected the key that the path names',
      'Send Basic auth with the key that the path names.',
      () => unsigned(basic(NARROW)),
    ],
    [
      'Basic auth: wrong key secret',
      'Send the whole secret of the key, all that follows the first colon.',
      () => unsigned(basic(`${KEY}x`)),
    ],
    [
      'TokenRequest.capability: expected operations that Ably documents, got "fly"',
      'Correct the name of the operation, or remove it from the capability.',
      () => new TestService().requestToken(new TestService().sign({ capability: '{"a":["fly"]}' })),
    ],
    [
      'service: the store lost its memory, so that a replay could not be told',
      'Sign a new request after the time that Retry-After names.',
      () => lost(1500),
    ],
  ])('%s', async (message, remediation, request) => {
    expect(said(await request())).toEqual([message, remediation]);
  });

  it.each([
    [new Headers(), 'Send Basic auth with the API key, or `Bearer` with a token.'],
    [
      new Headers({ authorization: basic(), 'x-ably-clientid': '???' }),
      'Encode the clientId as UTF-8 and Base64, or leave the header out.',
    ],
    [
      new Headers({ authorization: basic(), 'x-ably-clientid': '' }),
      'Name one identity in 1 to 1024 characters, or leave it out.',
    ],
  ])('with wrong headers', async (headers, remediation) => {
    await expect(new TestService().service.authenticate({ headers })).rejects.toMatchObject({ remediation });
  });
});

function lost(retryAfterMs: number): Promise<Answer> {
  const admit = (): Admission => ({ outcome: 'lost', retryAfterMs });
  const service = new TestService({ store: storeWith({ admit }) });
  return service.requestToken(service.sign());
}

it.each([
  [1, '1'],
  [1000, '1'],
  [1001, '2'],
  [0, '1'],
])('a refusal of a store that knows nothing for %i ms asks to come back after %s s', async (ms, seconds) => {
  expect((await lost(ms)).headers.get('retry-after')).toBe(seconds);
});

it.each([
  [-120_001, '120001 ms behind the clock of the service'],
  [120_001, '120001 ms ahead of the clock of the service'],
])('says of a request %i ms off on which side of the clock it is', async (skew, words) => {
  const service = new TestService();
  const { body } = await service.requestToken(service.sign({ timestamp: NOW + skew }));
  expect(body.error.message).toContain(words);
});

it.each([-120_000, 120_000])('accepts a request %i ms off, and asks the store for its nonce once', async (skew) => {
  let asked = 0;
  const store = storeWith({});
  const admit: typeof store.admit = (...args) => (asked++, store.admit(...args));
  const service = new TestService({ store: { ...store, admit } });
  expect((await service.requestToken(service.sign({ timestamp: NOW + skew }))).status).toBe(201);
  expect(asked).toBe(1);
});

it('takes a ttl of an hour for a key with revocable tokens, and of a day for another', async () => {
  const service = new TestService();
  for (const [ttl, key] of [
    [3_600_000, REVOCABLE],
    [86_400_000, KEY],
  ] as const) {
    const request = service.sign({ ttl }, key);
    expect((await service.requestToken({ ...request, ttl: String(ttl) })).body.expires).toBe(NOW + ttl);
  }
});

it.each([null, undefined])('takes a request whose MAC is %s for one that is not signed', async (mac) => {
  const service = new TestService();
  const headers = { authorization: basic() };
  expect((await service.requestToken({ ...service.unsigned(), mac }, headers)).status).toBe(201);
});

it('says which part of the service failed', async () => {
  const away = async (): Promise<never> => {
    throw new Error('redis://:password@host is away');
  };
  const service = new TestService({ store: storeWith({ admit: away, isRevoked: away }) });
  expect((await service.requestToken(service.sign())).body.error.message).toBe('service: store unavailable');
  const { token } = await createAblyJwt({}, { key: REVOCABLE, now: () => NOW });
  await expect(service.authenticate(`Bearer ${token}`)).rejects.toThrow('service: store unavailable');
});

it('names the member of an unsigned request that is wrong', async () => {
  const service = new TestService();
  const answer = await service.requestToken(service.unsigned({ ttl: -1 }), { authorization: basic() });
  expect(said(answer)[0]).toMatch(/^TokenRequest\.ttl: expected .+, got -1$/);
});

it('reads no clientId from a token without one', async () => {
  const service = new TestService();
  expect(await service.authenticate(`Bearer ${await service.token()}`)).not.toHaveProperty('clientId');
});

describe('readAuthorization', () => {
  it.each([
    [`basic ${btoa(KEY)}`, { scheme: 'basic', keyName: KEY_NAME, secret: 'keySecret' }],
    [`BASIC  ${btoa('a.b:c:d')} `, { scheme: 'basic', keyName: 'a.b', secret: 'c:d' }],
    ['Basic YS5iOn5_Pz8', { scheme: 'basic', keyName: 'a.b', secret: '~\x7f??' }],
    [`Basic ${btoa('a:b')}`, { scheme: 'basic', keyName: 'a', secret: 'b' }],
    [' Bearer a.b', { scheme: 'bearer', token: 'a.b' }],
    [`bEARER ${btoa('a.b')}`, { scheme: 'bearer', token: 'a.b' }],
  ])('reads %j', (header, credentials) => {
    expect(readAuthorization(header)).toEqual(credentials);
  });

  it.each([
    ['a key without a name', `Basic ${btoa(':secret')}`, 40005],
    ['a second value', `Basic ${btoa(KEY)} x`, 40005],
    ['Base64 without a dot in it', `Bearer ${btoa('token')}`, 40143],
    ['a line feed in Base64', `Bearer ${btoa('a.b\n')}`, 40143],
    ['a space in Base64', `Bearer ${btoa(' a.b')}`, 40143],
    ['a letter past ASCII', 'Bearer a.\u00e9', 40143],
    ['262144 characters', `Bearer ${'x'.repeat(262_137)}`, 40143],
    ['262145 characters', `Bearer ${'x'.repeat(262_138)}`, 40005],
    ['a word before the scheme', 'x Bearer a.b', 40005],
    ['a scheme alone', 'Bearer', 40005],
    ['nothing', '', 40005],
  ])('refuses %s', (_, header, code) => {
    expect(() => readAuthorization(header)).toThrow(expect.objectContaining({ code }) as Error);
  });
});

it('refuses Basic auth in any writing where TLS is required, and nothing else', () => {
  const refuse = (authorization?: string) => () =>
    refuseBasic(new Headers(authorization === undefined ? {} : { authorization }));
  for (const header of ['Basic x', ' bASIC x'])
    expect(refuse(header)).toThrow(expect.objectContaining({ code: 40103 }));
  const untrimmed = { get: () => ' Basic x' };
  expect(() => refuseBasic(untrimmed)).toThrow(expect.objectContaining({ code: 40103 }) as Error);
  for (const header of [undefined, 'Bearer basic x', 'Basically x', 'x']) expect(refuse(header)).not.toThrow();
});

describe('a token', () => {
  const outerOf = (token: string, rest: string) =>
    `${Buffer.from(JSON.stringify({ 'x-ably-token': token })).toString('base64url')}.${rest}`;

  it.each(['a', 'a.b.c.d', 'a.b.c.d.e.f.g', 'a.b.c.d.e.f.g.h'])('of other parts is unknown: %s', async (token) => {
    await expect(new TestService().authenticate(`Bearer ${btoa(token)}`)).rejects.toMatchObject({ code: 40143 });
  });

  it('of six parts is opened as one of this service', async () => {
    await expect(new TestService().authenticate('Bearer a.b.c.d.e.f')).rejects.toMatchObject({ code: 40145 });
  });

  it('in the header of an encrypted JWT is taken as long as it lives itself', async () => {
    const service = new TestService();
    const inner = await service.token({ ttl: 1000 });
    const { expires } = await service.authenticate(`Bearer ${outerOf(inner, 'b.c.d.e')}`);
    expect(expires).toBe(NOW + 1000);
  });

  it('is taken up to the moment when the JWT around it and the token expire together', async () => {
    const service = new TestService();
    const { token, expires } = await createAblyJwt({ ttl: 60_000 }, { key: KEY, now: () => NOW });
    const outer = await embedToken({ exp: expires / 1000 }, token, { secret: 'x', place: 'claim' });
    expect(await service.authenticate(`Bearer ${outer}`)).toMatchObject({ method: 'ably-jwt', expires });
  });

  it.each([
    ['with an unknown operation', { capability: { a: ['fly'] } }, KEY, 'capability'],
    ['over an hour for a key with revocable tokens', { ttl: 3_601_000 }, REVOCABLE, 'ttl'],
  ])('that is a JWT %s has a reason', async (_, params, key, reason) => {
    const { token } = await createAblyJwt(params, { key, now: () => NOW });
    await expect(new TestService().authenticate(`Bearer ${token}`)).rejects.toMatchObject({ code: 40144, reason });
  });

  it('around another has a reason where its exp is not a number', async () => {
    const service = new TestService();
    const claims = Buffer.from('{"exp":"1"}').toString('base64url');
    const outer = outerOf(await service.token(), `${claims}.s`);
    await expect(service.authenticate(`Bearer ${outer}`)).rejects.toMatchObject({ code: 40144, reason: 'claims' });
  });

  it('that is a JWT of an hour is taken for a key with revocable tokens', async () => {
    const { token } = await createAblyJwt({ ttl: 3_600_000, clientId: 'alice' }, { key: REVOCABLE, now: () => NOW });
    expect(await new TestService().authenticate(`Bearer ${token}`)).toEqual({
      method: 'ably-jwt',
      keyName: 'appId.revocable',
      appId: 'appId',
      capability: { '*': ['*'] },
      clientId: 'alice',
      issued: NOW,
      expires: NOW + 3_600_000,
    });
  });

  it('issued later than by a clock ten minutes ahead is refused', async () => {
    const sealingKeys = [createSealingKey()];
    const at = (time: number) => {
      const service = new TestService({ sealingKeys });
      service.time = time;
      return service;
    };
    const token = await at(NOW).token();
    expect(await at(NOW - 600_000).authenticate(`Bearer ${token}`)).toMatchObject({ issued: NOW });
    await expect(at(NOW - 600_001).authenticate(`Bearer ${token}`)).rejects.toMatchObject({ code: 40145 });
  });
});
