import { InvalidArgumentError } from 'commander';

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

/** A time as it stands on the command line: ms since the epoch, ISO 8601 with its zone, or `now`. */
export function readTime(now: () => number): (text: string) => number {
  return (text) => {
    if (text === 'now') return now();
    if (/^\d{1,16}$/.test(text)) return Number(text);
    const ms = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
    if (Number.isNaN(ms)) throw new InvalidArgumentError('Expected ms since the epoch, ISO 8601 with a zone, or now.');
    return ms;
  };
}

const IN_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** A span as it stands on the command line, in ms: `3600000`, `90s`, `15m`, `1h`, `1d`. */
export function readDuration(text: string): number {
  const [, count, unit = 'ms'] = /^(-?\d{1,15})(ms|s|m|min|h|d)?$/.exec(text) ?? [];
  if (count === undefined) throw new InvalidArgumentError('Expected milliseconds, or a number with s, m, h or d: 1h.');
  return Number(count) * (IN_MS[unit] ?? 1);
}

/** A message of the library with its long spans of ms in words. */
export function readable(message: string): string {
  return message.replace(/\b(\d{4,}) ms(?= ago\b)/g, (_, ms: string) => duration(Number(ms)));
}
