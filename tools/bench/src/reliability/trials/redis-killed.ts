import { setTimeout as pause } from 'node:timers/promises';
import { Tally } from '../tally.js';
import { signMany, startLoad, withSetup, type Setup } from '../setup.js';
import type { Outcome, Trial } from '../trial.js';

const AWAY_MS = 1000;

/** How often it happens; less often where the trial is short. */
const failuresOf = (size: number) => Math.min(3, Math.ceil(size / 1000));

type Failure = { begin({ redis }: Setup): Promise<void> | void; end({ redis }: Setup): Promise<void> | void };

/** Puts load on both services while Redis goes away and comes back, again and again. */
async function withRedisAway(size: number, failure: Failure, title: string, did: string): Promise<Outcome> {
  return withSetup(async (setup) => {
    const { services, countRefused } = setup;
    const most = failuresOf(size);
    const tally = new Tally();
    let sent = 0;
    let failures = 0;
    const backMs: number[] = [];
    const startOne = () =>
      startLoad(100, 16, async (request) => {
        // A client that hears 503 asks again, and gets a token once Redis is back.
        sent += services.length;
        await Promise.all(services.map(({ url }) => tally.send(url, request)));
      });
    const loads = [startOne(), startOne()];
    // Goes on until so many were granted.
    while (failures < most || tally.counts.granted < size) {
      await pause(500);
      if (failures === most) continue;
      await failure.begin(setup);
      await pause(AWAY_MS);
      await failure.end(setup);
      const back = performance.now();
      for (const { url } of services) {
        for (let reply; reply !== 201;) {
          const [probe] = signMany(1);
          if (probe === undefined) break;
          const answer = await tally.send(url, probe);
          reply = answer.status;
          sent++;
        }
      }
      backMs.push(performance.now() - back);
      failures++;
    }
    await Promise.all(loads.map((end) => end()));
    const { counts, slowestMs } = tally;
    const notReplays = await tally.replay(services.map(({ url }) => url));
    return {
      title,
      did,
      figures: [
        ['failures survived', failures],
        ['requests sent', sent],
        ['granted', counts.granted],
        ['refused as a replay', counts.replayed],
        ['answered 503 / 50003 while Redis was away', counts.unavailable],
        ['slowest answer', `${Math.round(slowestMs)} ms`],
        ['from the return of Redis to the first token of both, longest', `${Math.round(Math.max(...backMs))} ms`],
        ['granted requests sent again at the end, to both', tally.granted.length * 2],
      ],
      invariants: [
        ['nonces taken twice', tally.takenTwice.length],
        ['replays at the end that were not refused as such', notReplays],
        ['granted tokens that a third service refused', await countRefused(tally.tokens)],
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
      `Redis was killed (SIGKILL) under load and started again ${AWAY_MS / 1000} s later, ${failuresOf(size)} times. Every ` +
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
        `${AWAY_MS / 1000} s later, ${failuresOf(size)} times.`,
    ),
};
