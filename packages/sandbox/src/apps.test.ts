import { describe, expect, it } from 'vitest';
import { createSandbox } from './index.js';
import { Apps } from './apps.js';
import { readLimits } from './limits.js';
import { MemoryBudget } from './memory-budget.js';
import { keyOf, refusal, sdk, SETUP, startSandbox, type TestApp, useSandbox } from './sandbox.testing.js';

const sandbox = useSandbox();

describe('POST /apps', () => {
  it('answers as the provisioner of the SDKs does', async () => {
    const app = await sandbox.provision();
    expect(app).toMatchObject({ accountId: 'sandbox', endpoint: '127.0.0.1', tls: false });
    expect(`http://${app.endpoint}:${app.port}`).toBe(sandbox.url);
    expect(app.keys).toHaveLength(SETUP.keys.length);
    for (const { id, value, keyName, keySecret, keyStr } of app.keys) {
      expect([keyName, keySecret, keyStr]).toEqual([`${app.appId}.${id}`, value, `${keyName}:${value}`]);
    }
    expect(app.keys.map(({ capability }) => capability)).toEqual([
      '{"*":["*"]}',
      '{"chat:*":["history","publish","subscribe"],"log":["history"]}',
      '{"log":["publish"]}',
      '{"*":["*"]}',
      '{"[*]*":["*"]}',
    ]);
    expect(app.keys.map(({ revocableTokens }) => revocableTokens)).toEqual([false, false, false, true, false]);
    expect(app.namespaces).toEqual([
      { id: 'persisted', persisted: true },
      { id: 'pushed', pushEnabled: true },
    ]);
  });

  it('makes keys that nobody guesses, and none twice', async () => {
    const apps = await Promise.all(Array.from({ length: 20 }, () => sandbox.provision()));
    const keys = apps.flatMap((app) => app.keys);
    for (const { value } of keys) expect(value).toMatch(/^[0-9a-f]{48}$/);
    expect(new Set(keys.map(({ value }) => value)).size).toBe(keys.length);
    expect(new Set(apps.map(({ appId }) => appId)).size).toBe(apps.length);
  });

  it.each([
    ['no keys', {}, 40001],
    ['an empty list of keys', { keys: [] }, 40001],
    ['more keys than an app may have', { keys: Array.from({ length: 101 }, () => ({})) }, 40001],
    ['a key that is not an object', { keys: ['key'] }, 40001],
    ['keys that are not a list', { keys: {} }, 40001],
    ['a capability that is not a string', { keys: [{ capability: { '*': ['*'] } }] }, 40001],
    ['a switch that is not a boolean', { keys: [{ revocableTokens: 'yes' }] }, 40001],
    ['a namespace without id', { keys: [{}], namespaces: [{ persisted: true }] }, 40001],
    ['a capability that is not valid', { keys: [{ capability: '{"a":[]}' }] }, 40000],
    ['a capability that permits nothing', { keys: [{ capability: '{}' }] }, 40000],
    ['an unknown operation', { keys: [{ capability: '{"a":["publish_"]}' }] }, 40000],
  ])('refuses %s', async (_, setup, code) => {
    expect(refusal(await sandbox.post('/apps', undefined, setup))).toEqual([400, code]);
  });

  it('refuses a body over 128 KiB', async () => {
    const answer = await sandbox.post('/apps', undefined, { keys: [{}], notes: 'x'.repeat(131_072) });
    expect(refusal(answer)).toEqual([400, 40001]);
  });
});

describe('where clients reach it', () => {
  const reached = async (url: string | undefined, host: string | undefined) => {
    const request = new Request('http://anywhere/apps', {
      method: 'POST',
      body: '{"keys":[{}]}',
      headers: host === undefined ? {} : { host },
    });
    const { endpoint, port, tls } = (await (
      await createSandbox(url === undefined ? {} : { url }).fetch(request)
    ).json()) as TestApp;
    return [endpoint, port, tls];
  };

  it.each([
    [undefined, 'localhost:9010', ['localhost', 9010, false]],
    [undefined, '[::1]', ['[::1]', 80, false]],
    ['https://sandbox.test', 'localhost:9010', ['sandbox.test', 443, true]],
    ['http://sandbox.test:8080/', undefined, ['sandbox.test', 8080, false]],
    [undefined, 'no host', [undefined, undefined, undefined]],
    [undefined, undefined, [undefined, undefined, undefined]],
  ])('with URL %s and Host %s', async (url, host, expected) => {
    expect(await reached(url, host)).toEqual(expected);
  });

  it('refuses a text that is not a URL', () => {
    expect(() => createSandbox({ url: 'localhost' })).toThrow(TypeError);
  });
});

describe('apps', () => {
  it('do not see each other', async () => {
    const [one, two] = await Promise.all([sandbox.provision(), sandbox.provision()]);
    await sdk(one, { key: keyOf(one) })
      .channels.get('shared')
      .publish('event', 'secret');
    const other = sdk(two, { key: keyOf(two) });
    expect((await other.channels.get('shared').history()).items).toEqual([]);
    const mixed = `${one.keys[0]?.keyName}:${two.keys[0]?.value}`;
    expect(refusal(await sandbox.ask('/stats', mixed))).toEqual([401, 40101]);
    const moved = `${two.appId}.${one.keys[0]?.id}:${one.keys[0]?.value}`;
    expect(refusal(await sandbox.ask('/stats', moved))).toEqual([401, 40400]);
  });

  it('are deleted by their keys alone, with what they hold', async () => {
    const [one, two] = await Promise.all([sandbox.provision(), sandbox.provision()]);
    const key = keyOf(one);
    const client = sdk(one, { key });
    const { token } = await client.auth.requestToken();
    await client.channels.get('a').publish('event', 'data');
    const remove = (credentials?: string) => sandbox.ask(`/apps/${one.appId}`, credentials, { method: 'DELETE' });
    expect(refusal(await remove())).toEqual([401, 40101]);
    expect(refusal(await remove(keyOf(two)))).toEqual([401, 40101]);
    expect(refusal(await remove(token))).toEqual([401, 40101]);
    const gone = await remove(key);
    expect([gone.status, gone.body, gone.headers.get('content-length')]).toEqual([204, undefined, null]);
    expect(refusal(await remove(key))).toEqual([401, 40400]);
    expect(refusal(await sandbox.ask('/stats', token))).toEqual([401, 40145]);
    expect((await sandbox.ask('/stats', keyOf(two))).status).toBe(200);
  });

  it('that were deleted while a request ran have no channels', async () => {
    const apps = new Apps(undefined, readLimits({}), new MemoryBudget(1_000_000));
    const { appId } = apps.provision({ keys: [{}], namespaces: [], channels: [] }, 0);
    await apps.channelsOf(appId);
    apps.delete(appId);
    await expect(apps.channelsOf(appId)).rejects.toMatchObject({ code: 40400, statusCode: 404 });
  });

  it('of keys that were configured are there from the start, and stay', async () => {
    const configured = await startSandbox({ keys: [{ key: 'fixed.key:secret' }] });
    await configured.post('/channels/a/messages', 'fixed.key:secret', { data: 'x' });
    expect((await configured.ask('/channels/a/messages', 'fixed.key:secret')).body).toHaveLength(1);
    const answer = await configured.ask('/apps/fixed', 'fixed.key:secret', { method: 'DELETE' });
    expect(refusal(answer)).toEqual([404, 40400]);
    expect(configured.app.keys).toHaveLength(SETUP.keys.length);
  });
});
