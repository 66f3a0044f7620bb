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
afterAll(() => service.close(0));

async function post<Answer>(path: string, body: object, headers = {}): Promise<Answer> {
  const response = await fetch(service.url + path, { method: 'POST', body: JSON.stringify(body), headers });
  return (await response.json()) as Answer;
}

function authOf(options: ClientAuthOptions): Auth {
  const { endpoint, port, tls } = app;
  return new Auth({ endpoint, port, tls, useTokenAuth: true, ...options });
}

/** A connection, and the tokens that it asked for. */
function connectionOf(
  options: ClientAuthOptions,
  index = 0,
): { connection: AuthConnection; auth: Auth; asked: unknown[] } {
  const asked: unknown[] = [];
  const signing = authOf({ key: app.keys[index]?.keyStr as string });
  const auth = authOf({
    async authCallback(params) {
      asked.push(params);
      return signing.requestToken(params);
    },
    queryTime: true, // of the sandbox's clock
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
  it('takes the identity that the service gives it', async () => {
    const { auth } = await connected({ clientId: 'alice' });
    expect(auth.clientId).toBe('alice');
    const wildcard = await connected({ defaultTokenParams: { clientId: '*' } });
    expect(wildcard.auth.clientId).toBe('*');
  });

  it('renews as the service asks, and stays connected', async () => {
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
  it('connects where there is no connection, with the token that it obtained', async () => {
    const { connection, asked } = connectionOf({});
    const details = await connection.authorize({ clientId: 'alice' });
    expect(details.clientId).toBe('alice');
    expect(connection.state).toBe('connected');
    expect(asked).toHaveLength(1);
  });

  it('changes what a live connection may do', async () => {
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

  it('called many times at once settles every call', async () => {
    const { connection } = await connected();
    const tokens = await Promise.all(Array.from({ length: 5 }, () => connection.authorize()));
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(1);
    expect(connection.state).toBe('connected');
  });

  it('does not wait for ever for a service that is silent', async () => {
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
