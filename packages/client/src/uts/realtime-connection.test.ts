import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  CONNECTED,
  connectedFrame,
  DISCONNECTED,
  errorFrame,
  tokenOnce,
  useService,
  reached,
  refusedBy,
} from './mock-web-socket.testing.js';

const service = useService();

const states = (changes: readonly { readonly current: string }[]) => changes.map(({ current }) => current);

describe('an error of the service', () => {
  it.each([
    ['realtime/unit/RTN14a/invalid-key-failed-0', 40101, 401],
    ['realtime/unit/RTN14g/error-empty-channel-failed-0', 50000, 500],
    ['realtime/unit/RTN25/error-reason-token-error-3', 40400, 404],
  ])('%s', async (_, code, statusCode) => {
    service.onOpen = (socket) => socket.receive(errorFrame(code, statusCode));
    const { connection } = service.connecting();
    await reached(connection, 'failed');
    expect(connection.errorReason).toMatchObject({ code, statusCode });
  });

  it('realtime/unit/RTN14b/token-error-with-renewal-0', async () => {
    service.onOpen = (socket, count) => socket.receive(count === 1 ? errorFrame(40142, 401) : connectedFrame());
    const { connection, asked } = service.connecting();
    await reached(connection, 'connected');
    expect(asked).toHaveLength(2);
    expect(service.tokens).toEqual(['token-1', 'token-2']);
  });

  it('realtime/unit/RTN14b/token-renewal-fails-1', async () => {
    service.onOpen = (socket) => socket.receive(errorFrame(40142, 401));
    const { connection } = service.connecting({ authCallback: tokenOnce(refusedBy(40171, 401)) });
    await reached(connection, 'disconnected');
    expect(connection.errorReason).toMatchObject({ code: 80019 });
  });

  it('tries once more with another token, and then not at once', async () => {
    service.onOpen = (socket) => socket.receive(errorFrame(40142, 401));
    const { connection, asked } = service.connecting();
    await reached(connection, 'disconnected');
    expect(connection.errorReason).toMatchObject({ code: 40142 });
    expect([asked.length, service.sockets.length]).toEqual([2, 2]);
  });

  it('realtime/unit/RTN15h2/token-error-renew-success-0', async () => {
    const { connection, changes, asked } = await service.connected();
    service.socket.receive(errorFrame(40142, 401, DISCONNECTED));
    await reached(connection, 'connected');
    expect(states(changes)).toEqual(['disconnected', 'connecting', 'connected']);
    expect(asked).toHaveLength(2);
    expect(service.socket.url.searchParams.get('resume')).toBe('connection-key-1');
  });

  it('realtime/unit/RTN15h2/token-error-renew-fails-1', async () => {
    const { connection } = await service.connected();
    service.onOpen = (socket) => socket.receive(errorFrame(40142, 401));
    const again = new Promise<void>((resolve) =>
      connection.on(({ previous }) => void (previous === 'connecting' && resolve())),
    );
    service.socket.receive(errorFrame(40142, 401, DISCONNECTED));
    await again;
    expect(connection.state).toBe('disconnected');
    expect(connection.errorReason).toMatchObject({ code: 40142 });
  });

  it('realtime/unit/RTN15h3/non-token-error-resume-0', async () => {
    const { connection, asked } = await service.connected();
    service.socket.receive(errorFrame(80003, 503, DISCONNECTED));
    await reached(connection, 'connected');
    expect(asked).toHaveLength(1);
    expect(service.socket.url.searchParams.get('resume')).toBe('connection-key-1');
  });

  it('realtime/unit/RTN15c5/token-error-during-resume-0', async () => {
    const { connection, asked } = await service.connected();
    service.onOpen = (socket, count) => socket.receive(count === 2 ? errorFrame(40142, 401) : connectedFrame());
    service.socket.close();
    await reached(connection, 'connecting');
    await reached(connection, 'connected');
    expect(asked).toHaveLength(2);
    expect(service.sockets.slice(1).map(({ url }) => url.searchParams.get('resume'))).toEqual([
      'connection-key-1',
      'connection-key-1',
    ]);
  });

  it('realtime/unit/RTN15c4/fatal-error-during-resume-0', async () => {
    const { connection } = await service.connected();
    service.onOpen = (socket) => socket.receive(errorFrame(50000, 500));
    service.socket.close();
    await reached(connection, 'failed');
    expect(connection.errorReason).toMatchObject({ code: 50000 });
  });
});

