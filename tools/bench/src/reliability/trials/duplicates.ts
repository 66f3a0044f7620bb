import { inParallel } from '../client.js';
import { Tally } from '../tally.js';
import { withSetup, signMany } from '../setup.js';
import type { Trial } from '../trial.js';

export const duplicates: Trial = {
  name: 'duplicates',
  size: 10_000,
  run: (size) =>
    withSetup(async ({ services, countRefused }) => {
      const tally = new Tally();
      const requests = signMany(size);
      const sends = requests.flatMap((request) => services.map(({ url }) => ({ request, url })));
      const started = performance.now();
      await inParallel(sends, 64, async ({ request, url }) => tally.send(url, request));
      const seconds = (performance.now() - started) / 1000;
      return {
        title: 'Every request twice at the same time',
        did: 'Each request was sent to both services at once, 64 at a time.',
        figures: [
          ['requests sent', sends.length],
          ['granted', tally.counts.granted],
          ['refused as a replay', tally.counts.replayed],
          ['load held, requests answered a second', Math.round(sends.length / seconds)],
          ['slowest answer', `${Math.round(tally.slowestMs)} ms`],
        ],
        invariants: [
          ['nonces taken twice', tally.takenTwice.length],
          ['requests that neither took', requests.length - tally.granted.length],
          ['other answers', sends.length - tally.counts.granted - tally.counts.replayed],
          ['granted tokens that a third service refused', await countRefused(tally.tokens)],
        ],
      };
    }),
};
