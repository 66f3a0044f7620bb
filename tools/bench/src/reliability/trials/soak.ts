import { setTimeout as pause } from 'node:timers/promises';
import { inParallel } from '../client.js';
import { Tally } from '../tally.js';
import { withSetup, signMany } from '../setup.js';
import type { Trial } from '../trial.js';

const PER_SECOND = 400;

/** An hour at ten requests a second, in less time. */
export const soak: Trial = {
  name: 'soak',
  size: 36_000,
  run: (size) =>
    withSetup(async ({ services: [service] }) => {
      const tally = new Tally();
      const heaps: number[] = [];
      const rounds = Math.max(4, Math.ceil(size / PER_SECOND));
      for (let round = 0; round < rounds; round++) {
        const until = performance.now() + 1000;
        await inParallel(signMany(Math.ceil(size / rounds)), 16, async (request) => tally.send(service.url, request));
        // Once everything was done that is done once.
        if (round === Math.floor(rounds / 2)) heaps.push(await service.heap());
        await pause(Math.max(0, until - performance.now()));
      }
      heaps.push(await service.heap());
      const [middle = 0, end = 0] = heaps;
      const perRequest = (end - middle) / (size / 2);
      return {
        title: 'An hour of requests',
        did: `${size} requests, an hour at ten a second, at ${PER_SECOND} a second at most.`,
        figures: [
          ['requests sent', rounds * Math.ceil(size / rounds)],
          ['granted', tally.counts.granted],
          ['answered 503 / 50003 since Redis took over a second', tally.counts.unavailable],
          ['slowest answer', `${Math.round(tally.slowestMs)} ms`],
          ['growth of the heap over the second half', `${Math.round((end - middle) / 1024)} KiB`],
        ],
        invariants: [
          ['requests without an answer', tally.counts.unanswered],
          ['other answers', tally.counts.replayed + tally.counts.other],
          ['bytes of heap per request past 256, over the second half', Math.max(0, Math.round(perRequest - 256))],
        ],
      };
    }),
};
