import { cause, type Cause } from '../cause.js';
import {
  floatTexts,
  groupedTexts,
  isDigits,
  literalTexts,
  shifted,
  withinTheSecond,
  wrappedTexts,
} from '../internal/number-texts.js';
import { lineCandidate, type Candidate, type CandidateGroup, type Evidence } from '../internal/signing.js';
import { formCandidates } from './text-forms.js';

// The timestamp line: whole milliseconds since the epoch, in decimal (RSA9d).

const MS = 'Sign and send the timestamp as a whole number of milliseconds since the epoch.';
const ONCE = 'Read the clock once: send the timestamp that was signed.';

const timestamp = {
  seconds: cause('timestamp.seconds', 'the timestamp was signed in seconds and sent in milliseconds', MS, [
    'PHP time()',
    'Python time.time()',
    'Ruby Time#to_i',
    'Go Unix()',
  ]),
  milliseconds: cause('timestamp.divided-by-1000', 'the timestamp was sent in seconds and signed in milliseconds', MS),
  finer: cause(
    'timestamp.finer-than-ms',
    'the timestamp was signed in microseconds or nanoseconds, and sent in milliseconds',
    MS,
    ['Go UnixNano', 'Java System.nanoTime', 'Rust as_nanos'],
  ),
  finerSent: cause(
    'timestamp.finer-than-ms-sent',
    'the timestamp was sent in microseconds or nanoseconds, and signed in milliseconds',
    MS,
    ['Go UnixNano', 'Rust as_nanos'],
  ),
  twice: cause(
    'timestamp.clock-read-twice',
    'the clock was read twice: once for the timestamp that was signed, and a second time for the one that was sent',
    ONCE,
    ['code that calls now() in two places'],
  ),
  zone: cause(
    'timestamp.local-time',
    'the timestamp was signed and sent in two time zones: local time was taken for UTC',
    'Take the time since the epoch in UTC, in any time zone of the machine.',
    ['PHP strtotime', 'Java LocalDateTime', '.NET DateTime.Now', 'Python datetime.utcnow().timestamp()'],
  ),
  truncated: cause(
    'timestamp.truncated-to-seconds',
    'the timestamp was cut or rounded to whole seconds, either before or after signing',
    'Keep the timestamp in whole milliseconds all the way.',
    ['date types with a resolution of seconds', 'ably-cocoa'],
  ),
  float: cause('timestamp.float', 'the timestamp was signed as a float: with a decimal point or an exponent', MS, [
    'PHP microtime(true)',
    'Python float',
    'Java double',
    'Go float64 from JSON',
    'Lua',
  ]),
  grouped: cause(
    'timestamp.grouped-digits',
    'the timestamp was signed with its digits in groups, by a thousands separator',
    'Format the timestamp without a locale.',
    ['Java String.format("%,d")', '.NET ToString("N0")'],
  ),
  literal: cause(
    'timestamp.literal',
    'the timestamp was signed with a suffix, a plus sign or a leading zero, or in hexadecimal digits',
    MS,
    ['JavaScript BigInt in inspection', 'source code'],
  ),
  wrapped: cause(
    'timestamp.32-bit',
    'the timestamp was signed as an integer of 32 bits, which cannot hold it',
    'Keep the timestamp in an integer of 64 bits or a double.',
    ['C int', 'PHP on 32 bits', 'Java int'],
  ),
  date: cause('timestamp.date-text', 'the timestamp was signed as a date', MS, [
    'JavaScript Date',
    '.NET DateTimeOffset',
    'Java Instant',
  ]),
  ticks: cause('timestamp.ticks', 'the timestamp was signed in ticks of 100 ns since the year 1', MS, [
    '.NET DateTime.Ticks',
  ]),
  dateSent: cause('timestamp.date-text-sent', 'the timestamp was sent as a date, and signed as a number', MS, [
    'JSON encoders of date types',
  ]),
  unsigned: cause(
    'timestamp.added-after-signing',
    'the timestamp was not signed (its line was left empty), but is in the request',
    'Take the time before signing, and send the very timestamp that was signed.',
  ),
  changed: cause('timestamp.changed', 'the timestamp that was intended was signed, and another one was sent', ONCE),
} as const;

export const TIMESTAMP_CAUSES: readonly Cause[] = Object.values(timestamp);

/** How far two readings of the clock are looked for, in ms: so far with any other mistake, so far alone. */
const NEAR_MS = 10;
const FAR_MS = 5000;
/** The forms of a date that are tried with other mistakes. */
const FIRST_DATES = 8;
/** 100 ns each, from the year 1. */
const TICKS_OF_1970 = 621_355_968_000_000_000n;
const QUARTER_MS = 900_000;
/** Time zones differ by whole quarters of an hour, up to 14 hours each way. */
const MOST_QUARTERS = 56;

