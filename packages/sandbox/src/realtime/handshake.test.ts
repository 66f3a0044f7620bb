import { createAblyJwt } from '@ably-auth/jwt';
import { createMemoryStore } from '@ably-auth/server';
import { expect, it } from 'vitest';
import { startSandbox, useSandbox } from '../sandbox.testing.js';
import { RawClient, type Frame } from './raw-client.testing.js';

// How a connection is taken or refused, frame by frame.

const [CONNECTED, DISCONNECTED, ERROR] = [4, 6, 9];

const sandbox = useSandbox();
const { key, tokenFor } = sandbox;

async function jwtOf(apiKey: string) {
  return { accessToken: (await createAblyJwt({}, { key: apiKey })).token };
}

type Query = Readonly<Record<string, string>>;

it.each<[string, () => Query | Promise<Query>, number, number, number]>([
  ['no credentials', () => ({}), ERROR, 40101, 401],
  ['a wrong secret', () => ({ key: `${sandbox.app.keys[0].keyName}:wrong` }), ERROR, 40101, 401],
  ['what is not a key', () => ({ key: 'invalid.key:secret' }), ERROR, 40101, 401],
  ['a key that its app does not have', () => ({ key: `${sandbox.app.appId}.none:secret` }), ERROR, 40400, 404],
  ['a key that cannot be read', () => ({ key: 'key' }), ERROR, 40005, 400],
  ['what is not a token', () => ({ access_token: 'a.b.c.d' }), ERROR, 40143, 401],
  ['a text that names no app', () => ({ access_token: 'invalid-token' }), ERROR, 40101, 401],
  ['a text that no header could carry', () => ({ access_token: 'invalid token' }), ERROR, 40101, 401],
  ['a JWT that does not verify', () => ({ accessToken: 'e30.e30.e30' }), ERROR, 40144, 401],
  ['a JWT of an unknown key', () => jwtOf(`${sandbox.app.appId}.none:secret`), ERROR, 40144, 401],
  ['a JWT of an unknown app', () => jwtOf('other.none:secret'), ERROR, 40400, 404],
  ['a JWT with a wrong secret', () => jwtOf(`${sandbox.app.keys[0].keyName}:wrong`), ERROR, 40144, 401],
  ['the wildcard as clientId', () => ({ key: key(), clientId: '*' }), ERROR, 40012, 400],
  ['no version', () => ({ key: key(), v: '' }), ERROR, 40017, 400],
  ['a version that is too low', () => ({ key: key(), v: '1.2' }), ERROR, 40017, 400],
  [
    'a token of another identity',
    async () => ({ access_token: await tokenFor({ clientId: 'alice' }), clientId: 'bob' }),
    ERROR,
    40102,
    401,
  ],
])(
  'a handshake with %s is refused after the upgrade, without a channel',
  async (_, query, action, code, statusCode) => {
    const client = new RawClient(sandbox.app, await query());
    const frame: Frame = await client.next(action);
    expect(frame).toEqual({
      action,
      error: expect.objectContaining({ code, statusCode, message: expect.any(String) }),
    });
    await client.closed;
  },
);

it('a handshake with a key, without TLS where that is required, is refused with 40103; a token is taken', async () => {
  const { app, key: ownKey } = await startSandbox({ requireTls: true });
  expect(await new RawClient(app, { key: ownKey() }).next()).toMatchObject({
    action: ERROR,
    error: { code: 40103 },
  });
  const { token } = await createAblyJwt({}, { key: ownKey() });
  expect(await new RawClient(app, { access_token: token }).next()).toMatchObject({ action: CONNECTED });
});

it('a handshake with a token that the store cannot check is DISCONNECTED with 50003: SDKs try again', async () => {
  const store = { ...createMemoryStore(), isRevoked: () => Promise.reject(new Error('away')) };
  const { app, key: ownKey } = await startSandbox({ store });
  const { token } = await createAblyJwt({}, { key: ownKey(3) });
  expect(await new RawClient(app, { access_token: token }).next()).toMatchObject({
    action: DISCONNECTED,
    error: { code: 50003 },
  });
});

it('a handshake is refused with HTTP 400 for a format that is not known', async () => {
  const response = new Promise<number | undefined>((resolve) => {
    new RawClient(sandbox.app, { key: key(), format: 'xml' }).socket.on('unexpected-response', (_request, answer) =>
      resolve(answer.statusCode),
    );
  });
  expect(await response).toBe(400);
});

it('a handshake prefers the token to the key, and takes credentials from the header', async () => {
  await RawClient.connect(sandbox.app, { key: key(), access_token: await tokenFor({ clientId: 'alice' }) });
  const { body } = await sandbox.ask('/sandbox/connections');
  expect(body).toMatchObject([{ method: 'ably-token', clientId: 'alice' }]);
});

it.each([
  ['a key', () => ({ key: key() }), '*'],
  ['a key and a clientId', () => ({ key: key(), clientId: 'bob' }), 'bob'],
  ['a token without identity', async () => ({ accessToken: await tokenFor() }), undefined],
  ['a token for any identity', async () => ({ accessToken: await tokenFor({ clientId: '*' }) }), '*'],
  [
    'a token for any identity and a clientId',
    async () => ({ accessToken: await tokenFor({ clientId: '*' }), clientId: 'bob' }),
    'bob',
  ],
  ['a JWT', async () => ({ accessToken: (await createAblyJwt({ clientId: 'alice' }, { key: key() })).token }), 'alice'],
])('a connection with %s has its identity, and says what may be sent', async (_, query, clientId) => {
  const client = new RawClient(sandbox.app, await query());
  const { connectionId, connectionDetails } = await client.next(CONNECTED);
  expect(connectionDetails).toMatchObject({
    maxMessageSize: 65_536,
    maxFrameSize: 524_288,
    maxInboundRate: 250,
    connectionStateTtl: 120_000,
    maxIdleInterval: 15_000,
  });
  expect(connectionDetails.clientId).toBe(clientId);
  expect(connectionDetails.connectionKey).toMatch(new RegExp(`^${connectionId}!`));
  client.socket.close();
});
