import { describe, expect, it } from 'vitest';
import { useSandbox } from '../sandbox.testing.js';
import { RawClient, type Frame } from './raw-client.testing.js';

// Frame by frame, what SDKs depend on and do not show.

const [HEARTBEAT, ACK, NACK, CONNECTED, DISCONNECTED] = [0, 1, 2, 4, 6];
const [CLOSE, CLOSED, ERROR, ATTACH, ATTACHED, DETACH, DETACHED] = [7, 8, 9, 10, 11, 12, 13];
const [PRESENCE, MESSAGE, SYNC, AUTH] = [14, 15, 16, 17];

const sandbox = useSandbox();
const { key, tokenFor } = sandbox;

describe('a connection', () => {
  it('answers a heartbeat with its id, and CLOSE with CLOSED', async () => {
    const client = await RawClient.connect(sandbox.app, { key: key() });
    client.send({ action: HEARTBEAT, id: 'ping-1' });
    expect(await client.next(HEARTBEAT)).toEqual({ action: HEARTBEAT, id: 'ping-1' });
    client.send({ action: CLOSE });
    expect(await client.next(CLOSED)).toEqual({ action: CLOSED });
    await client.closed;
    const { body } = await sandbox.ask('/sandbox/connections');
    expect(body.map(({ connectionId }: Frame) => connectionId)).not.toContain(client.id);
  });

  it('acknowledges each publish with msgSerial, count and serials, and delivers before it', async () => {
    const client = await RawClient.connect(sandbox.app, { key: key(), clientId: 'bob' });
    client.send({ action: ATTACH, channel: 'room' });
    await client.next(ATTACHED);
    client.send({ action: MESSAGE, channel: 'room', messages: [{ name: 'a' }, { name: 'b', data: { c: 1 } }] });
    const message = await client.next(MESSAGE);
    expect(message).toMatchObject({ channel: 'room', id: `${client.id}:0`, connectionId: client.id });
    expect(message.messages).toMatchObject([
      { id: `${client.id}:0:0`, name: 'a', clientId: 'bob', connectionId: client.id },
      { id: `${client.id}:0:1`, name: 'b', data: '{"c":1}', encoding: 'json' },
    ]);
    const serials = message.messages.map(({ serial }: Frame) => serial);
    expect(await client.next(ACK)).toEqual({ action: ACK, msgSerial: 0, count: 1, res: [{ serials }] });
  });

  it('keeps its own messages from a connection that wants no echo', async () => {
    const client = await RawClient.connect(sandbox.app, { key: key(), echo: 'false' });
    client.send({ action: ATTACH, channel: 'room' });
    await client.next(ATTACHED);
    client.send({ action: MESSAGE, channel: 'room', messages: [{ name: 'own' }] });
    await client.next(ACK);
    await sandbox.post('/channels/room/messages', key(), { name: 'rest' });
    expect((await client.next(MESSAGE)).messages).toMatchObject([{ name: 'rest' }]);
  });

  it.each([
    ['another identity', { channel: 'room', messages: [{ clientId: 'alice' }] }, 40012],
    ['too much', { channel: 'room', messages: [{ data: 'x'.repeat(65_537) }] }, 40009],
    ['no channel', { messages: [{}] }, 40010],
  ])('refuses to publish %s, and stays open', async (_, frame, code) => {
    const client = await RawClient.connect(sandbox.app, { key: key(), clientId: 'bob' });
    client.send({ action: MESSAGE, msgSerial: 7, ...frame });
    expect(await client.next(NACK)).toMatchObject({ msgSerial: 7, count: 1, error: { code } });
    client.send({ action: MESSAGE, msgSerial: 8, channel: 'room', messages: [{}] });
    expect(await client.next(ACK)).toMatchObject({ msgSerial: 8 });
  });

  it('refuses presence without an identity', async () => {
    const client = await RawClient.connect(sandbox.app, { key: key() });
    client.send({ action: PRESENCE, channel: 'room', presence: [{ action: 2 }] });
    expect(await client.next(NACK)).toMatchObject({ error: { code: 91000 } });
  });

  it('grants the modes that are asked for and permitted', async () => {
    const client = await RawClient.connect(sandbox.app, { key: key(1) });
    const flagsOf = async (frame: object) => {
      client.send({ action: ATTACH, channel: 'chat:room', ...frame });
      return (await client.next(ATTACHED)).flags & 0xf_0000;
    };
    expect(await flagsOf({})).toBe(0xe_0000); // PUBLISH, SUBSCRIBE, PRESENCE_SUBSCRIBE
    expect(await flagsOf({ flags: 0x2_0000 })).toBe(0x2_0000);
    expect(await flagsOf({ flags: 0x2_0000, params: { modes: 'subscribe,presence' } })).toBe(0x4_0000);
    client.send({ action: MESSAGE, channel: 'chat:room', messages: [{}] }); // permitted, and not asked for
    expect(await client.next(NACK)).toMatchObject({ error: { code: 40160 } });
    client.send({ action: ATTACH, channel: 'log' });
    expect(await client.next(ERROR)).toMatchObject({ channel: 'log', error: { code: 40160, statusCode: 401 } });
    client.send({ action: ATTACH, channel: '' });
    expect(await client.next(ERROR)).toMatchObject({ channel: '', error: { code: 40010 } });
    client.send({ action: DETACH, channel: 'elsewhere' });
    expect(await client.next(DETACHED)).toMatchObject({ channel: 'elsewhere' });
  });

  it.each([
    ['to publish without the capability', MESSAGE, 'room', /does not permit publish/],
    ['to publish without the mode', MESSAGE, 'open', /attached without the mode PUBLISH/],
    ['to enter without the capability', PRESENCE, 'room', /does not permit presence/],
    ['to enter without the mode', PRESENCE, 'open', /attached without the mode PRESENCE/],
    ['to publish where it is not attached', MESSAGE, 'elsewhere', /does not permit publish/],
  ])('says what is missing %s', async (_, action, channel, message) => {
    const capability = '{"room":["subscribe"],"open":["*"]}';
    const client = await RawClient.connect(sandbox.app, {
      access_token: await tokenFor({ capability, clientId: 'bob' }),
    });
    for (const attached of ['room', 'open']) {
      client.send({ action: ATTACH, channel: attached, params: { modes: 'subscribe' } });
      await client.next(ATTACHED);
    }
    client.send({ action, channel, messages: [{}], presence: [{ action: 2 }] });
    expect(await client.next(NACK)).toMatchObject({
      error: { code: 40160, statusCode: 401, message: expect.stringMatching(message) },
    });
  });

  it('does not attach where none of the modes asked for is permitted', async () => {
    const client = await RawClient.connect(sandbox.app, { key: key(2) });
    client.send({ action: ATTACH, channel: 'log', params: { modes: 'subscribe' } });
    expect(await client.next(ERROR)).toMatchObject({
      channel: 'log',
      error: { code: 40160, message: 'Channel denied access: the capability permits none of subscribe' },
    });
    const { body } = await sandbox.ask('/sandbox/connections');
    expect(body.find(({ connectionId }: Frame) => connectionId === client.id).channels).toEqual([]);
  });

  it('begins with what was published before where `rewind` asks for it', async () => {
    for (const name of ['a', 'b', 'c']) await sandbox.post('/channels/room/messages', key(), { name });
    const client = await RawClient.connect(sandbox.app, { key: key() });
    client.send({ action: ATTACH, channel: 'room', params: { rewind: '2' } });
    expect((await client.next(ATTACHED)).flags & 2).toBe(2);
    expect((await client.next(MESSAGE)).messages).toMatchObject([{ name: 'b' }]);
    expect((await client.next(MESSAGE)).messages).toMatchObject([{ name: 'c' }]);
  });

  it('announces in one frame who entered by one frame', async () => {
    const watcher = await RawClient.connect(sandbox.app, { key: key() });
    watcher.send({ action: ATTACH, channel: 'room' });
    await watcher.next(ATTACHED);
    const member = await RawClient.connect(sandbox.app, { key: key() });
    const presence = ['a', 'b'].map((clientId) => ({ action: 2, clientId }));
    member.send({ action: PRESENCE, msgSerial: 0, channel: 'room', presence });
    const frame = await watcher.next(PRESENCE);
    expect(frame).toMatchObject({ id: `${member.id}:0`, connectionId: member.id });
    expect(frame.presence).toMatchObject([
      { clientId: 'a', id: `${member.id}:0:0` },
      { clientId: 'b', id: `${member.id}:0:1` },
    ]);
  });

  it('tells a new attachment who is present', async () => {
    const member = await RawClient.connect(sandbox.app, { key: key(), clientId: 'bob' });
    member.send({ action: PRESENCE, channel: 'room', presence: [{ action: 2, data: 'here' }] });
    await member.next(ACK);
    const client = await RawClient.connect(sandbox.app, { key: key() });
    client.send({ action: ATTACH, channel: 'room' });
    expect((await client.next(ATTACHED)).flags & 1).toBe(1);
    const sync = await client.next(SYNC);
    expect(sync.channelSerial).toMatch(/:$/);
    expect(sync.presence).toMatchObject([{ action: 1, clientId: 'bob', connectionId: member.id, data: 'here' }]);
    expect((await sandbox.ask('/channels/room/presence', key())).body).toMatchObject([{ clientId: 'bob' }]);
    const { body } = await sandbox.ask('/channels/room', key());
    expect(body.status.occupancy.metrics).toMatchObject({ connections: 1, presenceMembers: 1, publishers: 1 });
  });
});

