import { expect, it } from 'vitest';
import { Channel } from './channel.js';
import { createSandbox } from './index.js';
import type { SandboxLimits } from './limits.js';
import { MemoryBudget } from './memory-budget.js';
import { PRESENCE } from './realtime/presence.js';
import { keyOf, type TestApp } from './sandbox.testing.js';

const NONE_LEFT = [503, 50003];

/** A sandbox with these limits, asked without a network. */
function bounded(limits: Partial<SandboxLimits>) {
  const sandbox = createSandbox({ limits });
  const send = async (method: string, path: string, key?: string, body?: unknown) => {
    const response = await sandbox.fetch(
      new Request(`http://sandbox.test${path}`, {
        method,
        headers: key === undefined ? {} : { authorization: `Basic ${btoa(key)}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    const answer = text === '' ? undefined : JSON.parse(text);
    return { refusal: [response.status, answer?.error?.code], answer };
  };
  return {
    send,
    provision: async (keys = 1) => send('POST', '/apps', undefined, { keys: Array.from({ length: keys }, () => ({})) }),
  };
}

it('takes as many apps as its limit, and one more when one is deleted', async () => {
  const { provision, send } = bounded({ apps: 2 });
  const first: TestApp = (await provision()).answer;
  await provision();
  expect((await provision()).refusal).toEqual(NONE_LEFT);
  await send('DELETE', `/apps/${first.appId}`, keyOf(first));
  expect((await provision()).refusal).toEqual([201, undefined]);
});

it('takes as many keys in an app as its limit', async () => {
  const { provision } = bounded({ keysPerApp: 2 });
  expect((await provision(2)).refusal).toEqual([201, undefined]);
  expect((await provision(3)).refusal).toEqual([400, 40001]);
});

it('takes as many channels in an app as its limit; reading one uses none', async () => {
  const { provision, send } = bounded({ channelsPerApp: 2 });
  const [one, two] = [keyOf((await provision()).answer), keyOf((await provision()).answer)];
  for (const name of ['x', 'y', 'z']) {
    await send('GET', `/channels/${name}`, one);
    await send('GET', `/channels/${name}/messages`, one);
  }
  for (const name of ['a', 'b', 'a'])
    expect((await send('POST', `/channels/${name}/messages`, one, {})).refusal[0]).toBe(201);
  expect((await send('POST', '/channels/c/messages', one, {})).refusal).toEqual(NONE_LEFT);
  expect((await send('POST', '/channels/c/messages', two, {})).refusal[0]).toBe(201);
});

it('keeps as many messages of a channel as its limit, and drops the oldest', async () => {
  const { provision, send } = bounded({ messagesPerChannel: 3 });
  const key = keyOf((await provision()).answer);
  await send(
    'POST',
    '/channels/a/messages',
    key,
    [1, 2].map((i) => ({ id: `x:${i - 1}`, name: String(i) })),
  );
  await send(
    'POST',
    '/channels/a/messages',
    key,
    [3, 4].map((i) => ({ name: String(i) })),
  );
  const names = async () =>
    (await send('GET', '/channels/a/messages', key)).answer.map(({ name }: { name: string }) => name);
  expect(await names()).toEqual(['4', '3', '2']);
  // What left is no longer known to have come.
  await send('POST', '/channels/a/messages', key, { id: 'x:0', name: '5' });
  expect(await names()).toEqual(['5', '4', '3']);
});

it('counts the encoding of a message', async () => {
  const { provision, send } = bounded({ totalBytes: 300_000 });
  const key = keyOf((await provision()).answer);
  const published = async () =>
    (await send('POST', '/channels/a/messages', key, { encoding: 'x'.repeat(1024) })).refusal[0] === 201;
  let count = 0;
  while (count < 1000 && (await published())) count++;
  expect(count).toBeGreaterThan(100);
  expect(count).toBeLessThan(300_000 / 1024);
});

it('lets members leave where no memory is left to remember it', async () => {
  const budget = new MemoryBudget(3_000);
  const channel = new Channel(10, budget);
  const member = { id: 'x:0:0', clientId: 'alice', connectionId: 'x', timestamp: 0 };
  channel.enter([{ ...member, action: PRESENCE.ENTER }]);
  while (budget.takeIfFree(1));
  channel.enter([{ ...member, action: PRESENCE.LEAVE }]);
  expect(channel.presence.size).toBe(0);
  const all = { start: 0, end: 0, direction: 'forwards', limit: 10 } as const;
  expect(channel.presenceHistory(all).items.map(({ action }) => action)).toEqual([PRESENCE.ENTER]);
});

it('takes no memory for an app that it refuses', async () => {
  const { provision, send } = bounded({ totalBytes: 20_000 });
  for (const capability of ['{}', JSON.stringify({ ['x'.repeat(120_000)]: ['*'] })]) {
    const setup = { keys: [{}, { capability }] };
    for (let i = 0; i < 20; i++) expect((await send('POST', '/apps', undefined, setup)).refusal[0]).not.toBe(201);
  }
  expect((await provision()).refusal).toEqual([201, undefined]);
});

it('bounds the memory for everything, and frees all of it when the apps are deleted', async () => {
  const { provision, send } = bounded({ totalBytes: 300_000 });
  const counts = [];
  for (let round = 0; round < 3; round++) {
    const first: TestApp = (await provision()).answer;
    const apps: TestApp[] = [first, (await provision()).answer];
    let count = 0;
    for (;;) {
      const key = keyOf(apps[count % 2] ?? first);
      const messages = [{ data: 'x'.repeat(9_000) }, { id: undefined, data: 'y'.repeat(1_000) }];
      const { refusal } = await send('POST', `/channels/${count}/messages`, key, messages);
      if (refusal[0] !== 201) {
        expect(refusal).toEqual(NONE_LEFT);
        break;
      }
      count++;
      // One that came before takes nothing.
      await send('POST', `/channels/${count - 1}/messages`, key, { id: 'same' });
      await send('POST', `/channels/${count - 1}/messages`, key, { id: 'same' });
    }
    counts.push(count);
    for (const app of apps) expect((await send('DELETE', `/apps/${app.appId}`, keyOf(app))).refusal[0]).toBe(204);
  }
  expect(counts[0]).toBeGreaterThan(10);
  expect(counts[0]).toBeLessThan(30);
  expect(new Set(counts).size).toBe(1);
});

it.each([NaN, -1, 1.5, Infinity, '10', null])('refuses a limit of %s, which could not be compared', (limit) => {
  for (const name of ['apps', 'keysPerApp', 'channelsPerApp', 'messagesPerChannel', 'totalBytes']) {
    expect(() => createSandbox({ limits: { [name]: limit } })).toThrow(new RegExp(`^limits\\.${name}: expected`));
  }
});

it('applies the default where a limit is undefined', async () => {
  const limits: Record<string, number | undefined> = { keysPerApp: undefined };
  expect((await bounded(limits as Partial<SandboxLimits>).provision(101)).refusal).toEqual([400, 40001]);
});

it('refuses options that are not an object, a URL that is not one, and a clock that returns NaN', () => {
  expect(() => createSandbox(null as never)).toThrow(TypeError);
  expect(() => createSandbox({ limits: null as never })).toThrow(TypeError);
  expect(() => createSandbox({ url: 'localhost' })).toThrow(/^url: expected a URL/);
  expect(() => createSandbox({ now: () => NaN })).toThrow(/^now: must return/);
});
