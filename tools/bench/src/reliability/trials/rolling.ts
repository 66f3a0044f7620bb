import { DURABLE, RedisProcess } from '@ably-auth/redis-process';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { KEY } from '../keys.js';
import { Tally } from '../tally.js';
import { startLoad } from '../setup.js';
import type { Trial } from '../trial.js';

const CLI = fileURLToPath(new URL('../../../../../packages/cli/dist/cli.js', import.meta.url));
const DRAIN_MS = 2000;
const PROBE_MS = 200;

/** An instance of `ably-auth serve`, whose log nobody reads where it is told so. */
type Instance = { readonly child: ChildProcess; readonly url: string; isReady: boolean };

async function startInstance(redisUrl: string, isLogRead: boolean): Promise<Instance> {
  const args = ['serve', '--port', '0', '--json', '--redis', redisUrl, '--redis-durable', '--new-store'];
  const child = spawn(process.execPath, [CLI, ...args, '--drain-delay', String(DRAIN_MS)], {
    env: { ...process.env, ABLY_KEY: KEY },
    stdio: ['ignore', 'pipe', isLogRead ? 'ignore' : 'pipe'],
  });
  const [line] = (await once(child.stdout as NodeJS.EventEmitter, 'data')) as [Buffer];
  const { url } = JSON.parse(line.toString()) as { url: string };
  return { child, url, isReady: true };
}

/** Replaces both instances one after the other, behind a balancer that probes `/readyz`. */
export const rolling: Trial = {
  name: 'rolling',
  size: 5000,
  async run(size) {
    const redis = await RedisProcess.start(DURABLE);
    let instances = [await startInstance(redis.url, true), await startInstance(redis.url, false)];
    const over = new AbortController();
    const probe = async () => {
      while (!over.signal.aborted) {
        for (const each of instances) {
          each.isReady = await fetch(`${each.url}/readyz`).then(
            ({ ok }) => ok,
            () => false,
          );
        }
        await pause(PROBE_MS);
      }
    };
    const tally = new Tally();
    let [sent, ended, endedSlowly, refused] = [0, 0, 0, 0];
    const probing = probe();
    const endLoad = startLoad(50, 16, async (request) => {
      const ready = instances.filter(({ isReady }) => isReady);
      const target = ready[sent++ % ready.length] ?? instances[0];
      if (target === undefined) return;
      const reply = await tally.send(target.url, request);
      if (reply.reason?.includes('shutting down')) refused++;
    });
    try {
      while (ended < 2 || tally.counts.granted < size) {
        await pause(100);
        if (ended === 2) continue;
        const [old, ...others] = instances;
        if (old === undefined) break;
        instances = [...others, await startInstance(redis.url, true), old];
        const exited = once(old.child, 'exit');
        old.child.kill('SIGTERM');
        const [code] = (await exited) as [number | null];
        if (code !== 0) endedSlowly++;
        instances = instances.filter((each) => each !== old);
        ended++;
      }
    } finally {
      over.abort();
      await Promise.all([probing, endLoad()]);
      for (const { child } of instances) child.kill('SIGKILL');
      await redis.remove();
    }
    const { counts, slowestMs } = tally;
    return {
      title: 'Instances replaced under load',
      did:
        `Two instances of \`ably-auth serve\` were replaced one after the other by SIGTERM, with a drain of ${DRAIN_MS} ms, ` +
        `behind a balancer that asks /readyz every ${PROBE_MS} ms; nobody read the log of one of them. No request was sent twice.`,
      figures: [
        ['instances replaced', ended],
        ['requests sent', sent],
        ['granted', counts.granted],
        ['answered 503 / 50003 since Redis took over a second', counts.unavailable - refused],
        ['slowest answer', `${Math.round(slowestMs)} ms`],
      ],
      invariants: [
        ['requests without an answer', counts.unanswered],
        ['requests refused by an instance that ended', refused],
        ['other answers', counts.replayed + counts.other],
        ['instances that did not end by themselves', endedSlowly],
      ],
    };
  },
};
