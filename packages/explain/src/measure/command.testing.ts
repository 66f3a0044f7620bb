import { measure } from './measure.testing.js';

// `npm run explain:measure -- <seed> <sample> <mistakes>`: how many mistakes are named, whether what is said is true,
// and how long it takes. Outside a test runner, which slows the search down several times.

const [seed = 21, sample = 750, ...counts] = process.argv.slice(2).map(Number);
for (const count of counts.length > 0 ? counts : [1, 2]) {
  const { named, explained, missed, falseSentences, secretsPrinted, times } = await measure(seed, sample, count);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(0);
  const percent = (part: number): string => `${((100 * part) / sample).toFixed(1)} %`;
  console.log(
    [
      `${count === 1 ? 'one mistake' : `${count} mistakes`}: seed ${seed}, ${sample} requests, ${percent(named)} named, ${percent(explained)} explained`,
      `CPU time in ms: median ${at(0.5)}, 95 % ${at(0.95)}, most ${at(1)}`,
      `false sentences: ${falseSentences.length}, secrets printed: ${secretsPrinted.length}`,
      ...falseSentences.map((sentence) => `false: ${sentence}`),
      ...missed.map(({ made, said }) => `not named: ${made}: ${said}`),
    ].join('\n'),
  );
  if (falseSentences.length + secretsPrinted.length > 0) process.exitCode = 1;
}
