import { describe, expect, it, vi } from 'vitest';
import type { ClientAuthOptions } from '../index.js';
import {
  AUTH,
  connectedFrame,
  DISCONNECTED,
  errorFrame,
  tokenOnce,
  useService,
  reached,
  refusedBy,
} from './mock-web-socket.testing.js';

// Where the token of a connection comes from, and what follows where none can be obtained.

const service = useService();

/** A client that is connected, and whose callback then fails when the service asks for another token. */
async function failingReauth(fails: () => Promise<never>) {
  const client = service.client({ authCallback: tokenOnce(fails) });
  client.connection.connect();
  await reached(client.connection, 'connected');
  client.changes.length = 0;
  service.socket.receive({ action: AUTH });
  return client;
}

describe('a token before the connection', () => {
  it('realtime/unit/RTN2e/token-before-websocket-0', async () => {
    const { asked } = await service.connected();
    expect(asked).toHaveLength(1);
    expect(service.tokens).toEqual(['token-1']);
    expect(service.socket.url.searchParams.get('key')).toBeNull();
  });

  it('realtime/unit/RTN2e/callback-error-prevents-connect-1', async () => {
    const { connection } = service.connecting({ authCallback: refusedBy(40100, 401) });
    await reached(connection, 'disconnected');
    expect(service.sockets).toEqual([]);
  });

  it('realtime/unit/RTN2e/callback-params-include-clientid-2', async () => {
    service.onOpen = (socket) => socket.receive(connectedFrame(1, { clientId: 'alice' }));
    const { asked } = await service.connected({ clientId: 'alice' });
    expect(asked).toMatchObject([{ clientId: 'alice' }]);
  });

  it('realtime/unit/RTN2e/reuse-valid-token-3', async () => {
    const { connection, asked } = await service.connected();
    service.onFrame = (_, socket) => socket.receive({ action: 8 });
    connection.close();
    await reached(connection, 'closed');
    connection.connect();
    await reached(connection, 'connected');
    expect(asked).toHaveLength(1);
    expect(service.tokens).toEqual(['token-1', 'token-1']);
  });
});

describe('an authCallback that fails', () => {
  it.each([
    'realtime/unit/RSA4c2/callback-error-connecting-disconnected-0',
    'realtime/unit/RSA4c2/callback-error-causes-disconnected-0',
  ])('%s', async () => {
    const { connection } = service.connecting({ authCallback: refusedBy(50000, 500) });
    await reached(connection, 'disconnected');
    expect(connection.errorReason).toMatchObject({ code: 80019, statusCode: 401, cause: { code: 50000 } });
  });

  it('realtime/unit/RSA4c2/callback-timeout-connecting-disconnected-1', async () => {
    const { connection } = service.connecting({
      authCallback: () => new Promise<never>(() => undefined),
      timeoutMs: 20,
    });
    await reached(connection, 'disconnected');
    expect(connection.errorReason).toMatchObject({ code: 80019, statusCode: 401 });
  });

  it.each([
    'realtime/unit/RSA4c3/callback-error-stays-connected-0',
    'realtime/unit/RSA4c3/callback-error-connected-stays-0',
  ])('%s', async () => {
    const { connection, changes } = await failingReauth(refusedBy(50000, 500));
    await expect.poll(() => connection.errorReason, { timeout: 30_000 }).not.toBeNull();
    expect(connection.state).toBe('connected');
    expect(changes).toEqual([]);
    expect(connection.errorReason).toMatchObject({ code: 80019, statusCode: 401, cause: { code: 50000 } });
  });

  it.each(['realtime/unit/RSA4d/callback-403-connecting-failed-0', 'realtime/unit/RSA4d/callback-403-causes-failed-0'])(
    '%s',
    async () => {
      const { connection } = service.connecting({ authCallback: refusedBy(40300, 403) });
      await reached(connection, 'failed');
      expect(connection.errorReason).toMatchObject({ code: 80019, statusCode: 403, cause: { code: 40300 } });
    },
  );

  it.each([
    'realtime/unit/RSA4d/callback-403-reauth-failed-1',
    'realtime/unit/RSA4d/callback-403-reauth-causes-failed-1',
  ])('%s', async () => {
    const { connection } = await failingReauth(refusedBy(40300, 403));
    await reached(connection, 'failed');
    expect(connection.errorReason).toMatchObject({ code: 80019, statusCode: 403, cause: { code: 40300 } });
  });

  it.each<[string, unknown]>([
    ['realtime/unit/RSA4f/callback-invalid-type-format-0', 12_345],
    ['realtime/unit/RSA4f/callback-oversized-token-format-1', 'x'.repeat(131_073)],
  ])('%s', async (_, given) => {
    const { connection } = service.connecting({
      authCallback: (async () => given) as NonNullable<ClientAuthOptions['authCallback']>,
    });
    await reached(connection, 'disconnected');
    expect(connection.errorReason).toMatchObject({ code: 80019, statusCode: 401 });
    expect(service.sockets).toEqual([]);
  });
});

describe('a token that cannot be renewed', () => {
  it.each(['realtime/unit/RSA4a2/token-error-non-renewable-failed-0', 'realtime/unit/RSA4a/token-error-no-renewal-0'])(
    '%s',
    async () => {
      service.onOpen = (socket) => socket.receive(errorFrame(40142, 401));
      const { connection } = service.client({ token: 'expired' });
      connection.connect();
      await reached(connection, 'failed');
      expect(connection.errorReason).toMatchObject({ code: 40171, statusCode: 401, cause: { code: 40142 } });
    },
  );

  it('realtime/unit/RSA4a2/token-error-non-renewable-no-retry-1', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    service.onOpen = (socket) => socket.receive(errorFrame(40142, 401));
    const { connection } = service.client({ token: 'expired' });
    connection.connect();
    await reached(connection, 'failed');
    await vi.advanceTimersByTimeAsync(300_000);
    expect(service.sockets).toHaveLength(1);
  });

  it('realtime/unit/RTN15h1/token-error-no-renew-0', async () => {
    const { connection } = service.client({ token: 'token' });
    connection.connect();
    await reached(connection, 'connected');
    service.socket.receive(errorFrame(40142, 401, DISCONNECTED));
    expect(connection.state).toBe('failed');
    expect(connection.errorReason).toMatchObject({ code: 40171, cause: { code: 40142 } });
  });
});

describe('the service asks for another token', () => {
  it.each(['realtime/unit/RTN22/server-auth-triggers-reauth-0', 'realtime/unit/RTN22/stays-connected-during-reauth-1'])(
    '%s',
    async () => {
      const { connection, changes, asked } = await service.connected();
      service.onFrame = (_, socket) => socket.receive(connectedFrame(2));
      service.socket.receive({ action: AUTH });
      service.socket.receive({ action: AUTH }); // one renewal serves both
      await expect.poll(() => changes, { timeout: 30_000 }).toHaveLength(1);
      expect(changes).toEqual([{ event: 'update', previous: 'connected', current: 'connected' }]);
      expect(asked).toHaveLength(2);
      expect(service.socket.sent).toEqual([{ action: AUTH, auth: { accessToken: 'token-2' } }]);
      expect(connection.state).toBe('connected');
    },
  );

  it('realtime/unit/RTN22a/forced-disconnect-reauth-failure-0', async () => {
    const { connection, changes } = await service.connected();
    service.socket.receive(errorFrame(40142, 401, DISCONNECTED));
    expect(changes[0]).toMatchObject({ current: 'disconnected', reason: { code: 40142 } });
    await reached(connection, 'connected');
  });
});
