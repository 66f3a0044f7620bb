import { createSandbox, type ProvisionedApp } from '@ably-auth/sandbox';
import { listen, type ListeningService } from '@ably-auth/server/node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Auth, type ClientAuthOptions } from '../index.js';
import { AuthConnection, type StateChange } from './index.js';

/** On a busy machine too. */
const SOON = { timeout: 30_000 };

// The whole of it against a service that enforces the protocol, whose clock the test moves.

const HOUR = 3_600_000;

let service: ListeningService;
let app: Required<ProvisionedApp>;
let opened: AuthConnection[] = [];
/** How far the clock of the sandbox is ahead, in ms. */
let ahead = 0;
beforeAll(async () => {
  service = await listen(createSandbox(), { port: 0 });
});
beforeEach(async () => {
  app = await post('/apps', { keys: [{}, { revocableTokens: true }] });
});
afterEach(() => {
  for (const connection of opened) connection.close();
  opened = [];
});
afterAll(() => service.close({ graceMs: 0 }));

async function post<Answer>(path: string, body: object, headers = {}): Promise<Answer> {
  const response = await fetch(service.url + path, { method: 'POST', body: JSON.stringify(body), headers });
  return (await response.json()) as Answer;
}

function authOf(options: ClientAuthOptions): Auth {
  const { endpoint, port, tls } = app;
  return new Auth({ endpoint, port, tls, useTokenAuth: true, now: () => Date.now() + ahead, ...options });
}

/** A connection, and the tokens that it asked for. */
function connectionOf(
  options: ClientAuthOptions,
  index = 0,
): { connection: AuthConnection; auth: Auth; asked: unknown[] } {
  const asked: unknown[] = [];
  const signing = authOf({ key: (app.keys[index] ?? app.keys[0]).keyStr });
  const auth = authOf({
    async authCallback(params) {
      asked.push(params);
      return signing.requestToken(params);
    },
    ...options,
  });
  const connection = new AuthConnection(auth, { WebSocket });
  opened.push(connection);
  return { connection, auth, asked };
}

function next(connection: AuthConnection, event: StateChange['event']): Promise<StateChange> {
  return new Promise((resolve) => {
    const stop = connection.on((change) => {
      if (change.event !== event) return;
      stop();
      resolve(change);
    });
  });
}

async function connected(options: ClientAuthOptions = {}, index = 0) {
  const made = connectionOf(options, index);
  const up = next(made.connection, 'connected');
  made.connection.connect();
  await up;
  return made;
}

const control = (path: string, body: object = {}) => post<{ now: number }>(`/sandbox/${path}`, body);

