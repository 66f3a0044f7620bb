import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { refusal, sdk, startSandbox, useSandbox } from './sandbox.testing.js';

const sandbox = useSandbox();
const { key } = sandbox;

const channelOf = (name: string) => sdk(sandbox.app, { key: key() }).channels.get(name);
const publish = async (name: string, from: number, to: number) => {
  const channel = channelOf(name);
  for (let i = from; i <= to; i++) await channel.publish(String(i), null);
};
type Names = { readonly items: readonly { readonly name?: string | undefined }[] };
const names = ({ items }: Names) => items.map(({ name }) => Number(name));

describe('the PaginatedResult of the SDK', () => {
  it('goes forwards and backwards, page by page', async () => {
    await publish('pages', 1, 5);
    for (const direction of ['forwards', 'backwards'] as const) {
      const pages = [];
      let page = await channelOf('pages').history({ direction, limit: 2 });
      for (;;) {
        pages.push(names(page));
        expect(page.isLast()).toBe(!page.hasNext());
        const next = await page.next();
        if (next === null) break;
        page = next;
      }
      expect(pages).toEqual(direction === 'forwards' ? [[1, 2], [3, 4], [5]] : [[5, 4], [3, 2], [1]]);
      expect(names(await page.first())).toEqual(pages[0]);
      expect(names(await page.current())).toEqual(pages[2]);
    }
  });

  it('does not shift while others publish', async () => {
    await publish('moving', 1, 4);
    const page = await channelOf('moving').history({ limit: 2 });
    await publish('moving', 5, 6);
    expect(names(page)).toEqual([4, 3]);
    expect(names((await page.next()) as Names)).toEqual([2, 1]);
    expect(names(await page.first())).toEqual([6, 5]);
  });

  it('ends pages of large messages early, and loses none', async () => {
    const channel = channelOf('large');
    for (let i = 0; i < 20; i++) await channel.publish(String(i), 'x'.repeat(60_000));
    const page = await channel.history({ direction: 'forwards' });
    const next = (await page.next()) as Names;
    expect(page.items.length).toBeLessThan(20);
    expect([...names(page), ...names(next)]).toEqual(Array.from({ length: 20 }, (_, i) => i));
  });

  it('is empty for a channel without messages', async () => {
    const page = await channelOf('nothing').history();
    expect([page.items, page.hasNext(), await page.next()]).toEqual([[], false, null]);
  });
});

it('finds messages by their time', async () => {
  let now = 1_800_000_000_000;
  const started = await startSandbox({ now: () => now });
  for (let i = 0; i < 4; i++) {
    await started.post('/channels/a/messages', started.key(), { name: String(i) });
    now += 1000;
  }
  const ask = async (query: string) =>
    names({ items: (await started.ask(`/channels/a/messages?${query}`, started.key())).body });
  expect(await ask('start=1800000001000&end=1800000002000')).toEqual([2, 1]);
  expect(await ask('start=1800000001001&direction=forwards')).toEqual([2, 3]);
  expect(await ask('end=1800000000999')).toEqual([0]);
  expect(await ask('end=2027-01-15T08:00:00Z')).toEqual([0]);
  expect(await ask('start=2027-01-15T10:00:02.000%2B02:00')).toEqual([3, 2]);
});

it('answers the same on both paths, each with its own links', async () => {
  await publish('paths', 1, 2);
  for (const path of ['messages', 'history']) {
    const { body, headers } = await sandbox.ask(`/channels/paths/${path}?limit=1`, key());
    expect(names({ items: body })).toEqual([2]);
    expect(headers.get('link')).toBe(
      `<./${path}?limit=1>; rel="first", <./${path}?limit=1>; rel="current", <./${path}?limit=1&from=1>; rel="next"`,
    );
  }
});

it('sends a Link header for each link, since some SDKs read one link of a header', async () => {
  await publish('paths', 1, 2);
  const [response] = (await once(
    get(`${sandbox.url}/channels/paths/messages?limit=1`, { headers: { authorization: `Basic ${btoa(key())}` } }),
    'response',
  )) as [IncomingMessage];
  response.resume();
  expect(response.headersDistinct['link']?.map((link) => /rel="(\w+)"$/.exec(link)?.[1])).toEqual([
    'first',
    'current',
    'next',
  ]);
});

it('escapes what it repeats in links', async () => {
  const { headers } = await sandbox.ask(
    `/channels/paths/messages?x=${encodeURIComponent('>, <a>; rel="next"')}`,
    key(),
  );
  expect(headers.get('link')?.match(/<[^<>]*>; rel="\w+"/g)).toEqual([
    expect.stringContaining('rel="first"'),
    expect.stringContaining('rel="current"'),
  ]);
});

it.each([
  'limit=0',
  'limit=1001',
  'limit=x',
  'limit=1.5',
  'direction=up',
  'start=-1',
  'start=2&end=1',
  'start=2027-99-99T00:00:00Z',
  'end=yesterday',
  'from=x',
])('refuses %s', async (query) => {
  expect(refusal(await sandbox.ask(`/channels/paths/messages?${query}`, key()))).toEqual([400, 40003]);
});
