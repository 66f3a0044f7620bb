import { describe, expect, it } from 'vitest';
import { measure, type Measured } from './measure.testing.js';

// How many mistakes are named, and whether what is said is true. `npm run explain:measure` takes a larger sample.

const SEED = Number(process.env['EXPLAIN_SEED'] ?? 21);
const SAMPLE = process.env['EXPLAIN_SAMPLE'];

describe.each([
  ['one mistake', 1, 60, 0.95],
  ['two mistakes', 2, 10, 0.97],
])('a request with %s', (title, count, sample, least) => {
  it(
    'is explained by the mistakes that were made, in true sentences that hold no secret',
    { timeout: 3_600_000 },
    async () => {
      const measured = await measure(SEED, Number(SAMPLE ?? sample), count);
      console.info(report(title, measured));
      expect(measured.falseSentences).toEqual([]);
      expect(measured.secretsPrinted).toEqual([]);
      expect(measured.named / measured.sample).toBeGreaterThanOrEqual(least);
    },
  );
});

function report(title: string, { sample, named, explained, missed, times }: Measured): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(0);
  return [
    `${title}: seed ${SEED}, ${sample} requests, ${((100 * named) / sample).toFixed(1)} % named, ${((100 * explained) / sample).toFixed(1)} % explained`,
    `CPU time in ms: median ${at(0.5)}, 95 % ${at(0.95)}, most ${at(1)}`,
    ...missed.map(({ made, said }) => `not named: ${made}: ${said}`),
  ].join('\n');
}
