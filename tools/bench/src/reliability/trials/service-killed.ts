import { setTimeout as pause } from 'node:timers/promises';
import { inParallel, sendTokenRequest } from '../client.js';
import { Ledger } from '../ledger.js';
import { onStage, signMany } from '../stage.js';
import type { Trial } from '../trial.js';

export const serviceKilled: Trial = {
  name: 'service-killed',
  size: 10_000,
  run: (size) =>
    onStage(async ({ services, countRefused }) => {
      const [mortal, other] = services;
      const most = Math.min(5, Math.ceil(size / 2000));
      const ledger = new Ledger();
      let [sent, faults, retried, lost, signedAnew, stranded] = [0, 0, 0, 0, 0, 0];
      const over = new AbortController();
      const load = async () => {
        while (!over.signal.aborted) {
          await inParallel(signMany(100), 32, async (request) => {
            const reply = await sendTokenRequest(mortal.url, request);
            ledger.add(request, reply);
            sent++;
            if (reply.status === 201) return;
            // The client asks the other instance with the same request, and where the nonce is spent with a new one.
            retried++;
            const second = await sendTokenRequest(other.url, request);
            ledger.add(request, second);
            if (second.status === 201) return;
            lost++;
            const [anew] = signMany(1);
            if (anew === undefined) return;
            const third = await sendTokenRequest(other.url, anew);
            ledger.add(anew, third);
            if (third.status === 201) signedAnew++;
            else stranded++;
          });
        }
      };
      const underLoad = load();
      // Goes on until so many were granted.
      while (faults < most || ledger.counts.granted < size) {
        await pause(200);
        if (faults === most) continue;
        await mortal.kill();
        await pause(100);
        await mortal.start();
        faults++;
      }
      over.abort();
      await underLoad;
      const notReplays = await ledger.replay(services.map(({ url }) => url));
      return {
        title: 'A service killed under load',
        did:
          `One service was killed (SIGKILL) in the midst of requests and started again, ${most} times. A request ` +
          'without an answer was sent to the other service.',
        figures: [
          ['faults survived', faults],
          ['requests sent', sent],
          ['without an answer, sent again to the other service', retried],
          ['of these, granted there', retried - lost],
          [
            'of these, refused as a replay: the nonce was spent, its answer lost; a new request was granted',
            signedAnew,
          ],
          ['granted requests sent again at the end, to both', ledger.granted.length * 2],
        ],
        laws: [
          ['nonces taken twice', ledger.takenTwice.length],
          ['clients left without a token', stranded],
          ['replays at the end that were not refused as such', notReplays],
          ['granted tokens that a third service refused', await countRefused(ledger.tokens)],
        ],
      };
    }),
};
