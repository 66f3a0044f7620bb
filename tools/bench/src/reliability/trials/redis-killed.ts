import { setTimeout as pause } from 'node:timers/promises';
import { inParallel, sendTokenRequest } from '../client.js';
import { Ledger } from '../ledger.js';
import { onStage, signMany, type Stage } from '../stage.js';
import type { Outcome, Trial } from '../trial.js';

const AWAY_MS = 1000;

/** How often it happens; less often where the trial is short. */
const faultsOf = (size: number) => Math.min(3, Math.ceil(size / 1000));

type Fault = { begin({ redis }: Stage): Promise<void> | void; end({ redis }: Stage): Promise<void> | void };

/** Puts load on both services while Redis goes away and comes back, again and again. */
async function withRedisAway(size: number, fault: Fault, title: string, did: string): Promise<Outcome> {
  return onStage(async (stage) => {
    const { services, countRefused } = stage;
    const most = faultsOf(size);
    const ledger = new Ledger();
    let sent = 0;
    let faults = 0;
    const over = new AbortController();
    const backMs: number[] = [];
    const load = async () => {
      while (!over.signal.aborted) {
        const requests = signMany(100);
        await inParallel(requests, 16, async (request) => {
          // A client that hears 503 asks again, and gets a token once Redis is back.
          const replies = services.map(async ({ url }) => ledger.add(request, await sendTokenRequest(url, request)));
          sent += replies.length;
          await Promise.all(replies);
        });
      }
    };
    const underLoad = [load(), load()];
    // Goes on until so many were granted.
    while (faults < most || ledger.counts.granted < size) {
      await pause(500);
      if (faults === most) continue;
      await fault.begin(stage);
      await pause(AWAY_MS);
      await fault.end(stage);
      const back = performance.now();
      for (const { url } of services) {
        for (let reply; reply !== 201;) {
          const [probe] = signMany(1);
          if (probe === undefined) break;
          const answer = await sendTokenRequest(url, probe);
          ledger.add(probe, answer);
          reply = answer.status;
          sent++;
        }
      }
      backMs.push(performance.now() - back);
      faults++;
    }
    over.abort();
    await Promise.all(underLoad);
    const { counts, slowestMs } = ledger;
    const notReplays = await ledger.replay(services.map(({ url }) => url));
    return {
      title,
      did,
      figures: [
        ['faults survived', faults],
        ['requests sent', sent],
        ['granted', counts.granted],
        ['refused as a replay', counts.replayed],
        ['answered 503 / 50003 while Redis was away', counts.unavailable],
        ['slowest answer', `${Math.round(slowestMs)} ms`],
        ['from the return of Redis to the first token of both, longest', `${Math.round(Math.max(...backMs))} ms`],
        ['granted requests sent again at the end, to both', ledger.granted.length * 2],
      ],
      laws: [
        ['nonces taken twice', ledger.takenTwice.length],
        ['replays at the end that were not refused as such', notReplays],
        ['granted tokens that a third service refused', await countRefused(ledger.tokens)],
        ['requests without an answer, or with another one', counts.unanswered + counts.other],
      ],
    };
  });
}

export const redisKilled: Trial = {
  name: 'redis-killed',
  size: 5000,
  run: (size) =>
    withRedisAway(
      size,
      { begin: ({ redis }) => redis.kill(), end: ({ redis }) => redis.start() },
      'Redis killed under load',
      `Redis was killed (SIGKILL) under load and started again ${AWAY_MS / 1000} s later, ${faultsOf(size)} times. Every ` +
        'request went to both services. In the end each granted one was sent to both again.',
    ),
};

export const redisFrozen: Trial = {
  name: 'redis-frozen',
  size: 5000,
  run: (size) =>
    withRedisAway(
      size,
      { begin: ({ redis }) => redis.freeze(), end: ({ redis }) => redis.thaw() },
      'Redis hung under load',
      `Redis was stopped (SIGSTOP) under load, so that connections stayed and nothing was answered, and went on ` +
        `${AWAY_MS / 1000} s later, ${faultsOf(size)} times.`,
    ),
};
