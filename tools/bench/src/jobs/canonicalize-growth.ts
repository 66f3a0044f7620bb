import { duels } from '../compare.js';
import type { Job } from '../job.js';
import type { Row } from '../row.js';
import { largeCapability } from '../samples.js';
import { spread } from '../spread.js';
import { canonicalizeSide, ourObjectSide } from './canonicalize.js';

// 5000 resources are the most that the protocol allows.
const SIZES = [10, 100, 1000, 5000];
const FROM = 100;
const TO = 5000;

// Caches that grow too small let anything grow a little faster than its operations; n² would be 27 times n log n.
const TOLERANCE = 1.5;

const sizes = duels('canonicalize-growth', () =>
  SIZES.map((size) => {
    const capability = largeCapability(size);
    const what = `growth: canonicalise ${size} resources, object in`;
    return { what, ours: ourObjectSide(capability), rival: canonicalizeSide(capability) };
  }),
);

export const canonicalizeGrowth: Job = {
  ...sizes,
  run: async (settings) => {
    const rows = await sizes.run(settings);
    return [...rows, growth(new Map(rows.map(({ ours }, index) => [SIZES[index] ?? 0, ours])))];
  },
};

function growth(times: ReadonlyMap<number, number>): Row {
  const measured = (times.get(TO) ?? Number.NaN) / (times.get(FROM) ?? Number.NaN);
  const expected = (TO * Math.log2(TO)) / (FROM * Math.log2(FROM));
  return {
    job: 'canonicalize-growth',
    what: `time of ${TO} resources over time of ${FROM}`,
    unit: 'times',
    ours: measured,
    rival: { name: 'n log n', value: expected, ratio: spread([measured / expected]) },
    goal: { kind: 'time', atMost: TOLERANCE },
  };
}
