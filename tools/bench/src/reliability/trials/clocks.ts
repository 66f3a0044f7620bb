import { inParallel, isActive, revoke, sendTokenRequest } from '../client.js';
import { Tally } from '../tally.js';
import { withSetup, signMany } from '../setup.js';
import type { TokenRequest } from '@ably-auth/validation';
import type { Trial } from '../trial.js';

const MINUTE = 60_000;
/** The clocks of the two services, beside the right time, one step after the other. */
const STEPS = [
  [0, 0],
  [5 * MINUTE, -5 * MINUTE],
  [-5 * MINUTE, 5 * MINUTE],
  [-3 * MINUTE, 1 * MINUTE],
  [5 * MINUTE, 5 * MINUTE],
  [-5 * MINUTE, -5 * MINUTE],
] as const;

export const clocks: Trial = {
  name: 'clocks',
  size: 1500,
  run: (size) =>
    withSetup(async ({ services }) => {
      const tally = new Tally();
      const now = Date.now();
      // Stamped between seven minutes ago and in seven minutes; the clock of Redis decides, which is right.
      const requests = Array.from({ length: 15 }, (_, i) =>
        signMany(Math.ceil(size / 15), { timestamp: now + (i - 7) * 0.9 * MINUTE }),
      ).flat();
      const current = requests.filter(({ timestamp }) => Math.abs(timestamp - now) < MINUTE);
      let [sent, revocations, withoutEffect, blocked] = [0, 0, 0, 0];
      for (const offsets of STEPS) {
        for (const [i, service] of services.entries()) await service.setClock(offsets[i] ?? 0);
        const sends = requests.flatMap((request) => services.map(({ url }) => ({ request, url })));
        sent += sends.length;
        await inParallel(sends, 64, async ({ request, url }) => tally.send(url, request));
        // Issued at one, revoked at the other, used at both; and once more.
        for (const [i, issuer] of services.entries()) {
          const revoker = services[1 - i] ?? issuer;
          const clientId = `revoked-${revocations}`;
          const issue = async () =>
            (await sendTokenRequest(issuer.url, signMany(1, { clientId })[0] as TokenRequest)).token;
          const before = (await issue()) ?? '';
          if (!(await revoke(revoker.url, clientId))) continue;
          revocations++;
          const after = (await issue()) ?? '';
          for (const { url } of services) {
            if (await isActive(url, before)) withoutEffect++;
            if (!(await isActive(url, after))) blocked++;
          }
        }
      }
      return {
        title: 'Clocks that differ and step by up to ten minutes',
        did:
          'The clocks of the two services were set up to five minutes before or behind the right time, six times; ' +
          'after each step both services got every request again. The requests are stamped up to 6.3 minutes ' +
          'before or behind the right time.',
        figures: [
          ['requests sent', sent],
          ['granted', tally.counts.granted],
          ['refused as a replay', tally.counts.replayed],
          ['refused for their timestamp', tally.counts.other],
          ['revocations at the other service', revocations],
        ],
        invariants: [
          ['nonces taken twice', tally.takenTwice.length],
          ['current requests that neither took', current.filter((each) => !tally.granted.includes(each)).length],
          ['revocations that were refused', 2 * STEPS.length - revocations],
          ['revocations without effect', withoutEffect],
          ['tokens issued after a revocation and refused', blocked],
          ['requests without an answer, or answered with 503', tally.counts.unanswered + tally.counts.unavailable],
        ],
      };
    }),
};
