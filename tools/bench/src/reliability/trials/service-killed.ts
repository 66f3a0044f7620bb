import { setTimeout as pause } from 'node:timers/promises';
import { Tally } from '../tally.js';
import { signMany, startLoad, withSetup } from '../setup.js';
import type { Trial } from '../trial.js';

export const serviceKilled: Trial = {
  name: 'service-killed',
  size: 10_000,
  run: (size) =>
    withSetup(async ({ services, countRefused }) => {
      const [mortal, other] = services;
      const most = Math.min(5, Math.ceil(size / 2000));
      const tally = new Tally();
      let [sent, failures, retried, lost, signedAgain, stranded] = [0, 0, 0, 0, 0, 0];
      const endLoad = startLoad(100, 32, async (request) => {
        const reply = await tally.send(mortal.url, request);
        sent++;
        if (reply.status === 201) return;
        // The client asks the other instance with the same request, and where the nonce is spent with a new one.
        retried++;
        const second = await tally.send(other.url, request);
        if (second.status === 201) return;
        lost++;
        const [again] = signMany(1);
        if (again === undefined) return;
        const third = await tally.send(other.url, again);
        if (third.status === 201) signedAgain++;
        else stranded++;
      });
      // Goes on until so many were granted.
      while (failures < most || tally.counts.granted < size) {
        await pause(200);
        if (failures === most) continue;
        await mortal.kill();
        await pause(100);
        await mortal.start();
        failures++;
      }
      await endLoad();
      const notReplays = await tally.replay(services.map(({ url }) => url));
      return {
        title: 'A service killed under load',
        did:
          `One service was killed (SIGKILL) during requests and started again, ${most} times. A request ` +
          'without an answer was sent to the other service.',
        figures: [
          ['failures survived', failures],
          ['requests sent', sent],
          ['without an answer, sent again to the other service', retried],
          ['of these, granted there', retried - lost],
          [
            'of these, refused as a replay: the nonce was spent, its answer lost; a new request was granted',
            signedAgain,
          ],
          ['granted requests sent again at the end, to both', tally.granted.length * 2],
        ],
        invariants: [
          ['nonces taken twice', tally.takenTwice.length],
          ['clients left without a token', stranded],
          ['replays at the end that were not refused as such', notReplays],
          ['granted tokens that a third service refused', await countRefused(tally.tokens)],
        ],
      };
    }),
};
