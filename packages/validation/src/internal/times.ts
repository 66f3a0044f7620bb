// Times in words, for the command line and the site.

/** No clock shows an earlier time than 2001 since there are TokenRequests, but seconds read as ms do. */
export const YEAR_2001 = 978_307_200_000;

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** The largest time that a Date can hold, in ms. */
const LAST = 8.64e15;

/** A span of ms in words: `90 minutes`. */
export function duration(ms: number): string {
  const [count, unit] = inUnit(ms);
  const maximumFractionDigits = Math.abs(count) < 1 ? 3 : 1;
  return new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits }).format(count);
}

/** A time in ISO 8601, and how far it is from now: `2026-01-01T00:00:00.000Z (in 5 minutes)`. */
export function timeText(ms: number, now: number): string {
  const iso = isoTime(ms);
  return iso === undefined ? `${ms}, which is not a time in ms` : `${iso} (${relative(ms - now)})`;
}

/** A time in ISO 8601; undefined where it is past what a Date holds. */
export function isoTime(ms: number): string | undefined {
  return Math.abs(ms) <= LAST ? new Date(ms).toISOString() : undefined;
}

function relative(ms: number): string {
  const [count, unit] = inUnit(ms);
  return new Intl.RelativeTimeFormat('en').format(Math.round(count * 10) / 10, unit);
}

/** A unit that gives two or more; seconds else. */
function inUnit(ms: number): [number, (typeof UNITS)[number][0]] {
  const [unit, size] = UNITS.find(([, each]) => Math.abs(ms) >= 2 * each) ?? (['second', 1000] as const);
  return [ms / size, unit];
}
