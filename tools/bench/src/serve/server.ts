import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTokenService } from '@ably-auth/server';
import { listen } from '@ably-auth/server/node';
import { connectRedis, createRedisStore } from '@ably-auth/server/redis';
import { createTokenRequest } from '@ably-auth/core/sync';
import { KEY, PARAMS, type Competitor } from './competitor.js';

// A server in a process of its own, under the load of another process: `node server.js <competitor> [<url of Redis>]`.

const [, , competitor, url = ''] = process.argv as [string, string, Competitor, string?];

// Asked by any message, it answers with the CPU time that the process has used, in µs.
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
process.on('disconnect', () => process.exit());
process.send?.(await start());

async function start(): Promise<number> {
  if (competitor === 'constant') return startConstant();
  const store =
    competitor === 'redis'
      ? { store: await createRedisStore({ redis: await connectRedis(url), isNewStore: true }) }
      : {};
  return (await listen(createTokenService({ keys: [{ key: KEY }], ...store }), { port: 0 })).port;
}

/** Reads the body and answers what the service answered once, with the same headers. */
async function startConstant(): Promise<number> {
  const service = createTokenService({ keys: [{ key: KEY }] });
  const request = createTokenRequest(PARAMS, { key: KEY });
  const sample = await service.fetch(
    new Request(`http://127.0.0.1/keys/${request.keyName}/requestToken`, {
      method: 'POST',
      body: JSON.stringify(request),
    }),
  );
  const body = await sample.text();
  const headers = { ...Object.fromEntries(sample.headers), 'content-length': Buffer.byteLength(body) };
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => response.writeHead(sample.status, headers).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
