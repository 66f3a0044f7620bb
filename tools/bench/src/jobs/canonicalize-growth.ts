import { compare } from '../compare.js';
import type { Job } from '../job.js';
import type { Row } from '../row.js';
import { largeCapability } from '../samples.js';
import { canonicalizeSide, ourObjectSide } from './canonicalize.js';

// 5000 resources are the most that the protocol allows.
const SIZES = [10, 100, 1000, 5000];
const FROM = 100;
const TO = 5000;

// Caches that grow too small let anything grow a little faster than its operations; n² would be 27 times n log n.
const TOLERANCE = 1.5;

export const canonicalizeGrowth: Job = {
  name: 'canonicalize-growth',
  run: async (settings) => {
    const times = new Map<number, number>();
    const rows: Row[] = [];
    for (const size of SIZES) {
      const capability = largeCapability(size);
      const row = await compare(
        'canonicalize-growth',
        {
          what: `growth: canonicalise ${size} resources, object in`,
          ours: ourObjectSide(capability),
          rival: canonicalizeSide(capability),
        },
        settings,
      );
      times.set(size, row.ours);
      rows.push(row);
    }
    return [...rows, growth(times)];
  },
};

function growth(times: ReadonlyMap<number, number>): Row {
  const measured = (times.get(TO) ?? Number.NaN) / (times.get(FROM) ?? Number.NaN);
  const expected = (TO * Math.log2(TO)) / (FROM * Math.log2(FROM));
  const ratio = measured / expected;
  return {
    job: 'canonicalize-growth',
    what: `time of ${TO} resources over time of ${FROM}`,
    unit: 'times',
    ours: measured,
    rival: { name: 'n log n', value: expected, ratio: { low: ratio, median: ratio, high: ratio } },
    goal: { kind: 'time', atMost: TOLERANCE },
  };
}
