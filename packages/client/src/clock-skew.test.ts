import { describe, expect, it } from 'vitest';
import { Issuer } from './issuer.testing.js';
import { KEY, useLoopback } from './loopback.testing.js';

const service = useLoopback();

const TEN_MINUTES = 600_000;
const PATH = '/channels/test';
const paths = () => service.requests.map(({ path }) => path.split('/').at(-1));

describe.each([
  ['ten minutes fast', TEN_MINUTES],
  ['ten minutes slow', -TEN_MINUTES],
])('a client whose clock is %s', (_, skew) => {
  it('is refused, and not tried again', async () => {
    service.answer(new Issuer().answer);
    const auth = service.client({ key: KEY, useTokenAuth: true, now: () => Date.now() + skew });
    await expect(auth.fetch(PATH)).rejects.toMatchObject({ code: 40104, statusCode: 401 });
    expect(paths()).toEqual(['requestToken']);
  });

  it.each(['in the options', 'in a call'])('is accepted with queryTime %s, and asks once', async (where) => {
    service.answer(new Issuer().answer);
    const options = { key: KEY, useTokenAuth: true, now: () => Date.now() + skew };
    const auth = service.client(where === 'in a call' ? options : { ...options, queryTime: true });
    await auth.authorize(undefined, where === 'in a call' ? { queryTime: true } : undefined);
    await auth.authorize();
    await auth.requestToken();
    await auth.requestToken({}, { key: KEY, queryTime: true });
    expect((await auth.fetch(PATH)).status).toBe(200);
    expect(paths()).toEqual(['time', 'requestToken', 'requestToken', 'requestToken', 'requestToken', 'test']);
  });

  it('renews an expired token by the time of the service (RSA4b1)', async () => {
    let time = 1_750_000_000_000;
    const now = () => time + skew;
    service.answer(new Issuer(() => time).answer);
    const auth = service.client({ key: KEY, useTokenAuth: true, queryTime: true, now });
    await auth.fetch(PATH);
    time += 3_599_999; // a millisecond before it expires
    await auth.fetch(PATH);
    time += 1;
    expect(await (await auth.fetch(PATH)).json()).toEqual({ by: 'appId.token-2' });
    expect(paths()).toEqual(['time', 'requestToken', 'test', 'test', 'requestToken', 'test']);
  });

  it('leaves the expiry to the service while its time is not known (RSA4b1)', async () => {
    const time = 1_750_000_000_000;
    service.answer(new Issuer(() => time).answer);
    const auth = service.client({ token: 'unknown', key: KEY, now: () => time });
    const { token } = await auth.requestToken({ ttl: 1000 });
    const skewed = service.client({ tokenDetails: { token, expires: time + 1000 }, now: () => time + skew });
    expect((await skewed.fetch(PATH)).status).toBe(200);
  });

  it('gives the timestamp that it is asked for in any case', async () => {
    service.answer(new Issuer().answer);
    const auth = service.client({ key: KEY, now: () => Date.now() + skew });
    const { timestamp } = await auth.createTokenRequest({ timestamp: 5 }, { key: KEY, queryTime: true });
    expect([timestamp, paths()]).toEqual([5, []]);
  });
});

it('asks once for several calls at the same time', async () => {
  service.answer(new Issuer().answer);
  const auth = service.client({ key: KEY, queryTime: true });
  await Promise.all([1, 2, 3].map(() => auth.requestToken()));
  expect([paths().filter((path) => path === 'time').length, paths().length]).toEqual([1, 4]);
});

it('asks again where that failed', async () => {
  const issuer = new Issuer();
  service.answer((request, count) => (count === 1 ? { status: 500 } : issuer.answer(request)));
  const auth = service.client({ key: KEY, queryTime: true });
  await expect(auth.createTokenRequest()).rejects.toMatchObject({ statusCode: 500 });
  await auth.createTokenRequest();
  expect(paths()).toEqual(['time', 'time']);
});

it('takes the answer to be from the middle of the exchange', async () => {
  let time = 1_000;
  service.answer(() => {
    time += 300;
    return { body: [50_000] };
  });
  const auth = service.client({ key: KEY, queryTime: true, now: () => time });
  expect((await auth.createTokenRequest()).timestamp).toBe(50_150);
});