describe('a connection', () => {
  it('realtime/integration/RSA7/matching-clientid-succeeds-0: takes the identity that the service gives it', async () => {
    const { auth } = await connected({ clientId: 'alice' });
    expect(auth.clientId).toBe('alice');
    const wildcard = await connected({ defaultTokenParams: { clientId: '*' } });
    expect(wildcard.auth.clientId).toBe('*');
  });

  it('realtime/proxy/RTN22/server-initiated-reauth-0: renews as the service asks, and stays connected', async () => {
    const { connection, asked } = await connected({ defaultTokenParams: { ttl: HOUR } });
    const { id, key } = connection;
    const updated = next(connection, 'update');
    await control(`connections/${id}/prompt`);
    expect(await updated).toMatchObject({ previous: 'connected', current: 'connected' });
    expect(asked).toHaveLength(2);
    expect(connection.id).toBe(id);
    expect(connection.key).not.toBe(key);
  });

  it.each([
    ['expire', 40142],
    ['revoke', 40141],
  ])('whose token is refused obtains another and goes on: %s', async (action, code) => {
    const { connection, asked } = await connected();
    const { id } = connection;
    const [dropped, again] = [next(connection, 'disconnected'), next(connection, 'connected')];
    await control(`connections/${id}/${action}`);
    expect((await dropped).reason?.code).toBe(code);
    await again;
    expect(asked).toHaveLength(2);
    expect(connection.id).toBe(id);
  });

  it('realtime/integration/RSA8/token-auth-connect-0: connects with a token alone', async () => {
    const { token } = await authOf({ key: app.keys[0].keyStr }).requestToken();
    const { connection } = await connected({ authCallback: async () => token });
    expect(connection.id).not.toBeNull();
  });

  it('realtime/integration/RSA7/mismatched-clientid-fails-1', async () => {
    const { token } = await authOf({ key: app.keys[0].keyStr }).requestToken({ clientId: 'alice' });
    const { connection } = connectionOf({ authCallback: async () => token, clientId: 'bob' });
    const failed = next(connection, 'failed');
    connection.connect();
    expect((await failed).reason?.code).toBe(40102);
  });

  it.each([
    ['realtime/integration/RSA9a/token-request-server-accepted-0', {}, '*'],
    ['realtime/integration/RSA9/token-request-with-clientid-0', { clientId: 'alice' }, 'alice'],
  ])('%s', async (_, params, clientId) => {
    const signing = authOf({ key: app.keys[0].keyStr });
    const { auth } = await connected({ authCallback: () => signing.createTokenRequest({ clientId: '*', ...params }) });
    expect(auth.clientId).toBe(clientId);
  });

  it('realtime/integration/RSA4b/token-renewal-on-expiry-0: outlives its token', async () => {
    const { connection, asked } = await connected({ defaultTokenParams: { ttl: HOUR } });
    const dropped = next(connection, 'disconnected');
    ahead += HOUR + 1;
    await control('clock', { advanceMs: HOUR + 1 });
    expect((await dropped).reason?.code).toBe(40142);
    await next(connection, 'connected');
    expect(asked).toHaveLength(2);
  });

  it('realtime/proxy/RTN14b/token-error-renew-reconnect-0: renews a token that is refused at once', async () => {
    await control('refusals', { on: 'connect', code: 40142 });
    const { asked } = await connected();
    expect(asked).toHaveLength(2);
  });

  it.each([
    ['realtime/integration/RTN14a/invalid-key-failed-0', 40101],
    ['realtime/integration/RTN14g/revoked-key-failed-0', 40400],
  ])('%s', async (_, code) => {
    await control('refusals', { on: 'connect', code, statusCode: Math.floor(code / 100) });
    const { connection } = connectionOf({});
    const failed = next(connection, 'failed');
    connection.connect();
    expect((await failed).reason?.code).toBe(code);
  });

  it('realtime/integration/RTL14/insufficient-capability-failed-0', async () => {
    const { connection } = await connected({ defaultTokenParams: { capability: '{"a":["subscribe"]}' } });
    await expect(connection.attach('b')).rejects.toMatchObject({ code: 40160, statusCode: 401 });
    expect([connection.channelState('b'), connection.state]).toEqual(['failed', 'connected']);
  });

  it('that cannot renew fails', async () => {
    const { token } = await authOf({ key: app.keys[0].keyStr }).requestToken();
    const auth = authOf({ token });
    const connection = new AuthConnection(auth, { WebSocket });
    const up = next(connection, 'connected');
    connection.connect();
    await up;
    const failed = next(connection, 'failed');
    await control(`connections/${connection.id}/expire`);
    expect((await failed).reason?.code).toBe(40171);
  });

  it('resumes after a loss', async () => {
    const { connection } = await connected();
    const { id } = connection;
    const again = next(connection, 'connected');
    await control(`connections/${id}/drop`);
    await again;
    expect(connection.id).toBe(id);
  });
});

describe('authorize()', () => {
  it('realtime/integration/RTC8c/authorize-initiates-connection-0: connects with the token that it obtained', async () => {
    const { connection, asked } = connectionOf({});
    const details = await connection.authorize({ clientId: 'alice' });
    expect(details.clientId).toBe('alice');
    expect(connection.state).toBe('connected');
    expect(asked).toHaveLength(1);
  });

  it('realtime/integration/RTC8a/in-band-reauth-connected-0: changes what a live connection may do', async () => {
    const { connection } = await connected({ defaultTokenParams: { capability: '{"a":["subscribe"]}' } });
    await connection.attach('a');
    await expect(connection.attach('b')).rejects.toMatchObject({ code: 40160 });
    await connection.authorize({ capability: '{"b":["subscribe"]}' });
    await expect.poll(() => connection.channelState('a'), SOON).toBe('failed');
    await connection.attach('b');
    expect(connection.state).toBe('connected');
  });

  it('fails the connection with a token of another identity', async () => {
    const { connection } = await connected({ defaultTokenParams: { clientId: 'alice' } });
    await expect(connection.authorize({ clientId: 'bob' })).rejects.toMatchObject({ code: 40102 });
    expect(connection.state).toBe('failed');
  });

  it('settles every call of many at once', async () => {
    const { connection } = await connected();
    const tokens = await Promise.all(Array.from({ length: 5 }, () => connection.authorize()));
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(1);
    expect(connection.state).toBe('connected');
  });

  it('does not wait forever for a silent service', async () => {
    const { auth } = await connected();
    const connection = new AuthConnection(auth, { WebSocket, timeouts: { callMs: 200 } });
    opened.push(connection);
    const up = next(connection, 'connected');
    connection.connect();
    await up;
    await control(`connections/${connection.id}/stall`);
    await expect(connection.authorize()).rejects.toMatchObject({ code: 50003 });
    expect(connection.state).toBe('connected');
  });
});
