import type { TokenParams } from '@ably-auth/validation';
import type { ClientOptions, ConnectionStateChange, ErrorInfo, InboundMessage, Realtime, TokenDetails } from 'ably';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realtime, useSandbox } from '../sandbox.testing.js';

/** On a busy machine too. */
const SOON = { timeout: 30_000 };

// The real SDK on a connection to the sandbox, whose clock the test moves: nothing waits for a token to expire.

const HOUR = 3_600_000;

const sandbox = useSandbox();
const { key } = sandbox;
let opened: Realtime[];
beforeEach(() => void (opened = []));
afterEach(() => opened.forEach((client) => client.close()));

describe.each([
  ['MessagePack', true],
  ['JSON', false],
])('the ably SDK, speaking %s', (_, useBinaryProtocol) => {
  function connect(options: ClientOptions): Realtime {
    const client = realtime(sandbox.app, { useBinaryProtocol, ...options });
    opened.push(client);
    return client;
  }

  /** A client whose tokens come from a callback, which counts how often it is asked. */
  async function renewing(params: () => TokenParams, index = 0) {
    const counter = { asked: 0 };
    const answer = async (callback: (error: null, details: TokenDetails) => void) => {
      counter.asked++;
      callback(null, await sandbox.requestToken(params(), index));
    };
    const client = connect({ authCallback: (_params, callback) => void answer(callback) });
    await client.connection.whenState('connected');
    return { client, counter };
  }

  const next = (client: Realtime, event: string) =>
    new Promise<ConnectionStateChange>((resolve) => client.connection.once(event as 'connected', resolve));

  it('connects with the identity of its credentials', async () => {
    const basic = connect({ key: key(), clientId: 'bob' });
    await basic.connection.whenState('connected');
    expect(basic.auth.clientId).toBe('bob');
    const wildcard = connect({ key: key() });
    await wildcard.connection.whenState('connected');
    expect(wildcard.auth.clientId).toBe('*');
    const token = connect({ token: (await sandbox.requestToken({ clientId: 'alice' })).token });
    await token.connection.whenState('connected');
    expect(token.auth.clientId).toBe('alice');
  });

  it.each([
    ['a wrong secret', () => ({ key: `${sandbox.app.keys[0].keyName}:wrong` }), 40101],
    ['the key of an unknown app', () => ({ key: 'this.is:wrong' }), 40101],
    ['a key that its app does not have', () => ({ key: `${sandbox.app.appId}.other:secret` }), 40400],
    ['a token without identity', async () => ({ token: (await sandbox.requestToken()).token, clientId: 'bob' }), 40102],
  ])('fails with %s', async (_case, options, code) => {
    const client = connect(await options());
    const { reason } = await next(client, 'failed');
    expect(reason?.code).toBe(code);
  });

  it('sees its token expire and goes on with another, on the same connection', async () => {
    const { client, counter } = await renewing(() => ({ ttl: HOUR }));
    const { id } = client.connection;
    const dropped = next(client, 'disconnected');
    await sandbox.advance(HOUR + 1);
    expect((await dropped).reason?.code).toBe(40142);
    await next(client, 'connected');
    expect(client.connection.id).toBe(id);
    expect(counter.asked).toBe(2);
  });

  it('is asked for another token 30 s before its own expires, and stays connected', async () => {
    const { client, counter } = await renewing(() => ({ ttl: HOUR }));
    const updated = next(client, 'update');
    await sandbox.advance(HOUR - 30_000);
    expect((await updated).current).toBe('connected');
    expect(counter.asked).toBe(2);
  });

  it('fails where its token expired and it cannot obtain another', async () => {
    const { token } = await sandbox.requestToken({ ttl: HOUR });
    const client = connect({ token });
    await client.connection.whenState('connected');
    const failed = next(client, 'failed');
    await sandbox.advance(HOUR + 1);
    expect((await failed).reason?.code).toBe(40171);
  });

  it('renews a revoked token', async () => {
    const { client, counter } = await renewing(() => ({ clientId: 'alice' }), 3);
    const dropped = next(client, 'disconnected');
    await sandbox.advance(1);
    const path = `/keys/${sandbox.app.keys[3]?.keyName}/revokeTokens`;
    const answer = await sandbox.post(path, key(3), { targets: ['clientId:alice'] });
    expect(answer.body).toMatchObject({ successCount: 1 });
    expect((await dropped).reason?.code).toBe(40141);
    await next(client, 'connected');
    expect(counter.asked).toBe(2);
  });

  it('renews within the margin where a revocation has one, and is not dropped at its end', async () => {
    const { client, counter } = await renewing(() => ({ clientId: 'alice' }), 3);
    const updated = next(client, 'update');
    await sandbox.advance(1);
    const path = `/keys/${sandbox.app.keys[3]?.keyName}/revokeTokens`;
    await sandbox.post(path, key(3), { targets: ['clientId:alice'], allowReauthMargin: true });
    await updated;
    expect(counter.asked).toBe(2);
    const states: string[] = [];
    client.connection.on(({ current }) => void states.push(current));
    await sandbox.advance(30_001);
    await client.connection.ping();
    expect(states).toEqual([]);
  });

  it('gains and loses permissions by authorize(), while it stays connected', async () => {
    const client = connect({
      key: key(),
      useTokenAuth: true,
      defaultTokenParams: { capability: '{"room":["subscribe"]}' },
    });
    await client.connection.whenState('connected');
    const room = client.channels.get('room');
    await room.attach();
    await expect(room.publish('event', 'refused')).rejects.toMatchObject({ code: 40160 });

    await client.auth.authorize({ capability: '{"room":["subscribe","publish"]}' });
    await room.publish('event', 'permitted');

    const failed = new Promise<ErrorInfo | undefined>((resolve) =>
      room.once('failed', ({ reason }) => resolve(reason)),
    );
    await client.auth.authorize({ capability: '{"elsewhere":["subscribe"]}' });
    expect((await failed)?.code).toBe(40160);
    expect(client.connection.state).toBe('connected');
  });

  it('fails where authorize() sends a token of another identity', async () => {
    const client = connect({ token: (await sandbox.requestToken({ clientId: 'alice' })).token });
    await client.connection.whenState('connected');
    const other = await sandbox.requestToken({ clientId: 'bob' });
    await expect(client.auth.authorize(undefined, { token: other.token })).rejects.toMatchObject({ code: 40102 });
    expect(client.connection.state).toBe('failed');
  });

  it('gets what other connections and REST publish, of either format', async () => {
    const reader = connect({ key: key() });
    const room = reader.channels.get('room');
    const got: InboundMessage[] = [];
    const three = new Promise<void>((resolve) => {
      void room.subscribe((message) => void (got.push(message) === 3 && resolve()));
    });
    await room.whenState('attached');
    const writer = connect({ key: key(), clientId: 'bob', useBinaryProtocol: !useBinaryProtocol });
    await writer.channels.get('room').publish('bytes', Buffer.from([1, 2, 3]));
    await writer.channels.get('room').publish('json', { a: [1] });
    await sandbox.post('/channels/room/messages', key(), { name: 'rest', data: 'text' });
    await three;
    expect(got.map(({ name, clientId }) => [name, clientId])).toEqual([
      ['bytes', 'bob'],
      ['json', 'bob'],
      ['rest', undefined],
    ]);
    expect(Buffer.from(got[0]?.data as Uint8Array)).toEqual(Buffer.from([1, 2, 3]));
    expect(got[1]?.data).toEqual({ a: [1] });
    expect(got[1]?.connectionId).toBe(writer.connection.id);
  });

  it('sees who enters, changes and leaves', async () => {
    const watcher = connect({ key: key() });
    const member = connect({ key: key(), clientId: 'bob' });
    const seen: string[] = [];
    const left = new Promise<void>((resolve) => {
      void watcher.channels.get('room').presence.subscribe(({ action, clientId, data }) => {
        seen.push(`${action} ${clientId} ${data as string}`);
        if (action === 'leave') resolve();
      });
    });
    await watcher.channels.get('room').whenState('attached');
    const { presence } = member.channels.get('room');
    await presence.enter('here');
    await presence.update('still');
    const others = await connect({ key: key() }).channels.get('room').presence.get();
    expect(others.map(({ clientId, data }) => [clientId, data])).toEqual([['bob', 'still']]);
    member.close();
    await left;
    expect(seen).toEqual(['enter bob here', 'update bob still', 'leave bob still']);
  });

  it('goes on after its connection was cut, and gets what it missed', async () => {
    const client = connect({ key: key() });
    const room = client.channels.get('room');
    const got: unknown[] = [];
    await room.subscribe(({ data }) => void got.push(data));
    await sandbox.post('/channels/room/messages', key(), { data: 'before' });
    const { id } = client.connection;
    await sandbox.post(`/sandbox/connections/${id}/stall`, undefined, {});
    await sandbox.post('/channels/room/messages', key(), { data: 'meanwhile' });
    const again = next(client, 'connected');
    await sandbox.post(`/sandbox/connections/${id}/drop`, undefined, {});
    await again;
    expect(client.connection.id).toBe(id);
    await sandbox.post('/channels/room/messages', key(), { data: 'after' });
    await expect.poll(() => got, SOON).toEqual(['before', 'meanwhile', 'after']);
  });
});
