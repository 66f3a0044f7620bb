import { expect, it } from 'vitest';
import { RawClient } from './realtime/raw-client.testing.js';
import { keyOf, refusal, useSandbox } from './sandbox.testing.js';

const [ACK, CONNECTED, ATTACH, ATTACHED, PRESENCE, MESSAGE] = [1, 4, 10, 11, 14, 15];
const [ENTER, LEAVE] = [2, 3];

type Member = { readonly action: number; readonly clientId: string };

const sandbox = useSandbox();
const { key } = sandbox;

it('publishes by its second path as by its first', async () => {
  expect((await sandbox.post('/channels/room/publish', key(), { name: 'a' })).status).toBe(201);
  expect((await sandbox.ask('/channels/room/messages', key())).body).toMatchObject([{ name: 'a' }]);
});

it('publishes for a connection, as its identity', async () => {
  const client = new RawClient(sandbox.app, { key: key(), clientId: 'bob' });
  const { connectionId, connectionDetails } = await client.next(CONNECTED);
  client.send({ action: ATTACH, channel: 'room' });
  await client.next(ATTACHED);
  const { connectionKey } = connectionDetails;
  await sandbox.post('/channels/room/messages', key(), { name: 'a', connectionKey });
  expect((await client.next(MESSAGE)).messages).toMatchObject([{ name: 'a', clientId: 'bob', connectionId }]);
  const other = await sandbox.post('/channels/room/messages', key(), { clientId: 'alice', connectionKey });
  expect(refusal(other)).toEqual([400, 40012]);
  const foreign = keyOf(await sandbox.provision());
  expect(refusal(await sandbox.post('/channels/room/messages', foreign, { connectionKey }))).toEqual([400, 40006]);
});

it('publishes a batch: each channel is answered for itself', async () => {
  const specs = [
    { channels: ['chat:a', 'elsewhere'], messages: [{ name: '1' }, { name: '2' }] },
    { channels: 'chat:b', messages: { name: '3' } },
  ];
  const { status, body } = await sandbox.post('/messages', key(1), specs);
  expect(status).toBe(201);
  expect(body).toMatchObject([
    {
      successCount: 1,
      failureCount: 1,
      results: [{ channel: 'chat:a' }, { channel: 'elsewhere', error: { code: 40160, statusCode: 401 } }],
    },
    { successCount: 1, failureCount: 0, results: [{ channel: 'chat:b', messageId: expect.any(String) }] },
  ]);
  expect((await sandbox.ask('/channels/chat:a/messages', key(1))).body).toHaveLength(2);
});

it('answers a batch of an early version as a list', async () => {
  const { body } = await sandbox.post(
    '/messages',
    key(),
    { channels: ['a', 'b'], messages: {} },
    { 'x-ably-version': '2' },
  );
  expect(body).toMatchObject([{ channel: 'a' }, { channel: 'b' }]);
});

it.each([
  ['no channels', { channels: [], messages: {} }],
  ['over 100 channels', [60, 41].map((length) => ({ channels: Array.from({ length }, () => 'a'), messages: {} }))],
  ['a name that is not a string', { channels: [1], messages: {} }],
  ['a value that is not a batch', ['text']],
])('refuses a batch with %s', async (_, body) => {
  expect(refusal(await sandbox.post('/messages', key(), body))).toEqual([400, 40001]);
});

it('lists the members that an app was set up with', async () => {
  const members = (path: string) => sandbox.ask(path, key());
  expect((await members('/channels/persisted:fixtures/presence')).body).toMatchObject([
    { action: 1, clientId: 'someone', data: 'here' },
  ]);
  for (const query of ['clientId=nobody', 'client_id=nobody', 'connectionId=none', 'connection_id=none']) {
    expect((await members(`/channels/persisted:fixtures/presence?${query}`)).body, query).toEqual([]);
  }
  const { body } = await sandbox.ask('/presence?channels=persisted:fixtures,chat:a', key(1));
  expect(body).toMatchObject({
    successCount: 1,
    failureCount: 1,
    results: [
      { channel: 'persisted:fixtures', error: { code: 40160 } },
      { channel: 'chat:a', presence: [] },
    ],
  });
});

it('remembers who entered and left, and lists members page by page', async () => {
  const client = await RawClient.connect(sandbox.app, { key: key() });
  const act = async (action: number, clientId: string) => {
    client.send({ action: PRESENCE, channel: 'room', presence: [{ action, clientId }] });
    await client.next(ACK);
  };
  for (const clientId of ['a', 'b', 'c']) await act(ENTER, clientId);
  await act(LEAVE, 'b');
  const { body } = await sandbox.ask('/channels/room/presence/history?direction=forwards', key());
  expect(body.map(({ action, clientId }: Member) => `${action} ${clientId}`)).toEqual(['2 a', '2 b', '2 c', '3 b']);
  const page = await sandbox.ask('/channels/room/presence/history?limit=1', key());
  expect(page.body).toMatchObject([{ action: LEAVE, clientId: 'b', connectionId: client.id }]);
  expect(page.headers.get('link')).toContain('<./history?limit=1&from=3>; rel="next"');

  const members = await sandbox.ask('/channels/room/presence?limit=1', key());
  expect(members.body).toMatchObject([{ clientId: 'a' }]);
  const next = /<\.\/(presence\?[^>]*)>; rel="next"/.exec(members.headers.get('link') ?? '')?.[1];
  const last = await sandbox.ask(`/channels/room/${next}`, key());
  expect(last.body).toMatchObject([{ clientId: 'c' }]);
  expect(last.headers.get('link')).not.toContain('rel="next"');
  expect(refusal(await sandbox.ask('/channels/room/presence/history', key(2)))).toEqual([401, 40160]);
});

it('refuses a publish that asks to be refused, and one whose body is too long to be right', async () => {
  expect(refusal(await sandbox.post('/channels/room/messages?_forceNack=true', key(), {}))).toEqual([400, 40099]);
  const tooLong = { data: 'x'.repeat(131_072) };
  expect(refusal(await sandbox.post('/channels/room/messages', key(), tooLong))).toEqual([413, 40009]);
  expect((await sandbox.ask('/channels/room/messages', key())).body).toEqual([]);
});

it('reads history until the serial of an attachment', async () => {
  await sandbox.post('/channels/room/messages', key(), { name: 'before' });
  const client = await RawClient.connect(sandbox.app, { key: key() });
  client.send({ action: ATTACH, channel: 'room' });
  const { channelSerial } = await client.next(ATTACHED);
  await sandbox.post('/channels/room/messages', key(), { name: 'after' });
  const path = `/channels/room/messages?from_serial=${channelSerial}`;
  expect((await sandbox.ask(path, key())).body).toMatchObject([{ name: 'before' }]);
  expect(refusal(await sandbox.ask('/channels/room/messages?from_serial=x', key()))).toEqual([400, 40003]);
});

it('has no GET for a token, as suites expect', async () => {
  expect(refusal(await sandbox.ask(`/keys/${sandbox.app.keys[0].keyName}/requestToken`, key()))).toEqual([404, 40400]);
});