export function timestampCandidates(evidence: Evidence): CandidateGroup {
  const { carried, intended } = evidence;
  const all = (texts: readonly (string | undefined)[], why: Cause): Candidate[] =>
    texts.flatMap((text) => (text === undefined ? [] : [lineCandidate('timestamp', text, why)]));
  const meant = all([intended.timestamp], timestamp.changed).map((one) => ({ ...one, isGeneral: true }));
  const unsigned = all([''], timestamp.unsigned);
  const sent = carried.timestamp ?? '';
  const date = isDigits(sent) ? undefined : millisecondsOf(sent);
  if (!isDigits(sent)) {
    const texts = date === undefined ? [] : [String(date), String(Math.floor(date / 1000))];
    return {
      common: [...all(texts, timestamp.dateSent), ...unsigned, ...formCandidates(evidence, 'timestamp'), ...meant],
      rare: () => all(withinTheSecond(String(date)), timestamp.dateSent),
    };
  }
  const ms = Number(sent);
  const seconds = String(Math.floor(ms / 1000));
  const isSeconds = sent.length <= 10;
  const offset = (by: number): string => String(ms + by);
  return {
    common: [
      ...all([seconds, shifted(sent, 3), String(Math.round(ms / 1000))], timestamp.seconds).map((one) => ({
        ...one,
        isFrequent: true,
      })),
      ...all([`${sent}000`], isSeconds ? timestamp.milliseconds : timestamp.finer),
      // In floating point the last digits of nanoseconds are others.
      ...all([`${sent}000000`, BigInt(ms * 1e6).toString()], timestamp.finer),
      ...all([shifted(sent, 3), shifted(sent, 6)].filter(isDigits), timestamp.finerSent),
      ...all([`${seconds}000`, `${String(Math.round(ms / 1000))}000`], timestamp.truncated),
      ...unsigned,
      ...eachWay(12).flatMap((hours) => all([offset(hours * 4 * QUARTER_MS)], timestamp.zone)),
      ...eachWay(NEAR_MS).flatMap((by) => all([offset(by)], timestamp.twice)),
      ...all(floatTexts(sent), timestamp.float),
      ...all(groupedTexts(sent), timestamp.grouped),
      ...all([String(BigInt(sent) * 10_000n + TICKS_OF_1970)], timestamp.ticks),
      ...all(literalTexts(sent), timestamp.literal),
      ...all(wrappedTexts(sent), timestamp.wrapped),
      ...all(dateTexts(ms).slice(0, FIRST_DATES), timestamp.date),
      ...formCandidates(evidence, 'timestamp'),
      ...all(floatTexts(seconds), timestamp.seconds),
      ...all(dateTexts(ms).slice(FIRST_DATES), timestamp.date),
      ...meant,
    ],
    rare: () => [
      ...all(withinTheSecond(isSeconds ? `${sent}000` : undefined), timestamp.milliseconds),
      // What was cut to whole seconds was up to a second later, what was rounded half a second each way.
      ...(sent.endsWith('000') ? [...upTo(999), ...upTo(500).map((by) => -by)] : []).flatMap((by) =>
        all([offset(by)], timestamp.truncated).map((one) => ({ ...one, or: [[timestamp.twice]] })),
      ),
      ...all(
        upTo(9).map((tenth) => `${sent}.${tenth}`),
        timestamp.float,
      ),
      ...eachWay(FAR_MS).flatMap((by) => all([offset(by)], timestamp.twice)),
      ...eachWay(MOST_QUARTERS).flatMap((quarters) => all([offset(quarters * QUARTER_MS)], timestamp.zone)),
    ],
  };
}

function upTo(most: number): number[] {
  return Array.from({ length: most }, (_, index) => index + 1);
}

/** 1, -1, 2, -2 … */
function eachWay(most: number): number[] {
  return upTo(most).flatMap((by) => [by, -by]);
}

function millisecondsOf(text: string): number | undefined {
  // 1750000000.5: seconds with a fraction, and 1750000000000.0.
  if (/^\d+\.\d*$/.test(text)) return Math.round(Number(text) * (Number(text) < 1e11 ? 1000 : 1));
  const ms = Date.parse(
    /\d(?:Z|GMT|UTC|[+-]\d\d:?\d\d)?$/.test(text) && /^\d{4}-\d\d-\d\d[ T][\d:.]+$/.test(text) ? `${text}Z` : text,
  );
  return Number.isNaN(ms) ? undefined : ms;
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function dateTexts(ms: number): string[] {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return [];
  const iso = date.toISOString();
  const whole = iso.replace(/\.\d+Z$/, 'Z');
  const clock = iso.slice(11, 19);
  const day = `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${iso.slice(8, 10)}`;
  const year = iso.slice(0, 4);
  const zones = ['Z', '+00:00', '+0000', '', ' UTC', ' +0000 UTC', ' +0000', '+00'];
  const bases = [iso, whole, iso.replace('Z', '000Z'), iso.replace('Z', '0000Z')].flatMap((one) => [
    one,
    one.replace('T', ' '),
  ]);
  return [
    iso,
    whole,
    date.toUTCString(),
    whole.replace('Z', '+00:00'),
    `${day} ${year} ${clock} GMT+0000 (Coordinated Universal Time)`,
    iso.replace('Z', '+00:00'),
    iso.replace('T', ' ').replace('Z', ''),
    whole.replace('T', ' ').replace('Z', ''),
    ...bases.flatMap((one) => zones.map((zone) => one.replace('Z', zone))),
    `${day} ${clock} UTC ${year}`,
    `${day} ${clock} ${year}`,
    iso.slice(0, 10),
    JSON.stringify(iso),
  ];
}
