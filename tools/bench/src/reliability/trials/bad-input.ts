import { randomBytes, randomInt } from 'node:crypto';
import { inParallel, send } from '../client.js';
import { KEY_NAME } from '../keys.js';
import { ServiceChild } from '../service-child.js';
import { signMany } from '../setup.js';
import type { Trial } from '../trial.js';

/** Bodies that no client means: noise, and a valid request of which something was damaged. */
function badBody(i: number): Uint8Array {
  if (i % 4 === 0) return randomBytes(randomInt(400));
  const [request] = signMany(1);
  const body = Buffer.from(JSON.stringify(request));
  switch (i % 4) {
    case 1: // single bytes
      for (let n = 0; n <= randomInt(4); n++) body[randomInt(body.length)] = randomInt(256);
      return body;
    case 2: // a part left out, or put in twice
      return Buffer.concat([body.subarray(0, randomInt(body.length)), body.subarray(randomInt(body.length))]);
    default: // nesting
      return Buffer.from(['[', '{"a":', '\x91', '\x81'][randomInt(4)]?.repeat(randomInt(20_000)) ?? '', 'latin1');
  }
}

export const badInput: Trial = {
  name: 'bad-input',
  size: 20_000,
  async run(size) {
    const service = await ServiceChild.start();
    try {
      const statuses = new Map<number | 'no answer', number>();
      const types = ['application/json', 'application/x-msgpack'];
      const paths = ['requestToken', 'revokeTokens'].map((action) => `${service.url}/keys/${KEY_NAME}/${action}`);
      const put = (count: number) =>
        inParallel(Array.from({ length: count }), 32, async (_, i) => {
          const { status } = await send(paths[i % 16 === 0 ? 1 : 0] ?? '', types[randomInt(2)] ?? '', badBody(i));
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
        });
      await put(size / 2);
      const before = await service.heap();
      await put(size / 2);
      const grown = (await service.heap()) - before;
      const servers = [...statuses].filter(([status]) => status === 'no answer' || status >= 500);
      return {
        title: 'Bad input',
        did:
          'Bodies of noise, of deep nesting, and of damaged valid requests, as JSON and as MessagePack, were sent ' +
          'over HTTP to a service with its stores in memory.',
        figures: [
          ['bad inputs tried', size],
          ...[...statuses]
            .sort(([a], [b]) => Number(a) - Number(b))
            .map(([status, count]) => [`answered ${status}`, count] as const),
          ['growth of the heap over the second half', `${Math.round(grown / 1024)} KiB`],
        ],
        invariants: [
          ['answers of 500 and above, or none', servers.reduce((sum, [, count]) => sum + count, 0)],
          ['bytes of heap per input past 1 KiB', Math.max(0, Math.round(grown / (size / 2) - 1024))],
        ],
      };
    } finally {
      await service.kill();
    }
  },
};
