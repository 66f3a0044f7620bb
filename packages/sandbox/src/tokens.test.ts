import { createAblyJwt } from '@ably-auth/jwt';
import { describe, expect, it } from 'vitest';
import { refusal, sdk, useSandbox } from './sandbox.testing.js';

// What becomes of tokens of provisioned apps, with the real SDK and a clock that is moved.

const sandbox = useSandbox();
const { key } = sandbox;

const REVOCABLE = 3;

it('is short, of two parts, as suites expect', async () => {
  const { token } = await sdk(sandbox.app, { key: key() }).auth.requestToken();
  expect(token).toMatch(new RegExp(`^${sandbox.app.appId}\\.A[\\w-]+$`));
  expect(token.length).toBeLessThan(64);
});

describe('an expired token', () => {
  it('is refused with 40142', async () => {
    const { token } = await sdk(sandbox.app, { key: key() }).auth.requestToken({ ttl: 60_000 });
    sandbox.ahead = 59_000;
    expect((await sandbox.ask('/channels/a', token)).status).toBe(200);
    sandbox.ahead = 60_000;
    for (const path of ['/channels/a', '/channels/a/messages', '/channels/a/history', '/stats']) {
      expect(refusal(await sandbox.ask(path, token)), path).toEqual([401, 40142]);
    }
    expect(refusal(await sandbox.post('/channels/a/messages', token, {}))).toEqual([401, 40142]);
  });

  // ably-js repeats a refused request with the old token (its issue 2193), so it is told to renew.
  it('is followed by another one', async () => {
    const client = sdk(sandbox.app, { key: key(), useTokenAuth: true });
    await client.auth.authorize({ ttl: 60_000 });
    sandbox.ahead = 61_000;
    await client.auth.authorize();
    await client.channels.get('a').publish('event', 'x');
    expect(sandbox.events.map(({ route, status }) => [route, status])).toEqual([
      ['requestToken', 201],
      ['requestToken', 201],
      ['publish', 201],
    ]);
  });
});

describe('a revoked token', () => {
  it.each([
    ['clientId', 'alice'],
    ['channel', 'room'],
  ])('is refused with 40141, by %s', async (type, value) => {
    const client = sdk(sandbox.app, { key: key(REVOCABLE) });
    const params = { clientId: 'alice', capability: { room: ['publish', 'history'] } };
    const { token } = await client.auth.requestToken(params as object);
    const other = await client.auth.requestToken({ clientId: 'bob', capability: { other: ['*'] } });
    sandbox.ahead = 10;
    const result = await client.auth.revokeTokens([{ type, value }]);
    expect(result).toMatchObject({ successCount: 1, failureCount: 0 });
    expect(refusal(await sandbox.post('/channels/room/messages', token, {}))).toEqual([401, 40141]);
    expect(refusal(await sandbox.ask('/channels/room/messages', token))).toEqual([401, 40141]);
    expect((await sandbox.ask('/channels/other/messages', other.token)).status).toBe(200);
    sandbox.ahead = 20;
    const later = await client.auth.requestToken(params as object);
    expect((await sandbox.ask('/channels/room/messages', later.token)).status).toBe(200);
  });

  it('lives on for 30 s with allowReauthMargin (RSA17f)', async () => {
    const client = sdk(sandbox.app, { key: key(REVOCABLE) });
    const { token } = await client.auth.requestToken({ clientId: 'alice' });
    sandbox.ahead = 10;
    await client.auth.revokeTokens([{ type: 'clientId', value: 'alice' }], { allowReauthMargin: true });
    sandbox.ahead = 29_000;
    expect((await sandbox.ask('/channels/a', token)).status).toBe(200);
    sandbox.ahead = 31_000;
    expect(refusal(await sandbox.ask('/channels/a', token))).toEqual([401, 40141]);
  });

  it('is one of a key with revocable tokens (RSA17)', async () => {
    const revoke = sdk(sandbox.app, { key: key() }).auth.revokeTokens([{ type: 'clientId', value: 'alice' }]);
    await expect(revoke).rejects.toMatchObject({ code: 40163 });
  });
});

describe('a JWT', () => {
  const ask = async (signedWith: string) => {
    const { token } = await createAblyJwt({ clientId: 'alice' }, { key: signedWith });
    return sandbox.ask('/channels/chat%3Aa/messages', token);
  };

  it('signed with a key of the app is taken, with the capability of the key', async () => {
    expect((await ask(key(1))).status).toBe(200);
    expect(refusal(await ask(key(2)))).toEqual([401, 40160]);
  });

  it('of an unknown key is refused with 40144, and of an unknown app with 404 and 40400', async () => {
    expect(refusal(await ask(`${sandbox.app.appId}.none:secret`))).toEqual([401, 40144]);
    expect(refusal(await ask(`${sandbox.app.keys[0]?.keyName}:another`))).toEqual([401, 40144]);
    expect(refusal(await ask('invalid.invalid:invalidinvalid'))).toEqual([404, 40400]);
  });
});

describe('statistics and status', () => {
  it('are empty, and for anyone who may ask', async () => {
    const client = sdk(sandbox.app, { key: key() });
    const page = await client.stats();
    expect([page.items, page.hasNext()]).toEqual([[], false]);
    await expect(sdk(sandbox.app, { key: key(1) }).stats()).rejects.toMatchObject({ code: 40160 });
    expect(await client.channels.get('room').status()).toEqual({
      channelId: 'room',
      name: 'room',
      status: {
        isActive: true,
        occupancy: {
          metrics: {
            connections: 0,
            publishers: 0,
            subscribers: 0,
            presenceConnections: 0,
            presenceMembers: 0,
            presenceSubscribers: 0,
          },
        },
      },
    });
  });
});
