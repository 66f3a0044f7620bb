import { expect, it } from 'vitest';
import { ATTACH, ATTACHED, AUTH, connectedFrame, errorFrame, useService, reached } from './mock-web-socket.testing.js';

const service = useService();

/** A client that is connected, with what happened until then forgotten. */
const answerAuth = (number: number, details = {}) => {
  service.onFrame = ({ action }, socket) => {
    if (action === AUTH) socket.receive(connectedFrame(number, details));
  };
};

it('realtime/unit/RTC8a/authorize-connected-sends-auth-0', async () => {
  const { connection, asked, changes } = await service.connected();
  answerAuth(1);
  const details = await connection.authorize();
  expect(details.token).toBe('token-2');
  expect(asked).toHaveLength(2);
  expect(service.socket.sent).toEqual([{ action: AUTH, auth: { accessToken: 'token-2' } }]);
  expect(changes.filter(({ current, previous }) => current !== previous)).toEqual([]);
  expect(connection.state).toBe('connected');
});

it('realtime/unit/RTC8a1/successful-reauth-update-event-0', async () => {
  const { connection, changes } = await service.connected();
  answerAuth(2);
  await connection.authorize();
  expect(changes).toEqual([{ event: 'update', previous: 'connected', current: 'connected' }]);
  expect([connection.id, connection.key]).toEqual(['connection-id-2', 'connection-key-2']);
});

it('realtime/unit/RTC8a1/capability-downgrade-channel-failed-1', async () => {
  const { connection } = await service.connected();
  service.onFrame = ({ action, channel }, socket) => {
    if (action === ATTACH) socket.receive({ action: ATTACHED, channel, flags: 0 });
    if (action !== AUTH) return;
    socket.receive(connectedFrame());
    socket.receive({ ...errorFrame(40160, 401), channel: 'private-channel' });
  };
  await connection.attach('private-channel');
  const changes: unknown[] = [];
  connection.onChannel((change) => void changes.push(change));
  await connection.authorize();
  expect(connection.channelState('private-channel')).toBe('failed');
  expect(changes).toMatchObject([
    { channel: 'private-channel', current: 'failed', reason: { code: 40160, statusCode: 401 } },
  ]);
  expect(connection.state).toBe('connected');
});

it('realtime/unit/RTC8a2/failed-reauth-connection-failed-0', async () => {
  const { connection, changes } = await service.connected();
  service.onFrame = (_, socket) => {
    socket.receive(errorFrame(40012, 400));
    socket.close();
  };
  await expect(connection.authorize()).rejects.toMatchObject({ code: 40012 });
  expect(connection.errorReason).toMatchObject({ code: 40012 });
  expect(changes.map(({ current }) => current)).toEqual(['failed']);
});

it('realtime/unit/RTC8a3/authorize-completes-after-response-0', async () => {
  const { connection } = await service.connected();
  let isDone = false;
  const sent = new Promise<void>((resolve) => (service.onFrame = () => resolve()));
  const authorized = connection.authorize().then((details) => ((isDone = true), details));
  await sent;
  await new Promise(setImmediate);
  expect(isDone).toBe(false);
  service.socket.receive(connectedFrame(2));
  expect((await authorized).token).toBe('token-2');
});

it('realtime/unit/RTC8b/authorize-connecting-halts-attempt-0', async () => {
  const opened = new Promise<void>((resolve) => {
    service.onOpen = (socket, count) => (count === 1 ? resolve() : socket.receive(connectedFrame()));
  });
  const { connection, asked } = service.connecting();
  await opened;
  expect((await connection.authorize()).token).toBe('token-2');
  expect(connection.state).toBe('connected');
  expect(asked).toHaveLength(2);
  expect(service.tokens).toEqual(['token-1', 'token-2']);
});

it('realtime/unit/RTC8b1/authorize-connecting-fails-on-failed-0', async () => {
  service.onOpen = (socket, count) => (count === 1 ? undefined : socket.receive(errorFrame(40101, 401)));
  const { connection } = service.connecting();
  await expect.poll(() => service.sockets.length, { timeout: 30_000 }).toBe(1);
  await expect(connection.authorize()).rejects.toMatchObject({ code: 40101 });
  expect(connection.state).toBe('failed');
});

it('realtime/unit/RTC8c/authorize-disconnected-initiates-connection-0', async () => {
  const { connection, changes } = service.counting();
  expect(connection.state).toBe('initialized');
  expect((await connection.authorize()).token).toBe('token-1');
  expect(changes.map(({ current }) => current)).toEqual(['connecting', 'connected']);
  expect(service.tokens).toEqual(['token-1']);
});

it('realtime/unit/RTC8c/authorize-failed-initiates-connection-1', async () => {
  service.onOpen = (socket, count) => socket.receive(count === 1 ? errorFrame(40400, 404) : connectedFrame());
  const { connection, changes } = service.connecting();
  await reached(connection, 'failed');
  changes.length = 0;
  expect((await connection.authorize()).token).toBe('token-2');
  expect(changes.map(({ current }) => current)).toEqual(['connecting', 'connected']);
  expect(service.tokens).toEqual(['token-1', 'token-2']);
});

it('realtime/unit/RTC8c/authorize-closed-initiates-connection-2', async () => {
  const { connection } = await service.connected();
  service.onFrame = ({ action }, socket) => (action === 7 ? socket.receive({ action: 8 }) : undefined);
  connection.close();
  await reached(connection, 'closed');
  expect((await connection.authorize()).token).toBe('token-2');
  expect(connection.state).toBe('connected');
});

it('RTC8c: connects at once where it is disconnected', async () => {
  service.onOpen = (socket, count) => (count === 1 ? socket.close() : socket.receive(connectedFrame()));
  const { connection } = service.connecting();
  await reached(connection, 'disconnected');
  await connection.authorize();
  expect(connection.state).toBe('connected');
});

it('calls of authorize at once share the newest token, and all settle', async () => {
  const { connection } = await service.connected();
  answerAuth(2);
  const tokens = await Promise.all([connection.authorize(), connection.authorize(), connection.authorize()]);
  expect(new Set(tokens.map(({ token }) => token)).size).toBe(1);
  expect(service.socket.sent).toHaveLength(1);
});
