import { connectRedis } from '@ably-auth/server/redis';
import type { Redis } from 'ioredis';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Tally } from '../tally.js';
import { DURABLE, RedisProcess } from '@ably-auth/redis-process';
import { ServiceChild } from '../service-child.js';
import { startLoad } from '../setup.js';
import type { Trial } from '../trial.js';

/** Granted after the link was cut, before the master is killed: their nonces are lost. */
const LAG = 500;

export const failover: Trial = {
  name: 'failover',
  size: 5000,
  async run(size) {
    const master = await RedisProcess.start(DURABLE);
    const link = await startLink(master.port);
    const replica = await RedisProcess.start([...DURABLE, '--replicaof', '127.0.0.1', String(link.port)]);
    const services: ServiceChild[] = [];
    try {
      const before = await ServiceChild.start(master.url, 'durable');
      services.push(before);
      const client = (await connectRedis(replica.url)) as Redis;
      const ofMaster = (await connectRedis(master.url)) as Redis;
      while (!(await client.info('replication')).includes('master_link_status:up')) await pause(50);

      const tally = new Tally();
      const endLoad = startLoad(100, 32, (request) => tally.send(before.url, request));
      while (tally.counts.granted < size) await pause(1);
      const replicated = new Set(tally.granted);
      const offset = await offsetOf(ofMaster);
      while ((await offsetOf(client)) < offset) await pause(1);
      link.cut();
      while (tally.counts.granted < replicated.size + LAG) await pause(1);
      ofMaster.disconnect();
      await master.kill();
      await endLoad();
      const { granted } = tally.counts;
      await client.replicaof('NO', 'ONE');
      client.disconnect();

      const after = await ServiceChild.start(replica.url, 'durable');
      services.push(after);
      await tally.replay([after.url]);
      return {
        title: 'A failover to a replica that lags',
        did:
          `A replica followed by asynchronous replication. Its link to the master was cut; after ${LAG} more grants ` +
          'the master was killed (SIGKILL), all of it under load; the replica became the master, and everything ' +
          'that was granted was sent again. The replica lacks the nonces of the time in which it lagged; the service ' +
          'notices that it is another server than before, and refuses what it cannot know.',
        figures: [
          ['granted before the failover', granted],
          ['of these, before the link was cut', replicated.size],
        ],
        invariants: [
          ['nonces taken twice', tally.takenTwice.length],
          ['requests answered otherwise', tally.counts.other + tally.counts.granted - granted],
        ],
      };
    } finally {
      link.cut();
      await Promise.all(services.map((service) => service.kill()));
      await Promise.all([master.remove(), replica.remove()]);
    }
  },
};

/** How far a Redis has come in the stream of writes. */
async function offsetOf(client: Redis): Promise<number> {
  const [, offset] = /^(?:slave_repl|master_repl)_offset:(\d+)/m.exec(await client.info('replication')) ?? [];
  return Number(offset);
}

/** A way to a port of this machine that can be cut. */
async function startLink(target: number) {
  const cut = new AbortController();
  const server = createServer((from) => {
    const to = connect(target, '127.0.0.1');
    for (const [a, b] of [
      [from, to],
      [to, from],
    ] as const) {
      a.pipe(b).on('error', () => undefined);
      cut.signal.addEventListener('abort', () => a.unpipe(b).destroy());
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      server.close();
      cut.abort();
    },
  };
}
