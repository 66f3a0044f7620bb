import { cause, type Cause } from '../cause.js';
import { lineVariant, type Dimension, type Evidence } from '../internal/attempt.js';
import { floatTexts, groupedTexts, isDigits, thousandth, withinTheSecond } from '../internal/number-texts.js';
import { absenceVariants } from './absent-as-text.js';

// The timestamp line: whole milliseconds since the epoch, in decimal (RSA9d).

const timestamp = {
  seconds: cause('timestamp.seconds', 'timestamp signed in seconds', 'Sign and send the timestamp in milliseconds.', [
    'PHP time()',
    'Python time.time()',
    'Ruby Time#to_i',
    'Go Unix()',
  ]),
  milliseconds: cause(
    'timestamp.divided-by-1000',
    'timestamp sent in seconds, signed in milliseconds',
    'Sign and send the timestamp in milliseconds.',
  ),
  micro: cause(
    'timestamp.finer-than-ms',
    'timestamp signed in microseconds or nanoseconds',
    'Sign and send the timestamp in milliseconds.',
    ['Go UnixNano', 'Java System.nanoTime', 'Rust as_nanos'],
  ),
  truncated: cause(
    'timestamp.truncated-to-seconds',
    'timestamp cut to whole seconds, either before or after signing',
    'Keep the timestamp in whole milliseconds all the way.',
    ['date types with a resolution of seconds', 'ably-cocoa'],
  ),
  float: cause(
    'timestamp.float',
    'timestamp signed as a float',
    'Format the timestamp as a whole number, without point or exponent.',
    ['PHP microtime(true)', 'Python float', 'Java double', 'Go float64 from JSON', 'Lua'],
  ),
  grouped: cause(
    'timestamp.grouped-digits',
    'timestamp signed with its digits in groups',
    'Format the timestamp without a locale.',
    ['Java String.format("%,d")', '.NET ToString("N0")'],
  ),
  date: cause('timestamp.date-text', 'timestamp signed as a date', 'Sign the number of milliseconds since the epoch.', [
    'JavaScript Date',
    '.NET DateTimeOffset',
    'Java Instant',
  ]),
  unsigned: cause(
    'timestamp.added-after-signing',
    'timestamp not signed, but in the request',
    'Take the time before signing, and send the very timestamp that was signed.',
  ),
  changed: cause(
    'timestamp.changed',
    'timestamp signed that is not the one in the request',
    'Read the clock once: send the timestamp that was signed.',
  ),
} as const;

export const TIMESTAMP_CAUSES: readonly Cause[] = Object.values(timestamp);

export function timestampDimension(evidence: Evidence): Dimension {
  const { carried, intended } = evidence;
  const sign = (text: string, why: Cause) => lineVariant('timestamp', text, why);
  const meant = intended.timestamp === undefined ? [] : [sign(intended.timestamp, timestamp.changed)];
  const digits = carried.timestamp;
  if (!isDigits(digits)) return [...meant, ...absenceVariants(evidence, 'timestamp')];
  const seconds = String(Math.floor(Number(digits) / 1000));
  return [
    ...meant,
    sign(seconds, timestamp.seconds),
    sign(thousandth(digits), timestamp.seconds),
    sign(String(Math.round(Number(digits) / 1000)), timestamp.seconds),
    ...floatTexts(seconds).map((text) => sign(text, timestamp.seconds)),
    sign('', timestamp.unsigned),
    sign(`${digits}000`, digits.length <= 10 ? timestamp.milliseconds : timestamp.micro),
    sign(`${digits}000000`, timestamp.micro),
    ...floatTexts(digits).map((text) => sign(text, timestamp.float)),
    ...groupedTexts(digits).map((text) => sign(text, timestamp.grouped)),
    ...dateTexts(Number(digits)).map((text) => sign(text, timestamp.date)),
    sign(`${seconds}000`, timestamp.truncated),
  ];
}

/** The timestamps that became that of the request when they were cut to whole seconds. */
export function timestampCrowd({ carried }: Evidence): Dimension {
  return withinTheSecond(carried.timestamp).map((text) => lineVariant('timestamp', text, timestamp.truncated));
}

function dateTexts(ms: number): string[] {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return [];
  const iso = date.toISOString();
  const whole = iso.replace(/\.\d+Z$/, 'Z');
  return [
    iso,
    whole,
    iso.replace('Z', '+00:00'),
    whole.replace('Z', '+00:00'),
    iso.replace('T', ' ').replace('Z', ''),
    date.toUTCString(),
  ];
}
