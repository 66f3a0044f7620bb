import { beforeEach, describe, expect, it } from 'vitest';
import { RawClient } from './realtime/raw-client.testing.js';
import { refusal, useSandbox } from './sandbox.testing.js';

const [HEARTBEAT, CONNECTED, DISCONNECTED, ERROR, AUTH] = [0, 4, 6, 9, 17];

const sandbox = useSandbox();
const { key, tokenFor } = sandbox;

const admin = (path: string, body: object = {}, headers = {}) =>
  sandbox.post(`/sandbox/${path}`, undefined, body, headers);

it('moves the clock, which everything goes by', async () => {
  const before = (await sandbox.ask('/sandbox/clock')).body.now;
  const { body } = await admin('clock', { advanceMs: 3_600_000 });
  expect(body.now).toBeGreaterThanOrEqual(before + 3_600_000);
  expect((await sandbox.ask('/time')).body[0]).toBeGreaterThanOrEqual(body.now);
  expect((await admin('clock', { advanceMs: -3_600_000 })).body.now).toBeLessThan(body.now);
});

describe('a connection', () => {
  let client: RawClient & { id: string };
  const act = (action: string) => admin(`connections/${client.id}/${action}`);
  beforeEach(async () => {
    client = await RawClient.connect(sandbox.app, { access_token: await tokenFor() });
  });

  it('is listed without a secret', async () => {
    const { body } = await sandbox.ask('/sandbox/connections');
    expect(body).toEqual([
      expect.objectContaining({
        connectionId: client.id,
        appId: sandbox.app.appId,
        method: 'ably-token',
        isOpen: true,
      }),
    ]);
    expect(JSON.stringify(body)).not.toMatch(/!|eyJ/);
  });

  it('is cut off without a close frame', async () => {
    await act('drop');
    expect(await client.closed).toBe(1006);
  });

  it('is disconnected', async () => {
    await act('disconnect');
    expect(await client.next(DISCONNECTED)).toMatchObject({ error: { code: 80003, statusCode: 503 } });
  });

  it('is asked for another token', async () => {
    await act('prompt');
    expect(await client.next(AUTH)).toEqual({ action: AUTH });
  });

  it('stalls, and goes on with what was held back', async () => {
    await act('stall');
    client.send({ action: HEARTBEAT, id: 'held' });
    await act('prompt');
    let isHeard = false;
    const heard = client.next(AUTH).then(() => (isHeard = true));
    await sandbox.ask('/time');
    expect(isHeard).toBe(false);
    await act('continue');
    await heard;
    expect(await client.next(HEARTBEAT)).toMatchObject({ id: 'held' });
  });

  it.each([
    ['expire', 40142],
    ['revoke', 40141],
  ])('loses its token: %s', async (action, code) => {
    await act(action);
    expect(await client.next(DISCONNECTED)).toMatchObject({ error: { code, statusCode: 401 } });
  });

  it('that is unknown, or an unknown action, is answered with 404', async () => {
    expect((await admin('connections/none/drop')).status).toBe(404);
    expect((await act('explode')).status).toBe(404);
  });
});

it.each([
  ['expired', 40142],
  ['revoked', 40141],
])('refuses a token as %s from now on, by REST and Realtime', async (as, code) => {
  const token = await tokenFor();
  expect((await sandbox.ask('/channels/room/messages', token)).status).toBe(200);
  await admin('tokens', { token, as });
  expect(refusal(await sandbox.ask('/channels/room/messages', token))).toEqual([401, code]);
  expect(await new RawClient(sandbox.app, { access_token: token }).next(ERROR)).toMatchObject({ error: { code } });
  expect((await sandbox.ask('/channels/room/messages', await tokenFor())).status).toBe(200);
});

it('refuses a given number of requests on a path with a code, and then no more', async () => {
  await admin('refusals', { path: '/channels/', code: 40140, count: 2 });
  expect((await sandbox.ask('/time')).status).toBe(200);
  const read = () => sandbox.ask('/channels/room/messages', key());
  expect(refusal(await read())).toEqual([401, 40140]);
  expect(refusal(await read())).toEqual([401, 40140]);
  expect((await read()).status).toBe(200);
});

it('refuses the next connection with a code', async () => {
  await admin('refusals', { on: 'connect', code: 40142 });
  const query = { key: key() };
  expect(await new RawClient(sandbox.app, query).next(ERROR)).toMatchObject({
    error: { code: 40142, statusCode: 401 },
  });
  await admin('refusals', { on: 'connect', code: 50003, statusCode: 503 });
  expect(await new RawClient(sandbox.app, query).next(DISCONNECTED)).toMatchObject({ error: { code: 50003 } });
  await new RawClient(sandbox.app, query).next(CONNECTED);
});

it.each([
  ['clock', { advanceMs: 0.5 }],
  ['clock', {}],
  ['tokens', { token: 'a.b' }],
  ['tokens', { as: 'expired' }],
  ['refusals', { code: 'x' }],
  ['refusals', { code: 40142, on: 'sunday' }],
  ['refusals', { code: 40142, count: 0 }],
  ['refusals', { code: 40142, statusCode: 200 }],
])('refuses what %s does not take', async (path, body) => {
  expect(refusal(await admin(path, body))).toEqual([400, 40001]);
});

it.each(['http://evil.example', 'http://localhost.evil.example:80', 'null'])(
  'refuses a page of %s, which a browser on this machine may have open',
  async (origin) => {
    expect(refusal(await admin('clock', { advanceMs: 1 }, { origin }))).toEqual([403, 40300]);
    expect(refusal(await sandbox.post('/apps', undefined, { keys: [{}] }, { origin }))).toEqual([403, 40300]);
  },
);

it.each(['http://localhost:8000', 'http://127.0.0.1', 'http://[::1]:80'])('accepts a page of %s', async (origin) => {
  expect((await sandbox.post('/apps', undefined, { keys: [{}] }, { origin })).status).toBe(201);
});