describe('CONNECTED on a connection that is connected', () => {
  it.each([
    'realtime/unit/RTN24/connected-emits-update-0',
    'realtime/unit/RTN24/connection-details-override-2',
    'realtime/unit/RTN24/no-duplicate-connected-event-3',
  ])('%s', async () => {
    const { connection, changes } = await service.connected();
    service.socket.receive(connectedFrame(2));
    expect(changes).toEqual([{ event: 'update', previous: 'connected', current: 'connected' }]);
    expect([connection.id, connection.key]).toEqual(['connection-id-2', 'connection-key-2']);
  });

  it('realtime/unit/RTN24/update-event-with-error-1', async () => {
    const { changes } = await service.connected();
    service.socket.receive({ ...connectedFrame(2), ...errorFrame(40142, 401, CONNECTED) });
    expect(changes).toMatchObject([{ event: 'update', reason: { code: 40142 } }]);
  });
});

describe('identity', () => {
  it('realtime/unit/RTC17/client-id-attribute-0', async () => {
    service.onOpen = (socket) => socket.receive(connectedFrame(1, { clientId: 'alice' }));
    const { auth, asked } = await service.connected({ clientId: 'alice' });
    expect([auth.clientId, asked.length]).toEqual(['alice', 1]);
  });

  it('RSA7b3, RSA7b4: the identity is that of the connection', async () => {
    service.onOpen = (socket) => socket.receive(connectedFrame(1, { clientId: '*' }));
    const { auth } = await service.connected();
    expect(auth.clientId).toBe('*');
  });

  it('RSA15c: another identity than that of the options fails', async () => {
    service.onOpen = (socket) => socket.receive(connectedFrame(1, { clientId: 'bob' }));
    const { connection } = service.connecting({ clientId: 'alice' });
    await reached(connection, 'failed');
    expect(connection.errorReason).toMatchObject({ code: 40102 });
  });
});

describe('time', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));

  it('RTN14c: gives up a connection that gets no answer', async () => {
    service.onOpen = () => undefined;
    const { connection } = service.connecting();
    await vi.advanceTimersByTimeAsync(9_999);
    expect(connection.state).toBe('connecting');
    await vi.advanceTimersByTimeAsync(1);
    expect(connection.state).toBe('disconnected');
  });

  it('RTN14e, RTN14f: is suspended after two minutes, and tries every half minute', async () => {
    service.onOpen = (socket) => socket.close();
    const { connection } = service.connecting();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(connection.state).toBe('suspended');
    const before = service.sockets.length;
    service.onOpen = (socket) => socket.receive(connectedFrame());
    await vi.advanceTimersByTimeAsync(30_000);
    expect(service.sockets.length).toBe(before + 1);
    expect(connection.state).toBe('connected');
  });

  it('RTN23a: connects again where the service is silent', async () => {
    const { connection } = await service.connected();
    await vi.advanceTimersByTimeAsync(24_999);
    expect(service.sockets).toHaveLength(1);
    service.socket.receive({ action: 0 });
    await vi.advanceTimersByTimeAsync(24_999);
    expect(service.sockets).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(service.sockets).toHaveLength(2);
    expect(connection.state).toBe('connected');
  });

  it('bounds authorize() where the service never answers', async () => {
    const { connection } = await service.connected();
    const settled = expect(connection.authorize()).rejects.toMatchObject({ code: 50003 });
    await vi.advanceTimersByTimeAsync(24_000);
    service.socket.receive({ action: 0 });
    await vi.advanceTimersByTimeAsync(6_000);
    await settled;
    expect(connection.state).toBe('connected');
  });

  it('reconnects once in a second at most', async () => {
    const { connection } = await service.connected();
    service.onOpen = (socket) => {
      socket.receive(connectedFrame());
      socket.close();
    };
    service.socket.close();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(service.sockets.length).toBeLessThan(15);
    connection.close();
  });
});
