import type { Job } from '../job.js';
import type { Row } from '../row.js';
import { startChild, type Child } from '../serve/child.js';
import type { Competitor } from '../serve/competitor.js';
import type { Outcome } from '../serve/load.js';
import { hasRedis, RedisProcess } from '@ably-auth/redis-process';
import { spread } from '../spread.js';
import type { Settings } from '../measure.js';

const CONNECTIONS = 32;
const MAX_ROUNDS = 15;
const REQUESTS_PER_MS = 250;

/** A competitor in its process. */
type Server = { readonly name: Competitor; readonly child: Child; readonly port: number };

/** One batch of requests. */
type Batch = { readonly wallNs: number; readonly cpuNs: number; readonly p99Us: number };

export const serve: Job = { name: 'serve', run: measure };

async function measure(settings: Settings): Promise<Row[]> {
  const requests = Math.max(64, Math.round(settings.batchMs * REQUESTS_PER_MS));
  // In memory alone: what a disk costs is another question.
  const redis = hasRedis() ? await RedisProcess.start() : undefined;
  if (redis === undefined) console.error('serve: no redis-server on this machine; measured without it');
  const load = startChild('load');
  const servers: Server[] = [];
  try {
    for (const name of ['constant', 'memory', ...(redis === undefined ? [] : (['redis'] as const))] as const) {
      const child = startChild('server', [name, redis?.url ?? '']);
      servers.push({ name, child, port: (await child.next()) as number });
    }
    for (const server of servers) await batch(server, load, requests);
    const batches = await rounds(servers, load, requests, Math.min(settings.rounds, MAX_ROUNDS));
    return rowsOf(batches);
  } finally {
    for (const { child } of servers) child.end();
    load.end();
    await redis?.remove();
  }
}

/** Every server in turn, in each round; who begins changes from round to round. */
async function rounds(servers: readonly Server[], load: Child, requests: number, count: number) {
  const batches = new Map<Competitor, Batch[]>(servers.map(({ name }) => [name, []]));
  for (let round = 0; round < count; round++) {
    for (let turn = 0; turn < servers.length; turn++) {
      const server = servers[(round + turn) % servers.length] as Server;
      batches.get(server.name)?.push(await batch(server, load, requests));
    }
  }
  return batches;
}

async function batch({ child, port }: Server, load: Child, requests: number): Promise<Batch> {
  const before = (await child.ask('usage')) as number;
  const { seconds, p99Ms, refused } = (await load.ask({ port, requests, connections: CONNECTIONS })) as Outcome;
  if (refused > 0) throw new Error(`serve: ${refused} of ${requests} requests were refused`);
  const cpuUs = ((await child.ask('usage')) as number) - before;
  return { wallNs: (seconds * 1e9) / requests, cpuNs: (cpuUs * 1e3) / requests, p99Us: p99Ms * 1e3 };
}

const NAMES: Readonly<Record<Competitor, string>> = {
  constant: 'Node http server, reads the body, answers a constant',
  memory: 'memory store',
  redis: 'Redis on this machine',
};

function rowsOf(batches: ReadonlyMap<Competitor, readonly Batch[]>): Row[] {
  const constant = batches.get('constant') ?? [];
  const rows: Row[] = [];
  for (const [name, ours] of batches) {
    if (name === 'constant') continue;
    const compare = (what: string, of: keyof Batch, goal?: Row['goal']): Row => ({
      job: 'serve',
      what: `${what}, ${NAMES[name]}`,
      unit: 'ns/op',
      ours: median(ours, of),
      rival: {
        name: NAMES.constant,
        value: median(constant, of),
        ratio: spread(ours.map((each, round) => (constant[round]?.[of] ?? Number.NaN) / each[of])),
      },
      ...(goal && { goal }),
    });
    const goals = { memory: 0.4, redis: 0.28 } as const;
    const goal = { kind: 'rate', atLeast: goals[name] } as const;
    rows.push(
      compare('answer a signed TokenRequest', 'wallNs', goal),
      compare('answer a signed TokenRequest, CPU time of the server', 'cpuNs', goal),
    );
  }
  const tails = [...batches].map(([name, of]): Row => {
    const what = `99 of 100 answers within, ${CONNECTIONS} at a time, ${NAMES[name]}`;
    return { job: 'serve', what, unit: 'µs', ours: median(of, 'p99Us') };
  });
  return [...rows, ...tails];
}

function median(batches: readonly Batch[], of: keyof Batch): number {
  return spread(batches.map((each) => each[of])).median;
}
