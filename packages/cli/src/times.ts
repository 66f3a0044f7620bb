import { duration } from '@ably-auth/validation/internal';
import { InvalidArgumentError } from 'commander';

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
