import { createMemoryStore } from '@ably-auth/server';
import type { Trial } from '../trial.js';

const NOW = 1_750_000_000_000;
const KEEP_MS = 720_000;

export const memoryFull: Trial = {
  name: 'memory-full',
  size: 1_000_000,
  async run(size) {
    let time = 0;
    const most = size / 10;
    const store = createMemoryStore({ maxNonces: most, clock: () => time, now: () => NOW });
    const spend = async (i: number) => (await store.admit('a.b', NOW, `nonce-${i}`)).outcome === 'admitted';
    let [taken, full, forgotten, kept] = [0, 0, 0, 0];
    for (let i = 0; i < size; i++) {
      time = (i / size) * 60_000;
      await spend(i).then(
        () => taken++,
        () => full++,
      );
    }
    for (let i = 0; i < most; i++) if (await spend(i)) forgotten++;
    time += KEEP_MS + 20_000;
    for (let i = 0; i < most; i++) if (!(await spend(i))) kept++;
    return {
      title: 'More nonces than the store in memory may hold',
      did: `A store of ${most} entries got ${size} nonces within a minute of its clock, then the first ones again.`,
      figures: [
        ['taken', taken],
        ['refused, since it was full (50003)', full],
      ],
      invariants: [
        ['entries past the bound', taken - most],
        ['live nonces forgotten', forgotten],
        ['nonces not given free after their time', kept],
      ],
    };
  },
};