describe('a token on a connection', () => {
  it('ends it by DISCONNECTED when it expires, with a code that asks for another', async () => {
    const client = await RawClient.connect(sandbox.app, { access_token: await tokenFor({ ttl: 60_000 }) });
    await sandbox.advance(30_000);
    expect(await client.next(AUTH)).toEqual({ action: AUTH });
    await sandbox.advance(30_001);
    expect(await client.next(DISCONNECTED)).toMatchObject({
      error: { code: 40142, statusCode: 401, message: expect.stringContaining('token expired') },
    });
    await client.closed;
  });

  it('changes by AUTH, in the order of the frames, with the same connectionId and another key', async () => {
    const client = await RawClient.connect(sandbox.app, {
      access_token: await tokenFor({ clientId: 'alice', ttl: 60_000 }),
    });
    const tokens = [await tokenFor({ clientId: 'alice' }), await tokenFor({ clientId: 'alice' })];
    for (const accessToken of tokens) client.send({ action: AUTH, auth: { accessToken } });
    const [first, second] = [await client.next(CONNECTED), await client.next(CONNECTED)];
    expect([first.connectionId, second.connectionId]).toEqual([client.id, client.id]);
    expect(first.connectionDetails.connectionKey).not.toBe(second.connectionDetails.connectionKey);
    await sandbox.advance(60_001); // past the first token
    client.send({ action: HEARTBEAT, id: 'open' });
    await client.next(HEARTBEAT);
  });

  it.each([
    ['of another identity', () => tokenFor({ clientId: 'bob' }), 40102],
    [
      'of another app',
      async () => {
        sandbox.app = await sandbox.provision();
        return tokenFor({ clientId: 'alice' });
      },
      40102,
    ],
    ['of another form', async () => 'a.b.c.d', 40101],
    ['that is missing', async () => undefined, 40101],
  ])('%s fails the connection, with no code that would only make it reconnect', async (_, token, code) => {
    const client = await RawClient.connect(sandbox.app, { access_token: await tokenFor({ clientId: 'alice' }) });
    client.send({ action: AUTH, auth: { accessToken: await token() } });
    expect(await client.next(ERROR)).toEqual({
      action: ERROR,
      error: expect.objectContaining({ code, statusCode: 401 }),
    });
    await client.closed;
  });

  it('that is narrower takes what is left of each attachment, after CONNECTED', async () => {
    const client = await RawClient.connect(sandbox.app, { key: key() });
    for (const channel of ['kept', 'lost']) {
      client.send({ action: ATTACH, channel });
      await client.next(ATTACHED);
    }
    const accessToken = await tokenFor({ capability: '{"kept":["subscribe"]}' });
    client.send({ action: AUTH, auth: { accessToken } });
    await client.next(CONNECTED);
    expect(await client.next(ERROR)).toMatchObject({ channel: 'lost', error: { code: 40160 } });
    await sandbox.post('/channels/kept/messages', key(), { name: 'still' });
    expect((await client.next(MESSAGE)).messages).toMatchObject([{ name: 'still' }]);
    client.send({ action: MESSAGE, channel: 'kept', messages: [{}] });
    expect(await client.next(NACK)).toMatchObject({ error: { code: 40160 } });
  });
});
