import { inParallel, sendTokenRequest } from '../client.js';
import { Ledger } from '../ledger.js';
import { onStage, signMany } from '../stage.js';
import type { Trial } from '../trial.js';

export const duplicates: Trial = {
  name: 'duplicates',
  size: 10_000,
  run: (size) =>
    onStage(async ({ services, countRefused }) => {
      const ledger = new Ledger();
      const requests = signMany(size);
      const sends = requests.flatMap((request) => services.map(({ url }) => ({ request, url })));
      const started = performance.now();
      await inParallel(sends, 64, async ({ request, url }) =>
        ledger.add(request, await sendTokenRequest(url, request)),
      );
      const seconds = (performance.now() - started) / 1000;
      return {
        title: 'Every request twice at the same time',
        did: 'Each request was sent to both services at once, 64 at a time.',
        figures: [
          ['requests sent', sends.length],
          ['granted', ledger.counts.granted],
          ['refused as a replay', ledger.counts.replayed],
          ['load held, requests answered a second', Math.round(sends.length / seconds)],
          ['slowest answer', `${Math.round(ledger.slowestMs)} ms`],
        ],
        laws: [
          ['nonces taken twice', ledger.takenTwice.length],
          ['requests that neither took', requests.length - ledger.granted.length],
          ['other answers', sends.length - ledger.counts.granted - ledger.counts.replayed],
          ['granted tokens that a third service refused', await countRefused(ledger.tokens)],
        ],
      };
    }),
};
