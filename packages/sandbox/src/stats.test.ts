import { expect, it } from 'vitest';
import { refusal, useSandbox } from './sandbox.testing.js';

const sandbox = useSandbox();
const { key } = sandbox;

const EARLY = { headers: { 'x-ably-version': '2' } };
const post = (body: unknown) => sandbox.post('/stats', key(), body);
const ask = async (query = '', init: { headers?: Record<string, string> } = {}) =>
  sandbox.ask(`/stats?${query}`, key(), init);
const ids = (body: readonly { intervalId: string }[]) => body.map(({ intervalId }) => intervalId);

const minute = (intervalId: string, count: number, further: object = {}) => ({
  intervalId,
  inbound: { realtime: { messages: { count, data: 100 * count } } },
  outbound: { realtime: { presence: { count: 1 } } },
  ...further,
});

const FIXTURES = [
  minute('2025-02-03:15:03', 50),
  minute('2025-02-03:15:04', 60, { connections: { tls: { peak: 20, opened: 10 } }, channels: { peak: 5 } }),
  minute('2025-02-03:16:05', 70, { connections: { tls: { peak: 30, opened: 1 } }, apiRequests: { failed: 2 } }),
];

it('answers what was posted, with totals, as entries', async () => {
  expect((await post(FIXTURES)).status).toBe(201);
  const { body } = await ask('limit=1');
  expect(body).toEqual([
    {
      intervalId: '2025-02-03:16:05',
      unit: 'minute',
      appId: sandbox.app.appId,
      schema: expect.any(String),
      entries: {
        'messages.inbound.realtime.messages.count': 70,
        'messages.inbound.realtime.messages.data': 7000,
        'messages.inbound.realtime.all.count': 70,
        'messages.inbound.realtime.all.data': 7000,
        'messages.inbound.all.messages.count': 70,
        'messages.inbound.all.messages.data': 7000,
        'messages.inbound.all.all.count': 70,
        'messages.inbound.all.all.data': 7000,
        'messages.outbound.realtime.presence.count': 1,
        'messages.outbound.realtime.all.count': 1,
        'messages.outbound.all.presence.count': 1,
        'messages.outbound.all.all.count': 1,
        'messages.all.messages.count': 70,
        'messages.all.messages.data': 7000,
        'messages.all.presence.count': 1,
        'messages.all.all.count': 71,
        'messages.all.all.data': 7000,
        'connections.tls.peak': 30,
        'connections.tls.opened': 1,
        'connections.all.peak': 30,
        'connections.all.opened': 1,
        'apiRequests.other.failed': 2,
      },
    },
  ]);
});

it('adds up hours, days and months, and takes the highest peak', async () => {
  await post(FIXTURES);
  expect(ids((await ask('unit=hour')).body)).toEqual(['2025-02-03:16', '2025-02-03:15']);
  expect(ids((await ask('unit=day')).body)).toEqual(['2025-02-03']);
  const { body } = await ask('unit=month', EARLY);
  expect(body).toMatchObject([
    {
      intervalId: '2025-02',
      unit: 'month',
      inbound: { realtime: { messages: { count: 180 } } },
      all: { messages: { count: 180, data: 18_000 } },
      connections: { tls: { peak: 30, opened: 11 } },
      channels: { peak: 5 },
      apiRequests: { failed: 2 },
    },
  ]);
});

it('answers the intervals between start and end, page by page, in either direction', async () => {
  await post(FIXTURES);
  const at = (text: string) => Date.parse(`2025-02-03T${text}Z`);
  expect(ids((await ask(`start=${at('15:04:59')}&end=${at('16:05:00')}&direction=forwards`)).body)).toEqual([
    '2025-02-03:15:04',
    '2025-02-03:16:05',
  ]);
  expect(ids((await ask('start=2025-02-03:15:04&end=2025-02-03:16:05')).body)).toHaveLength(2);
  expect(ids((await ask('start=2025-02-03:16&by=hour')).body)).toEqual(['2025-02-03:16']);
  const page = await ask('limit=2');
  expect(ids(page.body)).toEqual(['2025-02-03:16:05', '2025-02-03:15:04']);
  const next = /<\.\/stats\?([^>]*)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
  expect(ids((await ask(next)).body)).toEqual(['2025-02-03:15:03']);
});

it('replaces a minute that is posted again, and does not count its totals twice', async () => {
  await post(FIXTURES);
  const { body: before } = await ask('limit=1', EARLY);
  await post(before.map(({ unit: _, ...rest }: { unit: string }) => rest));
  expect((await ask('limit=1', EARLY)).body).toEqual(before);
});

it.each([
  ['what is not an object', ['text']],
  ['no interval', [{}]],
  ['an interval that is not a minute', [minute('2025-02-03:15', 1)]],
  [
    'too many counters',
    [minute('2025-02-03:15:03', 1, Object.fromEntries(Array.from({ length: 201 }, (_, i) => [letters(i), 1])))],
  ],
])('refuses %s', async (_, body) => {
  expect(refusal(await post(body))).toEqual([400, 40001]);
  expect((await ask()).body).toEqual([]);
});

it('does not take a name for an inherited member of an object', async () => {
  const body = '[{"intervalId":"2025-02-03:15:03","__proto__":{"a":1},"constructor":{"prototype":{"polluted":1}}}]';
  await sandbox.ask('/stats', key(), { method: 'POST', body });
  expect((await ask('', EARLY)).body).toMatchObject([{ intervalId: '2025-02-03:15:03' }]);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

it('needs the operation `stats`, and a unit that exists', async () => {
  expect(refusal(await sandbox.post('/stats', key(1), FIXTURES))).toEqual([401, 40160]);
  expect(refusal(await ask('unit=year'))).toEqual([400, 40003]);
});

function letters(index: number): string {
  return `${String.fromCharCode(97 + Math.floor(index / 26))}${String.fromCharCode(97 + (index % 26))}`;
}
