import { describe, expect, it } from 'vitest';
import { useSandbox } from '../sandbox.testing.js';
import { RawClient } from './raw-client.testing.js';

/** On a busy machine too. */
const SOON = { timeout: 30_000 };

const [CONNECTED, ATTACH, ATTACHED, DETACH, DETACHED, PRESENCE, MESSAGE] = [4, 10, 11, 12, 13, 14, 15];

const sandbox = useSandbox();
const { key } = sandbox;

describe('resuming', () => {
  async function dropped(query: Readonly<Record<string, string>> = { key: key() }) {
    const client = new RawClient(sandbox.app, query);
    const { connectionId, connectionDetails } = await client.next(CONNECTED);
    client.socket.terminate();
    await client.closed;
    return { connectionId, resume: connectionDetails.connectionKey as string };
  }

  it('continues the connection of the key', async () => {
    const { connectionId, resume } = await dropped();
    const again = await new RawClient(sandbox.app, { key: key(), resume }).next(CONNECTED);
    expect(again.connectionId).toBe(connectionId);
    expect(again.error).toBeUndefined();
  });

  it.each([
    ['what is not a key', async () => 'not a key', 80018],
    ['the key of no connection', async () => 'unknown-conn!unknown-key-abcd', 80008],
    ['the key of another identity', async () => (await dropped({ key: key(), clientId: 'bob' })).resume, 80018],
    [
      'a key past its time',
      async () => {
        const { resume } = await dropped();
        await expect.poll(async () => (await sandbox.ask('/sandbox/connections')).body.at(-1).isOpen, SOON).toBe(false);
        await sandbox.advance(120_001);
        return resume;
      },
      80008,
    ],
  ])('with %s begins another connection, and says so', async (_, resumeKey, code) => {
    const resume = await resumeKey();
    const frame = await new RawClient(sandbox.app, { key: key(), resume }).next(CONNECTED);
    expect(frame.error).toMatchObject({ code, statusCode: 400 });
    expect(frame.connectionId).not.toBe(resume.split('!')[0]);
  });

  it('replays what came after a serial, and says that it resumed', async () => {
    const client = await RawClient.connect(sandbox.app, { key: key() });
    client.send({ action: ATTACH, channel: 'room' });
    const { channelSerial, flags } = await client.next(ATTACHED);
    expect(flags & 4).toBe(0);
    await sandbox.post('/channels/room/messages', key(), [{ name: 'a' }, { name: 'b' }]);
    client.send({ action: DETACH, channel: 'room' });
    client.send({ action: ATTACH, channel: 'room', channelSerial });
    await client.next(DETACHED);
    expect((await client.next(ATTACHED)).flags & 4).toBe(4);
    expect((await client.next(MESSAGE)).messages).toMatchObject([{ name: 'a' }]);
    expect((await client.next(MESSAGE)).messages).toMatchObject([{ name: 'b' }]);
    client.send({ action: DETACH, channel: 'room' });
    client.send({ action: ATTACH, channel: 'room', channelSerial: '00000000000000-000000099' });
    expect((await client.next(ATTACHED)).flags & 4).toBe(0);
  });

  it.each([
    [{}, 120_001],
    [{ remainPresentFor: '5000' }, 5_001],
  ])('lets members leave after a while: %j', async (query, ms) => {
    const watcher = await RawClient.connect(sandbox.app, { key: key() });
    watcher.send({ action: ATTACH, channel: 'room' });
    const member = await RawClient.connect(sandbox.app, { key: key(), clientId: 'bob', ...query });
    member.send({ action: PRESENCE, channel: 'room', presence: [{ action: 2 }] });
    await watcher.next(PRESENCE);
    member.socket.terminate();
    await expect.poll(async () => (await sandbox.ask('/sandbox/connections')).body.at(-1).isOpen, SOON).toBe(false);
    await sandbox.advance(ms);
    const { presence } = await watcher.next(PRESENCE);
    expect(presence).toMatchObject([{ action: 3, clientId: 'bob', connectionId: member.id }]);
    expect(presence[0].id).not.toContain(member.id);
  });
});
