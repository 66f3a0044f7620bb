import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { startSandbox } from '../sandbox.testing.js';
import { RawClient } from './raw-client.testing.js';

const [HEARTBEAT, NACK, CONNECTED, DISCONNECTED, ERROR] = [0, 2, 4, 6, 9];
const [ATTACH, ATTACHED, MESSAGE] = [10, 11, 15];

it.each(['connections', 'connectionsPerApp'])(
  'refuses connections beyond the limit %s, as long as the others are open',
  async (name) => {
    const { app, key } = await startSandbox({ limits: { [name]: 1 } });
    const first = await RawClient.connect(app, { key: key() });
    const refused = await new RawClient(app, { key: key() }).next(DISCONNECTED);
    expect(refused).toMatchObject({ error: { code: 80021, statusCode: 429 } });
    first.socket.terminate();
    await first.closed;
    // One that can only be resumed makes room.
    await expect
      .poll(async () => (await new RawClient(app, { key: key() }).next(CONNECTED).catch(() => undefined))?.action, {
        timeout: 30_000,
      })
      .toBe(CONNECTED);
  },
);

it('refuses too many frames in a second: a publish alone, anything else with the connection', async () => {
  const { app, key } = await startSandbox();
  const client = await RawClient.connect(app, { key: key() });
  for (let i = 0; i < 2_000; i++) client.send({ action: MESSAGE, msgSerial: i, channel: 'room', messages: [{}] });
  expect(await client.next(NACK)).toMatchObject({ error: { code: 42911, statusCode: 429 } });
  for (let i = 0; i < 2_000; i++) client.send({ action: HEARTBEAT });
  expect(await client.next(ERROR)).toMatchObject({ error: { code: 42911 } });
  await client.closed;
});

it.each([
  ['what is not JSON', '{'],
  ['what is not a frame', '[]'],
  ['a frame without action', '{}'],
  ['a member twice', '{"action":0,"action":0}'],
  ['nesting without end', '['.repeat(100_000)],
])('ends a connection that sends %s', async (_, text) => {
  const { app, key } = await startSandbox();
  const client = await RawClient.connect(app, { key: key() });
  client.socket.send(text);
  expect(await client.next(ERROR)).toMatchObject({ error: { code: 40001, statusCode: 400 } });
  await client.closed;
});

it('ends a connection whose frame is over 512 KiB', async () => {
  const { app, key } = await startSandbox();
  const client = await RawClient.connect(app, { key: key() });
  client.socket.send('x'.repeat(524_289));
  expect(await client.closed).toBe(1009);
});

it('attaches to 200 channels, and refuses the next one alone', async () => {
  const { app, key } = await startSandbox();
  const client = await RawClient.connect(app, { key: key() });
  for (let i = 0; i < 200; i++) {
    client.send({ action: ATTACH, channel: `room${i}` });
    await client.next(ATTACHED);
  }
  client.send({ action: ATTACH, channel: 'room200' });
  expect(await client.next(ERROR)).toMatchObject({ channel: 'room200', error: { code: 40000 } });
});

it('cuts off a reader that is too slow, and gives its memory back', async () => {
  const sandbox = await startSandbox();
  const { app, key } = sandbox;
  const client = await RawClient.connect(app, { key: key() });
  client.send({ action: ATTACH, channel: 'room' });
  await client.next(ATTACHED);
  await sandbox.post(`/sandbox/connections/${client.id}/stall`, undefined, {});
  for (let i = 0; i < 20; i++) await sandbox.post('/channels/room/messages', key(), { data: 'x'.repeat(65_000) });
  expect(await client.closed).toBe(1006);
});

it('counts connections, members and what waits against its memory', async () => {
  const { app, key } = await startSandbox({ limits: { totalBytes: 200_000 } });
  const answers = [];
  for (let i = 0; i < 10; i++) answers.push(await new RawClient(app, { key: key() }).next());
  expect(answers[0]).toMatchObject({ action: CONNECTED });
  expect(answers.at(-1)).toMatchObject({ action: DISCONNECTED, error: { code: 50003, statusCode: 503 } });
});

it('ends with DISCONNECTED for everyone', async () => {
  const sandbox = await startSandbox();
  const { app, key } = sandbox;
  const client = await RawClient.connect(app, { key: key() });
  const stopped = sandbox.stop();
  expect(await client.next(DISCONNECTED)).toMatchObject({ error: { code: 80003, statusCode: 503 } });
  await stopped;
});

it('logs connections, without the contents of their URLs', async () => {
  const sandbox = await startSandbox();
  const { app, key } = sandbox;
  const secret = app.keys[0].keySecret;
  const { connectionDetails } = await new RawClient(app, { key: key() }).next(CONNECTED);
  const refused = new RawClient(app, { key: `${key()}-wrong` });
  const { error } = await refused.next(ERROR);
  await refused.closed;
  const told = inspect([sandbox.events, error], { depth: 9 });
  expect(sandbox.events.filter(({ route }) => route === 'connect')).toMatchObject([
    { status: 101 },
    { status: 401, code: 40101 },
  ]);
  expect(told).not.toContain(secret);
  expect(told).not.toContain(connectionDetails.connectionKey);
});
